"""The write path, top to bottom: paths -> articles -> passages -> both legs -> a published generation."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.config import BuildConfig
from index.dense.encoder import open_encoder
from index.dense.vectors import VectorIndex, write_vectors
from index.errors import ReadError
from index.golden import gate, given_questions, read_golden
from index.lexical.lexicon import Lexicon
from index.lexical.postings import Postings
from index.lexical.postings_writer import PostingsWriter
from index.lexical.term_vectors import TermVectorsWriter
from index.lost_articles import changes_since, check_articles, check_sources, named_again
from index.ranking.stories import StoryFinder
from index.reading import find_files, nothing_read, read_file
from index.reading.files import absolute, check_utf8
from index.records import Article, Problem
from index.report import Observer, Progress, Report
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.catalog_writer import CatalogWriter
from index.snapshot.columns import write_columns
from index.snapshot.embedding import PassageEmbedder, PassageInput
from index.snapshot.lineage import generation_to_rebuild, predecessor
from index.snapshot.manifest import Counts, Draft, Manifest
from index.snapshot.publish import publish
from index.snapshot.reuse import KnownVectors
from index.snapshot.store import Store
from index.text.passages import contexts, cut_passages

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from index.dense.encoder import Encoder
    from index.golden import GoldenList
    from index.snapshot.lineage import Previous

OWN_HITS = 10
"""Number of nearest rows to a passage's own vector among which the passage must be."""
TIE = 1e-3
"""Cosines that differ by less are equal: float16 keeps three digits of a vector's values."""


def build(
    sources: Sequence[str | Path],
    data: Path,
    config: BuildConfig | None = None,
    *,
    encoder: Encoder | None = None,
    observer: Observer = lambda _: None,
    force: bool = False,
) -> Report:
    """Index files into a new generation and publish it.

    Args:
        sources: files, directories or globs.
        data: the data directory; created if it does not exist.
        config: the configuration of the build; by default the bundled model.
        encoder: a model already in memory; if None, the one of `config` is opened.
        observer: called with the progress of the build.
        force: publish even if golden questions, sources or most articles of a source are lost.

    Raises:
        ReadError: the sources hold nothing to index; or a source of the previous generation is gone or lost
            most of its articles, see `index.lost_articles`; or a path is not UTF-8. Nothing was published.
        BuildInProgress: another build holds the data directory.
        ModelError: the model cannot be opened.
        DamagedSnapshot: the new generation failed its checks; nothing was published.
        EvaluationError: the golden questions of `config` cannot be read, or are about other articles.
        GoldenQuestionsLost: the new generation loses golden questions, or articles that they name are
            gone; nothing was published.
    """
    config = _anchored(config or BuildConfig())
    paths = [absolute(source) for source in sources]
    # Check before hours of work, not after.
    check_utf8(*paths, str(data.absolute()), config.model or "", config.golden or "")
    golden = read_golden(config.golden)
    encoder = encoder or open_encoder(config.model)
    store = Store(data)
    with store.staging() as staged:
        before = predecessor(store)
        again = named_again(paths, before) if before and not force else []
        if before:
            check_sources(again, before)
        writing = _Build(staged, store, before, encoder, observer)
        writing.read([str(source) for source in sources])
        if before:
            check_articles(writing.report, again, before)
        return writing.publish(paths, config, golden, force=force)


def rebuild(data: Path, *, observer: Observer = lambda _: None, force: bool = False) -> Report:
    """Build again from the sources and with the model of the current generation, even if it is damaged.

    Raises:
        NoSnapshot: there is no generation.
        DamagedSnapshot: the manifest of the current generation is damaged, or of a newer format.
        Also all errors of `build`.
    """
    draft = Manifest.load(generation_to_rebuild(Store(data)).path, older=True).draft
    return build(draft.sources, data, draft.config, observer=observer, force=force)


