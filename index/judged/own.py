"""A user's own list of questions: a .jsonl file, each line a question with the articles that answer it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import EvaluationError
from index.judged.lines import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TEXT_FIELDS = ("question", "text")
ARTICLE_FIELDS = ("articles", "article", "relevant", "url")
"""The first of these fields that is not empty counts; it holds one name or a list of names."""
_EMPTY: tuple[object, ...] = (None, "", [])
_EXAMPLE = '{"question": "Kapan Whoosh diresmikan?", "articles": ["kabar/whoosh.txt"]}'
_CURE = f"write one JSON object per line, like {_EXAMPLE}; name articles by id, url, file or FILE#RECORD"


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question with the names of the articles that answer it."""

    id: str
    text: str
    articles: tuple[str, ...]
    """Names as written; `ArticleNames` resolves them to articles."""
    language: str | None


def own_questions(path: Path) -> Iterator[OwnQuestion]:
    """Yield the questions of a file, in order; the id of one without id is its line: `line 3`.

    Raises:
        EvaluationError: the file cannot be read, or a line is no question with its articles.
    """
    seen: set[str] = set()
    for number, line in read_lines(path, _CURE):
        try:
            question = _question(json.loads(line), number)
            if question.id in seen:
                raise ValueError(f"the id {question.id!r} occurs twice")
        except ValueError as error:
            raise EvaluationError(
                f"{path} line {number} is not a judged question ({error}): {_CURE}."
            ) from error
        seen.add(question.id)
        yield question


def _question(record: object, number: int) -> OwnQuestion:
    if not isinstance(record, dict):
        raise ValueError(f"it is {str(record)[:60]!r}, not an object")
    text = next((record[field] for field in TEXT_FIELDS if record.get(field)), None)
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"it has no text under {' or '.join(TEXT_FIELDS)}")
    name = record.get("_id", record.get("id"))
    language = record.get("language")
    return OwnQuestion(
        id=f"line {number}" if name is None else str(name),
        text=text,
        articles=_articles(record),
        language=None if language is None else str(language),
    )


def _articles(record: Mapping[str, object]) -> tuple[str, ...]:
    found = next((record[field] for field in ARTICLE_FIELDS if record.get(field) not in _EMPTY), None)
    names = found if isinstance(found, list) else [] if found is None else [found]
    # A record id may be a number.
    if not names or not all(isinstance(name, (str, int)) and str(name).strip() for name in names):
        raise ValueError(f"it names no article under {', '.join(ARTICLE_FIELDS)}")
    return tuple(dict.fromkeys(str(name).strip() for name in names))
