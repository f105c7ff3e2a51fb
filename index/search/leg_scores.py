"""Leg scores: the scores by which each leg ranks passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.lexical.lexicon import Lexicon
from index.lexical.postings import idf
from index.lexical.term_vectors import term_key
from index.ranking.recency import period_decay
from index.records import UNKNOWN_DAY
from index.search.stretches import over_stretches
from index.text.terms import terms as terms_of
from index.times.words import spoken_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from index.arrays import Mask, Rows, Scores
    from index.question import TimeExpression
    from index.search.reader import IndexReader
    from index.search.stretches import EncodedQuestion
    from index.text.terms import Term
    from index.understanding.parsed_question import ParsedQuestion

SENTENCE_SHARE = 0.8
"""Share of the nearest sentence beside the whole passage. Mean nDCG@10 of nine sets, fused, with 0, .4, .8
and .9: .9256 .9274 .9280 .9277 (bench/CHOICES.md)."""
LATE_INTERACTION_SHARE = 0.45
"""Share of the words in the dense score. Mean nDCG@10 of nine sets, dense, with 0, .3, .45, .6 and 1: .8793
.9050 .9133 .9142 .8901; fused, with .3, .45 and .6: .9265 .9280 .9276, and .9260 before words had vectors,
with other shares (bench/CHOICES.md)."""
BM25_SENTENCE_SHARE = 0.2
"""Share of the best sentence in the lexical score. Fused nDCG@10 over ten sets with 0, .2, .3, .4 and .5:
.9205 .9219 .9214 .9208 .9193 (bench/CHOICES.md). A larger share is better for questions and worse for
headlines, which are about a whole article."""

PIVOT, SURE_TRANSLATION = np.float32(0.8), 0.3
"""Weight of a paraphrase relative to the word itself, and the least probability of a translation to use.
Mean nDCG@10 of sixteen sets, lexical .857 without, .868 with it, fused .9152 and .9169 (bench/CHOICES.md)."""


def dense_scores(
    reader: IndexReader, question: EncodedQuestion, terms: Sequence[Term], rows: NDArray[np.integer]
) -> Scores:
    """Return the scores of the dense leg: how near passages are to a question, float32 [rows].

    `LATE_INTERACTION_SHARE` of a score is `_late_interaction`. Of the rest, `SENTENCE_SHARE` is the cosine of
    the nearest sentence, and what remains is that of the whole passage. A passage with one sentence that
    answers among five is further away as a whole than one that says nothing else. A passage without a
    sentence of sufficient length counts as a whole. Each stretch of a long question is scored like this, see
    `over_stretches`.

    Args:
        reader: the index.
        question: the vectors of the question.
        terms: the terms of the question.
        rows: passages, in any order.
    """
    whole = reader.vectors.scores_of_each(question.stretches, rows)
    nearest = reader.sentence_vectors.max_sim(question.stretches, rows)
    nearest = np.where(np.isnan(nearest), whole, nearest)
    scores = ((1 - SENTENCE_SHARE) * whole + SENTENCE_SHARE * nearest).astype(np.float32)
    if question.words.size:
        near = _late_interaction(reader, question, terms, rows)
        scores = (1 - LATE_INTERACTION_SHARE) * scores + LATE_INTERACTION_SHARE * near
    return over_stretches(scores)


def _late_interaction(
    reader: IndexReader, question: EncodedQuestion, terms: Sequence[Term], rows: NDArray[np.integer]
) -> NDArray[np.float32]:
    """Return the mean cosine of each stretch's words with their nearest words in passages, [stretches, rows].

    This is late interaction (ColBERT: Khattab and Zaharia, 2020) with the words weighted by idf. A passage
    without words scores 0, like one whose words have nothing to do with the question's.
    """
    embedded = np.flatnonzero(question.stretch_of >= 0)
    idf_of = {stem: reader.postings.idf(stem) for stem in {term.stem for term in terms}}
    weights = np.zeros((len(question.stretches), len(embedded)), np.float32)
    for word, at in enumerate(embedded.tolist()):
        weights[question.stretch_of[at], word] = idf_of[terms[at].stem]
    nearest = reader.word_vectors.max_sim(question.words[embedded], rows)
    near: NDArray[np.float32] = weights @ np.nan_to_num(nearest)
    near /= np.maximum(weights.sum(axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return near


def time_weight(reader: IndexReader, terms: Sequence[Term], timely: Mask | None) -> float:
    """Return the weight of the time that a question names: the idf of a word that as many passages hold.

    It is at most the mean idf of the question's words, since a day with few articles is no topic.

    Args:
        reader: the index.
        terms: the terms of the question.
        timely: which passages are of that time, [passages]; None where the question names none.
    """
    if timely is None or not terms:
        return 0.0
    mean = np.mean([reader.postings.idf(term.stem) for term in terms])
    return min(float(mean), float(idf(int(timely.sum()), reader.postings.n_passages)))


def time_scores(reader: IndexReader, asked: ParsedQuestion, timely: Mask) -> Scores:
    """Return what passages score since they are of the question's time or mention it, float32 [passages].

    A passage mentions a date if one of its sentences holds both day and month.

    Args:
        reader: the index.
        asked: the question.
        timely: which passages are of that time, [passages].
    """
    reach = sum(map(reader.postings.idf, dict.fromkeys(term.stem for term in asked.time_terms)))
    mentioning = reader.postings.scores(asked.time_terms)
    for ways in asked.dates:
        stems = [(way.day.stem, way.month.stem) for way in ways]
        reach += max(sum(map(reader.postings.idf, pair)) for pair in stems)
        mentioning += np.maximum.reduce([reader.postings.scores_together(pair) for pair in stems])
    mentioned = np.minimum(mentioning / np.float32(reach or 1), 1)
    weight = np.float32(time_weight(reader, asked.terms, timely))
    scores: Scores = np.maximum(timely, mentioned) * weight
    return scores


def elsewhen(reader: IndexReader, asked: ParsedQuestion, rows: Rows) -> NDArray[np.float64]:
    """Return how far passages are from all times that the question names, 0 to 1, [rows].

    A passage is near a time if it mentions it, or is published then or soon after (`period_decay`).
    Undated passages are near, since they may be of that time. All are where a time may be none.
    """
    days = reader.columns.days[rows]
    near: list[NDArray[np.generic]] = [days == UNKNOWN_DAY]
    for time in asked.publication_times:
        if not time.certain:
            return np.zeros(len(rows))
        near += [_mentioned(reader, asked, time, rows), period_decay(days, time.since, time.until)]
    return np.asarray(1 - np.maximum.reduce(near), np.float64)


def _mentioned(
    reader: IndexReader, asked: ParsedQuestion, time: TimeExpression, rows: Rows
) -> NDArray[np.float64]:
    """Return the share of a time's words that passages hold, by idf, 0 to 1, [rows].

    A day and its month must stand in one sentence.
    """
    postings = reader.postings
    time_terms, dates = spoken_of([time], asked.language)
    held, whole = np.zeros(len(rows)), 0.0
    for stem in dict.fromkeys(term.stem for term in time_terms):
        whole += postings.idf(stem)
        held += postings.idf(stem) * postings.holding(stem, rows)
    for ways in dates:
        pairs = [(way.day.stem, way.month.stem) for way in ways]
        weight = max(sum(map(postings.idf, pair)) for pair in pairs)
        together = np.logical_or.reduce([postings.scores_together(pair)[rows] > 0 for pair in pairs])
        whole, held = whole + weight, held + weight * together
    return held / (whole or 1)


def lexical_scores(
    reader: IndexReader,
    asked: ParsedQuestion,
    rows: NDArray[np.integer],
    scores: Scores,
) -> Scores:
    """Return the scores of the lexical leg: how well passages match a question's words, float32 [rows].

    `BM25_SENTENCE_SHARE` of a score is that of the best sentence. The rest is the BM25 of the whole passage,
    with paraphrases. Words that stand together in one sentence are stronger evidence than scattered ones.

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
    blended: Scores = (1 - BM25_SENTENCE_SHARE) * whole + BM25_SENTENCE_SHARE * best
    return blended


