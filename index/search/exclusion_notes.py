"""What the asker should know about words that are to leave something out (`kecuali Ambon`) and do not."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.text import languages
from index.text.patterns import any_of, listed_words
from index.text.questions import MOST_WORDS

if TYPE_CHECKING:
    from index.search.reader import IndexReader
    from index.search.topic import Subject
    from index.search.understanding import ParsedQuestion

_NAME = r"[^\W\d_a-z][\w'’-]*(?:[ ][^\W\d_a-z][\w'’-]*){0,2}"
_WORD = r"[^\W\d_][\w'’-]*"
_NUMBER = r"(?:[ ]\d+)?"


def of_exclusion(reader: IndexReader, asked: ParsedQuestion, subject: Subject) -> str | None:
    """Gives how to leave out what a brief question or one in words means to; None where it means nothing so.

    Args:
        reader: the index.
        asked: the question.
        subject: its terms that name a subject.
    """
    if len(asked.text.split()) > MOST_WORDS or not asked.is_request:
        return None
    found = _exclusion().search(asked.plain)
    # Capitals of a whole headline tell no name.
    if found is None or asked.plain.isupper():
        return None
    name = found["name"] or found["word"]
    stems = [term.stem for term, place in subject if asked.text[slice(*place)] in name.split()]
    if not any(map(reader.postings.document_frequency, stems)):
        return None
    if name in asked.plain[: found.start()] + asked.plain[found.end() :]:
        return None  # `iPhone besides the iPhone`: it is asked for, too
    written = f'-"{name}"' if " " in name else f"-{name}"
    return f"“{found['said']}” leaves nothing out: write {written} to do so."


@cache
def _exclusion() -> re.Pattern[str]:
    listed = {name: any_of(listed_words(words)) for name, words in languages.tables("exclusions").items()}
    between = rf"(?:\s+(?i:{listed['between']}))*\s+"
    sure, maybe = listed["always"], listed["before_names"]
    return re.compile(
        rf"(?<![\w-])(?P<said>(?i:{sure})(?={between}{_WORD})|(?i:{maybe})(?={between}{_NAME})){between}"
        rf"(?:(?P<name>{_NAME}{_NUMBER})|(?P<word>{_WORD}{_NUMBER}))"
    )
