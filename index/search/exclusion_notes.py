"""Notes on exclusions: those put in words (`kecuali Ambon`), and words both asked for and excluded."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.lexical.phrases import mentions
from index.search.note_wording import noted, worded
from index.text import languages
from index.text.patterns import any_of, listed_words
from index.understanding.subject import subject_words
from index.understanding.syntax import is_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.note_wording import Note
    from index.search.reader import IndexReader
    from index.text.terms import SpannedTerm
    from index.understanding.parsed_question import ParsedQuestion

_NAME = r"[^\W\d_a-z][\w'’-]*(?:[ ][^\W\d_a-z][\w'’-]*)*"
_WORD = r"[^\W\d_][\w'’-]*"
_NUMBER = r"(?:[ ]\d+)?"


def of_exclusion(reader: IndexReader, asked: ParsedQuestion, subject: Sequence[SpannedTerm]) -> Note | None:
    """Return how to write an exclusion that a request only puts in words; None where it puts none.

    Args:
        reader: the index.
        asked: the question.
        subject: its terms that name a subject.
    """
    if not (is_short(asked.text) and asked.is_request):
        return None
    found = _exclusion(asking=asked.asks).search(asked.plain)
    # In a text of capitals only they show no name.
    if found is None or asked.plain.isupper() or not _is_meant(asked.plain, found):
        return None
    name = found["name"] or found["word"]
    stems = [term.stem for term, span in subject if asked.text[slice(*span)] in name.split()]
    if not any(map(reader.postings.document_frequency, stems)):
        return None
    written = f'-"{name}"' if " " in name else f"-{name}"
    return noted(asked.language, "excludes_nothing", said=found["said"], written=written)


def of_contradiction(asked: ParsedQuestion) -> str | None:
    """Return a sentence for each word or phrase that is both asked for and excluded; None without any."""
    both = _contradicted(asked)
    return " ".join(worded(asked.language, "contradiction", phrase=phrase) for phrase in both) or None


def missing_of_itself(asked: ParsedQuestion, missing: Sequence[str]) -> list[str]:
    """Return those phrases that are missing in the index, and not only because the question excludes them."""
    both = _contradicted(asked)
    return [phrase for phrase in missing if not any(mentions(phrase, asked.language, each) for each in both)]


def _contradicted(asked: ParsedQuestion) -> list[str]:
    """Return the words and phrases that a question both asks for and excludes."""
    return [phrase for phrase in asked.excluded if mentions(asked.text, asked.language, phrase)]


def without_excluding(asked: ParsedQuestion, subject: Sequence[SpannedTerm]) -> list[SpannedTerm]:
    """Return the terms of a subject without the words that exclude something, which are no topic."""
    return [term for term in subject if asked.text[slice(*term.span)].lower() not in _excluding()]


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Whether a text means to exclude exactly what was found in it."""
    before, after = text[: found.start()], text[found.end() :]
    if (found["name"] or found["word"]) in before + after:
        return False  # `iPhone besides the iPhone`: it is asked for too
    if found["maybe"] and not before.strip():
        return False
    # `selain rasa nyeri`: to exclude `rasa` excludes too much. Capitals show where a name ends.
    if not found["name"] and any(text[found.end() : start].isspace() for start, _ in subject_words(text)):
        return False
    return not _for_more().search(after)


@cache
def _exclusion(*, asking: bool) -> re.Pattern[str]:
    """Return a pattern for what is to be excluded, in a question in words or in keywords."""
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
    """Return the lists of `languages/questions/exclusions.toml`, each as a regular expression."""
    return {
        name: any_of(listed_words(words)) for name, words in languages.tables("questions/exclusions").items()
    }
