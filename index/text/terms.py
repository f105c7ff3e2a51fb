"""Terms: what a text is matched by. One analysis for passages, questions and the making of the lexicon."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.text.stems import stem
from index.text.words import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Language

_CURRENCY = r"(?i:rp)(?=\.?\s?\d)"
_DOTTED = r"(?:[^\W\d_]\.){2,}(?!\w)"
_NUMBER = r"\d+(?:[.,:]\d+)+"
_DOUBLED = r"(?<![^\W_])(?i:([^\W\d_]{3,})-\1)[^\W\d_]*"
_PLAIN = r"[^\W_]+(?:['’][^\W\d_]+)*"
_WORD = {
    "id": re.compile("|".join((_CURRENCY, _DOTTED, _NUMBER, _DOUBLED, _PLAIN))),
    "en": re.compile("|".join((_CURRENCY, _DOTTED, _NUMBER, _PLAIN))),
}
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|s)")


class Term(NamedTuple):
    """A word of a text."""

    word: str
    """In lower case and standard spelling; what the lexicon translates."""
    stem: str
    """What the word is matched by: one for all its forms."""


def terms(text: str, language: Language) -> list[Term]:
    """Gives the terms of a text in order, repeated ones repeated.

    A text of an undetermined language is read both ways, for it may be a question too short to tell.
    """
    if language != "und":
        return [Term(word, stem(word, language)) for word in words(text, language)]
    indonesian = terms(text, "id")
    known = {term.stem for term in indonesian}
    return indonesian + [term for term in terms(text, "en") if term.stem not in known]


def words(text: str, language: Literal["id", "en"]) -> Iterator[str]:
    """Gives the words and numbers of a text in order, lower-case in one spelling, without question words.

    `U.S.` and `US` are one word, and so are `Qur'an` and `Quran`, `1.000.000` and `1,000,000`, `17th` and
    `17`, `Rp5` and `Rp 5`; an Indonesian doubled word (`anak-anak`) is one, every other hyphen parts two.
    """
    known = knowledge(language)
    text = unicodedata.normalize("NFKC", text)
    capitals_tell = not text.isupper()
    for match in _WORD[language].finditer(text):
        written = match.group()
        word = _spelling(written.lower())
        capital = word.upper()
        if capital in known.acronyms and (language == "id" or (capitals_tell and written.isupper())):
            yield capital
        elif word not in known.question_words:
            yield from known.replaced.get(word, (word,))


def _spelling(word: str) -> str:
    if word[0].isdigit():
        if _THOUSANDS.fullmatch(word):
            return word.replace(".", "").replace(",", "")
        if ordinal := _ORDINAL.fullmatch(word):
            return ordinal.group(1)
        return word.replace(",", ".").replace(":", ".")
    return word.replace("’", "'").removesuffix("'s").replace("'", "").replace(".", "")
