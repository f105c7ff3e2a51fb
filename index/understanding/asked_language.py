"""The language that a question is asked in, by its framing where the rest is nothing but names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.text.language import detect_language
from index.text.patterns import LETTERS

if TYPE_CHECKING:
    from index.records import Language

MOST_NAMES = 3
"""Most words that may be only names. More are a headline, which stays in its language within any framing."""


class AskedLanguage(NamedTuple):
    """The languages of a question."""

    asked: Language
    """The language that it is asked in."""
    read: Language
    """The language that its words are read in: both, where only the framing tells which."""


def asked_language(text: str, question: str) -> AskedLanguage:
    """Return the language of a question: that of its text, or of the whole where the text does not tell.

    `ada berita soal Gojek gak?` and `tolong carikan berita tentang Bill Gates` are Indonesian, though `Gojek`
    is of no language and `Bill Gates` looks English. `tolong carikan berita tentang climate change` counts as
    English, since its topic must be read as English.

    Args:
        text: the question without framing.
        question: the question with framing.
    """
    own = detect_language(text)
    if own == "und" or _may_be_names(text, question):
        whole = detect_language(question)
        if whole not in {own, "und"}:
            # An article in either language may have a name: `Ross` has another stem in each.
            return AskedLanguage(whole, "und")
    return AskedLanguage(own, own)


def _may_be_names(text: str, question: str) -> bool:
    """Whether a text has few words, and all have capitals or at most half of them tell a language."""
    words = LETTERS.findall(text)
    if len(words) > MOST_NAMES:
        return False
    capital = all(word[0].isupper() for word in words) and not question.isupper()
    telling = sum(detect_language(word) != "und" for word in words)
    return capital or 2 * telling <= len(words)