def mistaken_names(reader: IndexReader, names: Collection[str], rows: NDArray[np.integer]) -> dict[str, Mask]:
    """Return which passages hold a name only as a translation: `Gates` in one about a `gerbang`.

    The postings do not distinguish a word from a translation. Term vectors do, and for headings the titles.

    Args:
        reader: the index.
        names: the stems of names.
        rows: passages, [rows].

    Returns:
        For each name, bool [rows].
    """
    mistaken = {}
    for name in names:
        held = reader.postings.holding_in_sentence(name, rows)
        key = term_key(name)
        for at in np.flatnonzero(held):
            held[at] = key not in reader.term_vectors.of_row(int(rows[at])).terms[:, 0]
        left = np.flatnonzero(held)
        for at, (article, _) in zip(left, reader.catalog.passages(rows[left].tolist()), strict=True):
            held[at] = all(term.stem != name for term in terms_of(article.title or "", article.language))
        mistaken[name] = held
    return mistaken


def sure_translations(asked: ParsedQuestion, term: Term) -> list[tuple[str, float]]:
    """Return the stems that probably translate a term of a question, each with its probability."""
    translations = Lexicon.bundled().translations(term, asked.language_of(term))
    return [(stem, chance) for stem, chance in translations if chance >= SURE_TRANSLATION]


def _paraphrases(reader: IndexReader, asked: ParsedQuestion, rows: NDArray[np.integer]) -> Scores:
    """Return what paraphrases of a question's words add to the scores of passages, float32 [rows].

    `physician` matches `doctor`, since `dokter` translates both. A question's word scores as much as its sure
    translations where that is more (paraphrases by a pivot language: Bannard and Callison-Burch, ACL 2005).
    The postings have the translations of every passage.
    """
    more = np.zeros(len(rows), np.float32)
    names = asked.names
    for term in {term.stem: term for term in asked.terms if term.stem not in names}.values():
        if sure := sure_translations(asked, term):
            others = [PIVOT * chance * reader.postings.impacts_on(stem, rows) for stem, chance in sure]
            own = reader.postings.impacts_on(term.stem, rows)
            more += np.maximum(np.maximum.reduce(others) - own, 0)
    return more
