"""Hits of judged questions and of texts made from them, and whether they answer; relevance is fitted on them.

Every judged question is asked twice, of an index of all or some articles of a set: once with the articles
that answer it, and once without, so that no hit answers. Half of the time a filter leaves only some of the
index. Questions that were written to have no answer (IDK-MRC) are asked once, and so are keywords, pasted
text and unknown names (`relevance_queries.py`).

A judged question has one right article, although forty articles may tell of a topic in the news; and a right
article does not show which of its passages answers. So there are also hits that were judged by reading
(`judged_hits.jsonl`): the five best for 560 questions about news. 300 are our own (`reading_questions.py`),
which one article answers; 130 are about topics with many articles; the other 130 have no answer, although
half of them are near misses about the same people.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from index import Filters, Preferences, build
from index.judged import ArticleNames, JudgedSet
from index.search.adapting import correct_spelling, read_foreign_words
from index.search.candidates import DEPTH
from index.search.reader import IndexReader
from index.search.relevance_features import features
from index.search.retrieval import Query, candidates, rank
from index.search.stretches import encode
from index.snapshot.store import Store
from index.understanding.parsing import checked_question, parse_question
from train.examples import json_lines, not_trained_on
from train.relevance_queries import holds, keywords, pasted, strangers, unknown
from train.samples import Sample

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from index.dense.encoder import Encoder
    from index.understanding.parsed_question import ParsedQuestion
    from train.relevance_queries import Kind

    Use = Literal["fit", "report", "in turns"]
    _Hits = tuple[Kind, NDArray[np.float64], NDArray[np.bool_]]
    """The kind of query, features [hits, FEATURES], and whether each hit answers."""

SAMPLE = Path("seeds")
JUDGED_HITS = Path(__file__).with_name("judged_hits.jsonl")
UNANSWERABLE = "unanswerable.jsonl"
EVERY = 3
"""One in so many of the questions without an answer is asked: then they are about as many as the others."""
SEED = 11
HITS = 5
THERE, PASTED, UNKNOWN = 0.6, 0.25, 0.12
"""Probability that the answering articles are in the index when keywords or pasted text are asked; and, for
each judged question, the probabilities that text is pasted and that unknown names are asked for."""


@dataclass(frozen=True, slots=True)
class Observed:
    """Hits of one set."""

    features: NDArray[np.float64]
    """[hits, FEATURES]"""
    answers: NDArray[np.bool_]
    first: NDArray[np.bool_]
    """Whether each hit is the first of its question."""
    kinds: NDArray[np.str_]
    """The kind of each hit's question, a `Kind`."""

    def of(self, kind: Kind) -> Observed:
        """Return the hits of one kind of question."""
        some = self.kinds == kind
        return Observed(self.features[some], self.answers[some], self.first[some], self.kinds[some])


class Parts(NamedTuple):
    """The observed hits of one set: those to fit on, and those to report."""

    to_fit: Observed | None
    to_report: Observed | None