class _Build:
    """A build in progress, with what it has written so far."""

    def __init__(
        self, staged: Path, store: Store, before: Previous | None, encoder: Encoder, observer: Observer
    ) -> None:
        self._staged, self._store, self._encoder, self._observer = staged, store, encoder, observer
        self._before = before
        self._started = time.monotonic()
        # A damaged generation may have lost vectors that a sound one still has.
        ways = chain([before.generation] if before else [], store.sound_generations())
        known = KnownVectors.of_first(ways, encoder.identity)
        self._embedder = PassageEmbedder(staged, encoder, known)
        self._catalog = CatalogWriter(staged / layout.CATALOG)
        self._postings = PostingsWriter(staged / layout.POSTINGS, Lexicon.bundled())
        self._term_vectors = TermVectorsWriter(staged / layout.PLACES)
        self._stories = StoryFinder()
        self.report = Report()

    def read(self, sources: Sequence[str]) -> None:
        """Read every source into the catalog, the postings and the vectors."""
        files, self.report.problems, self.report.passed_over = find_files(list(sources))
        total = sum(file.size for file in files)
        done = 0
        with self._catalog, closing(self._postings), self._term_vectors, self._embedder:
            for number, file in enumerate(files):
                within, source = 0, absolute(file.given)
                counted = self.report.sources.get(source, 0) - self.report.articles
                for item in read_file(file):
                    self._take(item)
                    within += len(item.body) if isinstance(item, Article) else 0
                    if self._embedder.is_full:
                        self._embedder.embed()
                        self._tell(number, len(files), min(done + within, total), total)
                self.report.sources[source] = counted + self.report.articles
                done += file.size
                self._tell(number + 1, len(files), done, total)
            self._embedder.embed()
            self._embedder.finish()
            if not self.report.passages:
                raise ReadError(nothing_read(sources, self.report.problems, self.report.passed_over))
            self._postings.finish()
        self.report.files = len(files)
        self.report.embedded = self._embedder.computed
        if self._before:
            self.report.changes = changes_since(self._before, self._staged)
        self._tell(len(files), len(files), total, total)

    def publish(
        self, sources: Sequence[str], config: BuildConfig, golden: GoldenList | None, *, force: bool
    ) -> Report:
        """Write the rest, run the checks, and publish the generation."""
        report, before = self.report, self._before
        postings = Postings.open(self._staged / layout.POSTINGS)
        stats = write_vectors(self._embedder.vectors(), self._staged)
        with Catalog.open(self._staged / layout.CATALOG) as catalog:
            write_columns(catalog, self._staged / layout.COLUMNS, self._stories.stories())
            report.languages = catalog.summary.languages
        given, problems = given_questions(golden, self._staged, before)
        report.problems += problems
        report.seconds = round(time.monotonic() - self._started, 2)
        report.write(self._staged / layout.REPORT)
        draft = Draft(
            encoder=self._encoder.identity,
            config=config,
            counts=Counts(report.articles, report.passages, stats.vectors, postings.n_passages),
            sources=tuple(sources),
            recall=stats.recall_at_10,
        )
        if not force:
            gate(self._staged, draft, before.generation if before else None, self._encoder, given)
        report.generation = publish(self._store.data, self._staged, draft, self._nearest)
        report.seconds = round(time.monotonic() - self._started, 2)
        return report

    def _take(self, item: Article | Problem) -> None:
        if isinstance(item, Problem):
            self.report.problems.append(item)
            return
        spans, budget = self._encoder.token_spans, self._encoder.passage_tokens
        passages = cut_passages(item, spans, budget=budget)
        texts = contexts(item, passages, spans, budget=budget)
        read = [
            PassageInput.of(text, len(passage.text), item.language)
            for text, passage in zip(texts, passages, strict=True)
        ]
        try:
            self._catalog.add(item, passages, [context.hash for context in read])
        except ReadError as error:
            reason = str(error).removeprefix(f"{item.origin}: ")
            self.report.problems.append(Problem(item.origin, None, reason))
            return
        self._stories.add(item.body, item.published)
        for context in read:
            heading, *sentences = context.parted_terms()
            self._postings.add(heading, sentences, item.language)
            self._term_vectors.add(context.sentences, context.terms, context.begin)
            self._embedder.add(context)
        self.report.articles += 1
        self.report.passages += len(passages)

    def _nearest(self, rows: Sequence[int]) -> list[list[int]]:
        """Embed passages from the catalog, and return the rows nearest to each in the staged index."""
        with Catalog.open(self._staged / layout.CATALOG) as catalog:
            found = catalog.passages(rows)
        spans, budget = self._encoder.token_spans, self._encoder.passage_tokens
        texts = [contexts(article, [passage], spans, budget=budget)[0] for article, passage in found]
        index = VectorIndex.open(self._staged)
        vectors = self._encoder.passages(texts)
        return [_own_hits(index, row, vector) for row, vector in zip(rows, vectors, strict=True)]

    def _tell(self, files: int, files_total: int, done: int, total: int) -> None:
        report = self.report
        self._observer(
            Progress(files, files_total, done, total, report.articles, report.passages, len(report.problems))
        )


def _own_hits(index: VectorIndex, row: int, vector: npt.NDArray[np.float32]) -> list[int]:
    """Return the rows nearest to a passage's own vector, and its own row if that is as near as the last.

    Many passages may share one vector, for example those in a script that the model does not know.
    """
    found, scores = index.search(vector, OWN_HITS)
    itself = index.scores(vector, np.array([row]))
    return [*found.tolist(), *([row] if abs(scores[-1] - itself[0]) < TIE else [])]


def _anchored(config: BuildConfig) -> BuildConfig:
    """Return the configuration with absolute paths, so that `rebuild` works from any directory."""
    if config.golden is not None:
        config = replace(config, golden=absolute(config.golden))
    if config.model is None or not Path(config.model).is_dir():
        return config
    return replace(config, model=absolute(config.model))
