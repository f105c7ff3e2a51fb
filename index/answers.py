"""The one rendering of an answer as plain data: `cari search --json` and HTTP give the same."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.records import Answer, Article, Hit


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """An answer as JSON values; see the README for the fields."""
    return {
        "question": answer.question,
        "language": answer.language,
        "took_ms": answer.took_ms,
        "generation": answer.generation,
        "hits": [_hit(hit) for hit in answer.hits],
    }


def article_to_dict(article: Article, *, body: bool) -> dict[str, Any]:
    """An article as JSON values, with or without its text."""
    values = asdict(article)
    if not body:
        del values["body"]
    return {**values, "authors": list(article.authors), "keywords": list(article.keywords)}


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "article": article_to_dict(hit.article, body=False),
        "passage": {"text": hit.passage.text, "start": hit.passage.start, "end": hit.passage.end},
        "score": round(hit.score, 6),
        "legs": {"dense": asdict(hit.dense), "lexical": asdict(hit.lexical)},
    }