def observed(folder: Path, encoder: Encoder, use: Use) -> Parts:
    """Ask a judged set of a temporary index of its documents.

    Args:
        folder: the set.
        encoder: the model.
        use: whether its questions are fitted on, report, or do so in turns. Hits that were judged by reading
            are always used in turns.
    """
    judged = JudgedSet.read(folder / "queries.jsonl" if folder == SAMPLE else folder)
    names = not_trained_on(judged.name, judged.questions)
    fitting = names[::2] if use == "in turns" else names if use == "fit" else []
    rows: dict[bool, list[_Hits]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as temporary:
        # Forced: golden questions would read the relevance file that is about to be made.
        build([str(judged.corpus or folder)], Path(temporary), encoder=encoder, force=True)
        reader = IndexReader.open(Store(Path(temporary)).sound_current().path, encoder.identity)
        asker = _Asker(reader, encoder)
        rows[True] += asker.judged(judged, fitting)
        rows[False] += asker.judged(judged, [name for name in names if name not in set(fitting)])
        rows[use == "fit"] += asker.unanswered(folder / UNANSWERABLE)
        for half, fits in enumerate((True, False)):
            rows[fits] += asker.read(judged.name, half)
        reader.catalog.close()
    return Parts(_observed(rows[True]), _observed(rows[False]))


def judged_by_reading(name: str, half: int) -> list[dict[str, Any]]:
    """Return every other question of a set whose hits were judged by reading: `half` 0 fits, 1 reports."""
    return [one for one in json_lines(JUDGED_HITS) if one["set"] == name][half::2]


def _observed(rows: Sequence[_Hits]) -> Observed | None:
    if not rows:
        return None
    return Observed(
        np.concatenate([found for _, found, _ in rows]),
        np.concatenate([answers for *_, answers in rows]),
        np.concatenate([np.arange(len(answers)) == 0 for *_, answers in rows]),
        np.concatenate([np.repeat(kind, len(answers)) for kind, _, answers in rows]),
    )


class _Asker:
    """Asks questions of one index."""

    def __init__(self, reader: IndexReader, encoder: Encoder) -> None:
        self._reader, self._encoder = reader, encoder
        self._articles = reader.catalog.article_count
        self._random = np.random.default_rng(SEED)

    def judged(self, judged: JudgedSet, questions: Sequence[str]) -> Iterator[_Hits]:
        """Ask judged questions, and the texts made from them."""
        names = ArticleNames(self._reader.catalog.names())
        ordinals = {article: at for at, article in enumerate(names.ids)}
        for name in questions:
            grades = judged.judgements[name]
            found = [names.records.get(each) or names.find(each) for each in grades if grades[each]]
            right = [ordinals[article] for article in found if article]
            sample = Sample.drawn(self._random, self._articles, right)
            for there in (right, ()):
                yield self._asked("question", judged.questions[name], sample, there)
            yield from self._made_of(judged.questions[name], sample, right)

    def unanswered(self, path: Path) -> Iterator[_Hits]:
        """Ask questions that have no answer."""
        for question in islice(json_lines(path), None, None, EVERY) if path.exists() else ():
            sample = Sample.drawn(self._random, self._articles, ())
            yield self._asked("question", question["text"], sample, ())

    def read(self, name: str, half: int) -> Iterator[_Hits]:
        """Yield the hits of a set that were judged by reading, for every other question."""
        for one in judged_by_reading(name, half):
            query = self._query(one["question"], None)
            ranking = rank(self._reader, query, HITS)
            places = [group.best for group in ranking.groups]
            shown = self._reader.catalog.passages([int(row) for row in ranking.found.rows[places]])
            told = {(hit["article"], hit["start"]): hit["answers"] for hit in one["hits"]}
            names = [(article.record_id, passage.start) for article, passage in shown]
            known = [at for at, each in enumerate(names) if each in told]
            places, answers = [places[at] for at in known], [told[names[at]] for at in known]
            found = features(self._reader, query, ranking.found, places, ranking.found)
            yield "read", found, np.array(answers, np.bool_)

    def _made_of(self, question: str, sample: Sample, right: Sequence[int]) -> Iterator[_Hits]:
        """Ask keywords of a question, and sometimes the text of its answer or names that no article has."""
        language = parse_question(checked_question(question), Filters(), Preferences(time="off")).language
        there = right if self._random.random() < THERE else ()
        if words := keywords(question, language, self._reader, self._random):
            yield self._asked("keywords", words, sample, there)
        if right and self._random.random() < PASTED:
            yield self._asked("pasted", pasted(self._text(right[0]), self._random), sample, there)
        if self._random.random() < UNKNOWN:
            yield self._asked("unknown", unknown(self._strange, self._random), sample, ())

    @cached_property
    def _strange(self) -> list[str]:
        return strangers(self._reader)

    def _text(self, article: int) -> str:
        row = int(np.flatnonzero(self._reader.columns.articles == article)[0])
        return self._reader.catalog.passages([row])[0][0].body

    def _asked(self, kind: Kind, text: str, sample: Sample, right: Collection[int]) -> _Hits:
        """Return features of the best hits in a sample with the `right` articles, and which hits answer."""
        reader = self._reader
        indexed, filtered = sample.masks(right, reader.columns.articles)
        query = self._query(text, filtered)
        asked = query.asked
        whole = candidates(reader, replace(query, allowed=indexed), DEPTH)
        ranking = rank(reader, query, HITS)
        found, places = ranking.found, [group.best for group in ranking.groups]
        answers = np.isin(found.articles[places], list(right))
        if kind == "keywords":
            stems = {term.stem for term in asked.terms}
            shown = reader.catalog.passages([int(row) for row in found.rows[places]])
            answers |= np.array([holds(stems, *one) for one in shown], np.bool_)
        return kind, features(reader, query, found, places, whole), answers

    def _query(self, text: str, allowed: NDArray[np.bool_] | None) -> Query:
        preferences, reader = Preferences(time="off"), self._reader

        def read(text: str) -> ParsedQuestion:
            asked = parse_question(checked_question(text), Filters(), preferences)
            return read_foreign_words(asked, reader.frequencies)

        asked = correct_spelling(read(text), reader.vocabulary, read)
        vectors = encode(self._encoder, asked.text, asked.spans)
        return Query(asked, vectors, allowed, None, preferences)
