"""How well passages answer a question, by each leg: the scores that the legs rank by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.lexical.lexicon import Lexicon
from index.lexical.places import key_of
from index.lexical.postings import idf
from index.search.stretches import over_stretches
from index.text.terms import terms as terms_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from index.search.reader import IndexReader
    from index.search.stretches import EncodedQuestion
    from index.text.terms import Term
    from index.understanding.parsed_question import ParsedQuestion

SENTENCE_SHARE = 0.8
"""Mean nDCG@10 of nine sets, fused, with 0, .4, .8 and .9: .9256 .9274 .9280 .9277 (bench/CHOICES.md)."""
LATE_INTERACTION_SHARE = 0.45
"""Mean nDCG@10 of nine sets, dense, with 0, .3, .45, .6 and 1: .8793 .9050 .9133 .9142 .8901; fused, with .3,
.45 and .6: .9265 .9280 .9276, and .9260 before there were words, with other shares (bench/CHOICES.md)."""
BM25_SENTENCE_SHARE = 0.2
"""Fused nDCG@10 over ten sets with 0, .2, .3, .4 and .5: .9205 .9219 .9214 .9208 .9193 (bench/CHOICES.md).
The more of it, the better for questions and the worse for headlines, which are of a whole article."""

PIVOT, SURE_TRANSLATION = np.float32(0.8), 0.3
"""Weight of a paraphrase beside the word itself, and the least probability of a translation that leads there.
Mean nDCG@10 of sixteen sets, lexical .857 without, .868 with it, fused .9152 and .9169 (bench/CHOICES.md)."""


def dense_scores(
    reader: IndexReader, question: EncodedQuestion, terms: Sequence[Term], rows: NDArray[np.integer]
) -> NDArray[np.float32]:
    """What the dense leg ranks by: how near passages are to a question, float32 [rows].

    `LATE_INTERACTION_SHARE` of how near the words are (`_late_interaction`); of the rest,
    `SENTENCE_SHARE` of the cosine of the nearest sentence, and the rest of the whole passage's: a passage
    of five sentences, one of which answers, is further away as a whole than one that says nothing else. A
    passage without a sentence long enough counts as a whole. So each stretch of a long question is scored,
    see `over_stretches`.

    Args:
        reader: the index.
        question: its vectors.
        terms: of the question.
        rows: passages, in any order.
    """
    whole = np.stack([reader.vectors.scores(one, rows) for one in question.stretches])
    nearest = reader.sentence_vectors.nearest(question.stretches, rows)
    nearest = np.where(np.isnan(nearest), whole, nearest)
    scores = ((1 - SENTENCE_SHARE) * whole + SENTENCE_SHARE * nearest).astype(np.float32)
    if question.words.size:
        near = _late_interaction(reader, question, terms, rows)
        scores = (1 - LATE_INTERACTION_SHARE) * scores + LATE_INTERACTION_SHARE * near
    return over_stretches(scores)


def _late_interaction(
    reader: IndexReader, question: EncodedQuestion, terms: Sequence[Term], rows: NDArray[np.integer]
) -> NDArray[np.float32]:
    """The mean cosine of the words of each stretch with the nearest word of each passage, [stretches, rows].

    Late interaction (ColBERT: Khattab and Zaharia, 2020), but for that words count by their idf. A
    passage without words is as near as one whose words have nothing to do with the question's: 0.
    """
    weights = np.zeros((len(question.stretches), len(terms)), np.float32)
    for at, term in enumerate(terms):
        weights[question.stretch_of[at], at] = reader.postings.idf(term.stem)
    near: NDArray[np.float32] = weights @ np.nan_to_num(reader.word_vectors.nearest(question.words, rows))
    near /= np.maximum(weights.sum(axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return near


def time_weight(reader: IndexReader, terms: Sequence[Term], timely: NDArray[np.bool_] | None) -> float:
    """What it weighs to be of the time that a question names: as a word that so many passages hold.

    It is no more than the mean of the question's words, for a day of which there is little is no topic.

    Args:
        reader: the index.
        terms: of the question.
        timely: the passages of that time, [passages]; None where it names none.
    """
    if timely is None or not terms:
        return 0.0
    mean = np.mean([reader.postings.idf(term.stem) for term in terms])
    return min(float(mean), float(idf(int(timely.sum()), reader.postings.n_passages)))


def time_scores(reader: IndexReader, asked: ParsedQuestion, timely: NDArray[np.bool_]) -> NDArray[np.float32]:
    """What passages score for being of the time that a question names or telling of it, float32 [rows].

    A day and its month tell of a date where one sentence holds both.

    Args:
        reader: the index.
        asked: the question.
        timely: the passages of that time, [passages].
    """
    reach = sum(map(reader.postings.idf, dict.fromkeys(term.stem for term in asked.time_terms)))
    told = reader.postings.scores(asked.time_terms)
    for ways in asked.dates:
        stems = [(way.day.stem, way.month.stem) for way in ways]
        reach += max(sum(map(reader.postings.idf, pair)) for pair in stems)
        told += np.maximum.reduce([reader.postings.scores_together(pair) for pair in stems])
    spoken_of = np.minimum(told / np.float32(reach or 1), 1)
    scores: NDArray[np.float32] = np.maximum(timely, spoken_of) * np.float32(
        time_weight(reader, asked.terms, timely)
    )
    return scores


def lexical_scores(
    reader: IndexReader,
    asked: ParsedQuestion,
    rows: NDArray[np.integer],
    scores: NDArray[np.float32],
) -> NDArray[np.float32]:
    """What the lexical leg ranks by: how well passages match a question's words, float32 [rows].

    `BM25_SENTENCE_SHARE` of what the words of one sentence score, the best, and the rest of the whole
    passage's BM25, paraphrases included: words that stand together say more than the same words here and
    there.

    Args:
        reader: the index.
        asked: the question.
        rows: passages, in any order.
        scores: BM25 of all passages.
    """
    whole = scores[rows] + _paraphrases(reader, asked, rows)
    best = reader.postings.best_sentences(asked.terms, rows)
    names = asked.names
    for name, mistaken in mistaken_names(reader, names, rows).items():
        whole[mistaken] -= reader.postings.impacts_on(name, rows[mistaken])
        others = [term for term in asked.terms if term.stem not in names]
        best[mistaken] = reader.postings.best_sentences(others, rows[mistaken])
    blended: NDArray[np.float32] = (1 - BM25_SENTENCE_SHARE) * whole + BM25_SENTENCE_SHARE * best
    return blended


def mistaken_names(
    reader: IndexReader, names: Collection[str], rows: NDArray[np.integer]
) -> dict[str, NDArray[np.bool_]]:
    """Which passages have a name only as the translation of a word: `Gates` in one about a `gerbang`.

    The postings do not tell a word from a translation. The places do, and for headings the titles. What only
    a heading holds is taken at its word.

    Args:
        reader: the index.
        names: stems.
        rows: passages, [rows].

    Returns:
        For each name, bool [rows].
    """
    mistaken = {}
    for name in names:
        within = reader.postings.within(name, rows)
        key = key_of(name)
        for at in np.flatnonzero(within):
            within[at] = key not in reader.places.of_row(int(rows[at])).terms[:, 0]
        left = np.flatnonzero(within)
        for at, (article, _) in zip(left, reader.catalog.passages(rows[left].tolist()), strict=True):
            within[at] = all(term.stem != name for term in terms_of(article.title or "", article.language))
        mistaken[name] = within
    return mistaken


def sure_translations(asked: ParsedQuestion, term: Term) -> list[tuple[str, float]]:
    """The stems that probably translate a term of a question, each with its probability."""
    translations = Lexicon.bundled().translations(term, asked.language_of(term))
    return [found for found in translations if found[1] >= SURE_TRANSLATION]


def _paraphrases(
    reader: IndexReader, asked: ParsedQuestion, rows: NDArray[np.integer]
) -> NDArray[np.float32]:
    """What passages score besides, that say a question's words by other words, float32 [rows].

    `physician` answers to `doctor`, since both are translated by `dokter`: a question's word scores what
    its surest translations do where that is more (paraphrases by a pivot language: Bannard and
    Callison-Burch, ACL 2005). The postings have the translations of every passage.
    """
    more = np.zeros(len(rows), np.float32)
    names = asked.names
    for term in {term.stem: term for term in asked.terms if term.stem not in names}.values():
        if sure := sure_translations(asked, term):
            others = [PIVOT * chance * reader.postings.impacts_on(stem, rows) for stem, chance in sure]
            own = reader.postings.impacts_on(term.stem, rows)
            more += np.maximum(np.maximum.reduce(others) - own, 0)
    return more
