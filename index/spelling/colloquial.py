"""Colloquial words: the standard Indonesian for words of talk and chat in questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.records import KNOWN_LANGUAGES
from index.text import languages
from index.text.normalised import bare
from index.text.stems import SHORTEST_KNOWN, listed, names, other_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

STANDARD_ENDINGS = ("kan", "i")
"""Standard endings for the colloquial one, the likelier first."""
PASSIVE = "di"
"""The prefix that colloquial words have, too: `dibayarin`."""

_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")


@dataclass(frozen=True, slots=True)
class _Talk:
    """The table `languages/questions/colloquial_id.toml`."""

    words: Mapping[str, str]
    ambiguous: frozenset[str]
    ending: str
    beginnings: Mapping[str, Sequence[str]]


def standard(word: str) -> str | None:
    """Return the standard Indonesian for a colloquial word, in small letters; None if it is not colloquial.

    Well-known words are listed. Others have -in for -kan or -i (`beliin`: `belikan`), or only the nasal of
    their prefix (`nyari`: `mencari`), and may have `e` for their last `a` (`ditangkepin`). Any word may be
    drawn out (`parahhh`). Names, and words in the tables of stems, are not colloquial.
    """
    plain, talk = bare(word), _talk()
    if (short := _DRAWN_OUT.sub(r"\1", plain)) != plain:
        return standard(short) or next(_words([short]), None)
    if plain in talk.words:
        return talk.words[plain]
    if plain in names() or any(plain in listed(one) for one in KNOWN_LANGUAGES):
        return None
    return next(_standard_forms(plain, talk, may_be_name=not word.islower()), None)


def is_ambiguous(word: str) -> bool:
    """Whether a colloquial word is also another word or a name: `bener`, `mantul`."""
    return bare(word) in _talk().ambiguous


def _standard_forms(word: str, talk: _Talk, *, may_be_name: bool) -> Iterator[str]:
    """Yield what a word may mean, the likeliest first; if it may be a name, only the surer forms."""
    whole = word.removesuffix(talk.ending)
    ended = whole != word
    for beginning, instead in talk.beginnings.items():
        if whole.startswith(beginning) and not (may_be_name and len(beginning) == 1):
            for form in _words(one + whole.removeprefix(beginning) for one in instead):
                yield _with_ending(form) or form if ended else form
    if not ended:
        return
    if whole.startswith(PASSIVE):
        for root in _words([whole.removeprefix(PASSIVE)]):
            yield _with_ending(PASSIVE + root) or PASSIVE + root + STANDARD_ENDINGS[0]
    for root in _words([whole]):
        if may_be_name:
            yield from filter(None, [_with_ending(root)])
        else:
            yield _with_ending(root) or root


def _with_ending(form: str) -> str | None:
    """Return a form with the standard ending with which it is listed; None if there is none."""
    return next((form + ending for ending in STANDARD_ENDINGS if form + ending in listed("id")), None)


def _words(forms: Iterable[str]) -> Iterator[str]:
    """Yield those forms that are words, as they are or with `a` for a last `e`."""
    for spoken in forms:
        written = f"{spoken[:-2]}a{spoken[-1:]}" if spoken[-2:-1] == "e" else spoken
        for form in (spoken, written):
            if len(form) >= SHORTEST_KNOWN and (form in listed("id") or form in other_words("id")):
                yield form


@cache
def _talk() -> _Talk:
    read = languages.tables("questions/colloquial_id")
    ambiguous = frozenset(read["ambiguous"]["words"])
    return _Talk(read["words"], ambiguous, read["ending"], read["beginnings"])
