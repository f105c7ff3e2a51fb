"""What a build writes: catalog, postings, term vectors, vectors and columns of a new generation."""

from __future__ import annotations

import time
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from index.dense.vectors import VectorIndex, write_vectors
from index.errors import ReadError
from index.golden import gate, given_questions, sound_generation
from index.lexical.lexicon import Lexicon
from index.lexical.postings import Postings
from index.lexical.postings_writer import PostingsWriter
from index.lexical.term_vectors import TermVectorsWriter
from index.lost_articles import changes_since
from index.ranking.stories import StoryFinder
from index.reading import find_files, nothing_read, read_file
from index.reading.files import absolute
from index.records import Article, Problem
from index.report import Observer, Progress, Report
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.catalog_writer import CatalogWriter
from index.snapshot.columns import write_columns
from index.snapshot.embedding import PassageEmbedder, PassageInput
from index.snapshot.manifest import Counts, Draft, other_format
from index.snapshot.publish import publish
from index.snapshot.reuse import KnownVectors
from index.text.passages import contexts, cut_passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from index.config import BuildConfig
    from index.dense.encoder import Encoder
    from index.golden import GoldenList
    from index.snapshot.layout import Generation
    from index.snapshot.lineage import Previous
    from index.snapshot.store import Store

OWN_HITS = 10
"""Number of nearest rows to a passage's own vector among which the passage must be."""
TIE = 1e-3
"""Cosines that differ by less are equal: float16 keeps three digits of a vector's values."""


class GenerationWriter:
    """A build in progress, with what it has written into a staged directory so far."""

    def __init__(
        self, staged: Path, store: Store, before: Previous | None, encoder: Encoder, observer: Observer
    ) -> None:
        self._staged, self._store, self._encoder, self._observer = staged, store, encoder, observer
        self._before = before
        self._started = time.monotonic()
        # A damaged generation may have lost vectors that a sound one still has.
        known = KnownVectors.of_first(self._sound_first(), encoder.identity)
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
        self,
        sources: Sequence[str],
        config: BuildConfig,
        golden: GoldenList | None,
        *,
        over: str | None,
        force: bool,
    ) -> Report:
        """Write the rest, run the checks, and publish the generation over the one that served at first."""
        report, before = self.report, self._before
        postings = Postings.open(self._staged / layout.POSTINGS)
        stats = write_vectors(self._embedder.vectors(), self._staged)
        with Catalog.open(self._staged / layout.CATALOG) as catalog:
            write_columns(catalog, self._staged / layout.COLUMNS, self._stories.stories())
            report.languages = catalog.summary.languages
        given, problems = given_questions(golden, self._staged, before)
        report.problems += problems
        compared = sound_generation(self._sound_first()) if before and not force else None
        if before and not (compared or force or other_format(before.generation.path)):
            reason = "neither it nor one before it is sound, so no golden question was asked of it"
            report.problems.append(Problem(before.generation.name, None, reason))
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
            served = compared or (before.generation if before else None)
            gate(self._staged, draft, served, self._encoder, given, sound=compared is not None)
        report.generation = publish(self._store.data, self._staged, over, draft, self._nearest)
        report.seconds = round(time.monotonic() - self._started, 2)
        return report

    def _sound_first(self) -> Iterator[Generation]:
        """Yield the generation that the build is compared with, then those that may be sound if it is not."""
        return chain([self._before.generation] if self._before else [], self._store.sound_generations())

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
            heading, *sentences = context.parted_terms(item)
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
