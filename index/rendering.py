"""The one rendering of an answer as plain data: `cari search --json` and HTTP give the same."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from index.answer import Answer, AnswerExplanation, Cut, Grouped, Hit, Match, Snippet
    from index.question import TimeExpression, Understanding
    from index.records import Article, Passage

DIGITS = 6
"""Decimals of a score: what float32 holds."""
PARTS = ("dense", "lexical", "period", "recency", "language")
"""Of a score."""


def answer_to_dict(answer: Answer, *, explain: bool = False) -> dict[str, Any]:
    """An answer as JSON values; see the README for the fields.

    Args:
        answer: what a searcher gave.
        explain: add how the answer came about, and to each hit the parts of its score, the words that
            matched, and why passages and outlets are under it.
    """
    return {
        "question": answer.question,
        "language": answer.language,
        "took_ms": answer.took_ms,
        "generation": answer.generation,
        "understood": _understood(answer.understood),
        "hits": [_hit(hit, explain=explain) for hit in answer.hits],
        "withheld": answer.withheld,
        "below": None if answer.below is None else _hit(answer.below, explain=explain),
        **({"explanation": _answer_explanation(answer.explanation)} if explain else {}),
    }


def article_to_dict(article: Article, *, body: bool) -> dict[str, Any]:
    """An article as JSON values, with or without its text."""
    values = _flat(article)
    if not body:
        del values["body"]
    return {**values, "authors": list(article.authors), "keywords": list(article.keywords)}


def _flat(record: DataclassInstance) -> dict[str, Any]:
    """The fields of a record that holds no others: `asdict` copies each, and takes several times as long."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _understood(understood: Understanding) -> dict[str, Any]:
    return {
        "phrases": list(understood.phrases),
        "excluded": list(understood.excluded),
        "framing": list(understood.framing),
        "times": [_time(one) for one in understood.times],
        "time_use": understood.time_use,
        "suggestions": [_flat(one) for one in understood.suggestions],
        "corrected": understood.corrected,
        "note": understood.note,
    }


def _time(one: TimeExpression) -> dict[str, Any]:
    return {
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
        "certain": one.certain,
    }


def _hit(hit: Hit, *, explain: bool) -> dict[str, Any]:
    return {
        "article": article_to_dict(hit.article, body=False),
        "passage": _passage(hit.passage),
        "snippet": _snippet(hit.snippet),
        "score": round(hit.score, DIGITS),
        "relevance": None if hit.relevance is None else round(hit.relevance, DIGITS),
        "legs": {"dense": _flat(hit.dense), "lexical": _flat(hit.lexical)},
        "passages": [_passage(passage) for passage in hit.passages],
        "outlets": [article_to_dict(outlet, body=False) for outlet in hit.outlets],
        **({"explanation": _explanation(hit)} if explain else {}),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {"text": passage.text, "start": passage.start, "end": passage.end}


def _snippet(snippet: Snippet) -> dict[str, Any]:
    return {
        "start": snippet.start,
        "end": snippet.end,
        "highlights": [list(span) for span in snippet.highlights],
        "by": snippet.by,
    }


def _explanation(hit: Hit) -> dict[str, Any]:
    told = hit.explanation
    return {
        **{name: round(getattr(told, name), DIGITS) for name in PARTS},
        "matches": [_match(match) for match in hit.snippet.matches],
        "standardised": None if told.standardised is None else _rounded(_flat(told.standardised)),
        "grouped": [_named(one) for one in told.grouped],
    }


def _answer_explanation(told: AnswerExplanation | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "dense_share": told.dense_share,
        "because": told.because,
        "cut": [_named(one) for one in told.cut],
    }


def _named(one: Grouped | Cut) -> dict[str, Any]:
    values = _rounded(_flat(one))
    return {"id": values.pop("article_id"), **values}


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: round(value, DIGITS) if isinstance(value, float) else value for name, value in values.items()
    }


def _match(match: Match) -> dict[str, Any]:
    return {
        "word": match.word,
        "question_word": match.question_word,
        "via": match.via,
        "probability": round(match.probability, DIGITS),
        "start": match.start,
        "end": match.end,
    }
