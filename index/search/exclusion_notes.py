"""What the asker should know about words that are to leave something out (`kecuali Ambon`) and do not."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.lexical.phrases import mentions
from index.search.note_wording import noted, worded
from index.text import languages
from index.text.patterns import any_of, listed_words
from index.understanding.subject import subject_words
from index.understanding.syntax import MOST_WORDS

if TYPE_CHECKING:
    from index.search.note_wording import Note
    from index.search.reader import IndexReader
    from index.search.topic import Subject
    from index.understanding.parsed_question import ParsedQuestion

_NAME = r"[^\W\d_a-z][\w'’-]*(?:[ ][^\W\d_a-z][\w'’-]*)*"
_WORD = r"[^\W\d_][\w'’-]*"
_NUMBER = r"(?:[ ]\d+)?"


def of_exclusion(reader: IndexReader, asked: ParsedQuestion, subject: Subject) -> Note | None:
    """Gives how to leave out what a brief question or one in words means to; None where it means nothing so.

    Args:
        reader: the index.
        asked: the question.
        subject: its terms that name a subject.
    """
    if len(asked.text.split()) > MOST_WORDS or not asked.is_request:
        return None
    found = _exclusion(asking=asked.asks).search(asked.plain)
    # Capitals of a whole headline tell no name.
    if found is None or asked.plain.isupper() or not _is_meant(asked.plain, found):
        return None
    name = found["name"] or found["word"]
    stems = [term.stem for term, place in subject if asked.text[slice(*place)] in name.split()]
    if not any(map(reader.postings.document_frequency, stems)):
        return None
    written = f'-"{name}"' if " " in name else f"-{name}"
    return noted(asked.language, "excludes_nothing", said=found["said"], written=written)


def of_contradiction(asked: ParsedQuestion) -> str | None:
    """Gives what a question looks for and excludes at once; None where there is no such word or phrase."""
    both = _contradicted(asked)
    return " ".join(worded(asked.language, "contradiction", phrase=one) for one in both) or None


def missing_of_itself(asked: ParsedQuestion) -> list[str]:
    """Gives the phrases that no passage which may answer holds, but for those that the question excludes."""
    both = _contradicted(asked)
    return [
        phrase for phrase in asked.missing if not any(mentions(phrase, asked.language, one) for one in both)
    ]


def _contradicted(asked: ParsedQuestion) -> list[str]:
    """The words and phrases that a question looks for and excludes at once."""
    return [one for one in asked.excluded if mentions(asked.text, asked.language, one)]


def without_excluding(asked: ParsedQuestion, subject: Subject) -> Subject:
    """Gives the terms of a subject but for the words that leave something out, which are no topic."""
    return [one for one in subject if asked.text[slice(*one[1])].lower() not in _excluding()]


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Whether a text means to leave out what was found in it, and no more than that."""
    before, after = text[: found.start()], text[found.end() :]
    if (found["name"] or found["word"]) in before + after:
        return False  # `iPhone besides the iPhone`: it is asked for, too
    if found["maybe"] and not before.strip():
        return False
    # `selain rasa nyeri`: who leaves out `rasa` leaves out too much. Capitals tell where a name ends.
    if not found["name"] and any(text[found.end() : start].isspace() for start, _ in subject_words(text)):
        return False
    return not _for_more().search(after)


@cache
def _exclusion(*, asking: bool) -> re.Pattern[str]:
    """Finds what is to be left out, of a question in words or of keywords."""
    listed = _listed()
    sure = listed["always"] if asking else f"{listed['always']}|{listed['in_keywords']}"
    maybe = "(?!)" if asking else listed["before_names"]
    between = rf"(?:\s+(?i:{listed['between']}))*\s+"
    return re.compile(
        rf"(?<![\w-])(?P<said>(?i:{sure})(?={between}{_WORD})|(?P<maybe>{maybe})(?={between}{_NAME})){between}"
        rf"(?:(?P<name>{_NAME}{_NUMBER})|(?P<word>{_WORD}{_NUMBER}))"
    )


@cache
def _for_more() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w-])(?:{_listed()['for_more']})(?![\w-])")


@cache
def _excluding() -> frozenset[str]:
    read = languages.tables("questions/exclusions")
    return frozenset(f"{read['always']}|{read['in_keywords']}".replace("|", " ").split())


@cache
def _listed() -> dict[str, str]:
    """The lists of `languages/questions/exclusions.toml`, each a regular expression."""
    return {
        name: any_of(listed_words(words)) for name, words in languages.tables("questions/exclusions").items()
    }
