"""Answers as JSON values, the same for `cari search --json` and HTTP."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from index.answer import Answer, Cut, Grouped, Hit, RankingExplanation
    from index.question import Understanding
    from index.records import Article, Passage

DIGITS = 6
"""Decimals of a score, as many as float32 has."""
_PLAIN = {str, int, float, bool, type(None)}


def answer_to_dict(answer: Answer, *, explain: bool) -> dict[str, Any]:
    """Return an answer as JSON values; the README describes the fields.

    Args:
        answer: the answer of a searcher.
        explain: whether to add explanations; they are complete only if the searcher was asked to explain.
    """
    return {
        **_flat(answer, "question", "language", "took_ms", "generation"),
        "understood": _understood(answer.understood),
        "hits": [_hit(hit, explain=explain) for hit in answer.hits],
        "withheld": answer.withheld,
        "below": None if answer.below is None else _hit(answer.below, explain=explain),
        **({"explanation": _answer_explanation(answer.explanation)} if explain else {}),
    }


def article_to_dict(article: Article, *, body: bool) -> dict[str, Any]:
    """Return an article as JSON values, with or without its text."""
    values = _flat(article)
    if not body:
        del values["body"]
    return values


def _flat(record: DataclassInstance, *names: str) -> dict[str, Any]:
    """Return some fields of a record as JSON values: those of these names, or all.

    `asdict` copies each value and takes several times as long.
    """
    return {
        name: value if type(value := getattr(record, name)) in _PLAIN else _json(value)
        for name in names or record.__dataclass_fields__
    }


def _json(value: object) -> object:
    if isinstance(value, tuple):
        return [_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: round(value, DIGITS) if isinstance(value, float) else value for name, value in values.items()
    }


def _understood(understood: Understanding) -> dict[str, Any]:
    return {
        **_flat(understood),
        "times": [
            _flat(one, "text", "start", "end", "since", "until", "certain") for one in understood.times
        ],
        "suggestions": [_flat(one) for one in understood.suggestions],
    }


def _hit(hit: Hit, *, explain: bool) -> dict[str, Any]:
    return {
        "article": article_to_dict(hit.article, body=False),
        "passage": _passage(hit.passage),
        "snippet": _flat(hit.snippet, "start", "end", "highlights", "by"),
        **_rounded(_flat(hit, "score", "relevance")),
        "legs": {"dense": _flat(hit.dense), "lexical": _flat(hit.lexical)},
        "passages": [_passage(passage) for passage in hit.passages],
        "outlets": [article_to_dict(outlet, body=False) for outlet in hit.outlets],
        **({"explanation": _explanation(hit)} if explain else {}),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return _flat(passage, "text", "start", "end")


def _explanation(hit: Hit) -> dict[str, Any]:
    explanation = hit.explanation
    standardised = explanation.standardised
    return {
        **_rounded(_flat(explanation, "dense", "lexical", "period", "recency", "language")),
        "matches": [
            _rounded(_flat(match, "word", "question_word", "via", "probability", "start", "end"))
            for match in hit.snippet.matches
        ],
        "standardised": None if standardised is None else _rounded(_flat(standardised)),
        "grouped": [_of_article(one) for one in explanation.grouped],
    }


def _answer_explanation(explanation: RankingExplanation | None) -> dict[str, Any] | None:
    if explanation is None:
        return None
    return {
        **_flat(explanation, "dense_share", "because"),
        "cut": [_of_article(one) for one in explanation.cut],
    }


def _of_article(one: Grouped | Cut) -> dict[str, Any]:
    values = _rounded(_flat(one))
    return {"id": values.pop("article_id"), **values}
