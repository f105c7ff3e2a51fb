"""Asking: whether a text is a question in words, and which of its words only make it one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from index.text import languages
from index.text.language import detect_language
from index.text.stems import stem
from index.text.terms import LONE_ACRONYM
from index.text.words import question_words, shortened_question_words

if TYPE_CHECKING:
    from index.records import Language, Span

FEWEST_AFTER = 2
"""Words after an English auxiliary that asks: `did Trump resign`, not `can opener`."""
KEPT = 64
"""Texts that are remembered: a question is looked at for each of its words."""
_WORD = re.compile(r"[^\W_]+")
_AUXILIARY = re.compile(r"[\W_]*(?P<word>[a-z]+?)(?:n['’]?t)?\s+(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL)
_STATED = re.compile(r"\.\s*$")


class _Known(NamedTuple):
    """The table `languages/questions/asking.toml`."""

    grammar: dict[str, frozenset[str]]
    """Of each language, and of both where it is undetermined."""
    anywhere: frozenset[str]
    doubtful: frozenset[str]
    before: frozenset[str]
    auxiliaries: dict[str, frozenset[str]]
    who_asks: frozenset[str]
    who_tells: frozenset[str]
    """Stems."""
    little: frozenset[str]


def asks(text: str) -> bool:
    """Whether a text is a question in words, of either language.

    It has a question mark, a question word, which chat may shorten (`knp`), or begins like an English yes/no
    question (`did it rain`). Keywords, headlines and statements are none, and passages are looked for by them
    as well. Capitals make an acronym of a question word where not all is in them: `WHO` asks nothing, and
    neither does it in small letters where it tells something (`who umumkan darurat`).
    """
    return "?" in text or bool(_asking_words(text)) or _begins_with_auxiliary(text)


def is_grammar(text: str, place: Span, language: Language) -> bool:
    """Whether a word holds a question together and need not be in what answers it: `did`, `yang`, `whos`.

    Capitals make a name of it where not all is in them: `IS`.

    Args:
        text: a question in words, see `asks`.
        place: (start, end) of the word.
        language: the question's.
    """
    word = text[slice(*place)]
    lower = word.lower()
    if lower in _known().grammar["und" if _begins_with_who(text) else language]:
        return not word.isupper() or text.isupper()
    # Terms leave out the other question words themselves.
    unread = lower == "who" or lower in _known().anywhere | _known().doubtful
    return unread and place in _asking_words(text)


def _begins_with_who(text: str) -> bool:
    """Whether what stands behind an English question word may be English, too: `who was menteri`."""
    first = _WORD.search(text)
    return first is not None and first[0].lower() == "who" and first.span() in _asking_words(text)


@lru_cache(KEPT)
def _asking_words(text: str) -> frozenset[Span]:
    """The places of question words in a text."""
    known = _known()
    words = list(_WORD.finditer(text))
    lone = len(text) <= LONE_ACRONYM
    found: set[Span] = set()
    for at, match in enumerate(words):
        written, word = match[0], match[0].lower()
        after = words[at + 1][0].lower() if at + 1 < len(words) else ""
        if word == "who":
            asking = _is_pronoun(text, words, at)
        elif written.isupper() and not text.isupper():
            asking = False
        elif word in known.doubtful:
            asking = at == 0 and after in known.before
        else:
            shortened = word in shortened_question_words() or word in known.anywhere
            # `KPN` alone is an acronym, `APA` alone is none.
            asking = word in question_words() or (shortened and not (written.isupper() and lone))
        if asking:
            found.add(match.span())
    return frozenset(found)


def _is_pronoun(text: str, words: list[re.Match[str]], at: int) -> bool:
    """Whether one of the words, `who`, is no acronym.

    Indonesian has it as the question word only first of all, and with no other one.
    """
    known = _known()
    capitals = words[at][0].isupper()
    if capitals and not (text.isupper() and len(text) > LONE_ACRONYM):
        return False
    if _is_english(text):
        return True
    if capitals or at:
        return False
    after = [word[0].lower() for word in words[1:]]
    if not after or after[0] in known.who_asks:
        return True
    if after[0] in known.little or stem(after[0], "id") in known.who_tells:
        return False
    return "?" in text and question_words().isdisjoint(after) and shortened_question_words().isdisjoint(after)


def _begins_with_auxiliary(text: str) -> bool:
    """Whether a text begins like an English yes/no question: `is it true`; not `Will Smith`, `May Day`."""
    known = _known().auxiliaries
    found = _AUXILIARY.match(text)
    if not found or _STATED.search(text):
        return False
    word, rest = found["word"], found["rest"].split()
    following = rest[0].lower()
    if word.lower() not in known["words"] or len(rest) < FEWEST_AFTER or following in known["unasked"]:
        return False
    if word.lower() in known["month"] and following not in known["subjects"]:
        return False
    named = word.lower() in known["names"] and word[0].isupper() and rest[0][0].isupper()
    return (not named or text.isupper()) and _is_english(text)


@lru_cache(KEPT)
def _is_english(text: str) -> bool:
    return detect_language(text) == "en"


@cache
def _known() -> _Known:
    grammar, shortened, auxiliaries, who = (
        languages.read("questions/asking", table) for table in ("grammar", "shortened", "auxiliaries", "who")
    )
    return _Known(
        grammar=grammar | {"und": frozenset[str]().union(*grammar.values())},
        anywhere=shortened["anywhere"],
        doubtful=shortened["doubtful"],
        before=shortened["before"],
        auxiliaries=auxiliaries,
        who_asks=who["asks"],
        who_tells=frozenset(stem(word, "id") for word in who["tells"]),
        little=who["little"],
    )
