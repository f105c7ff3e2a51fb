"""Asking: whether a text is a question in words, and which of its words only make it one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from index.text import languages
from index.text.language import detect_language
from index.text.patterns import LETTERS_AND_DIGITS
from index.text.stems import stem
from index.text.terms import LONE_ACRONYM
from index.text.words import question_words, shortened_question_words

if TYPE_CHECKING:
    from index.records import Language, Span

FEWEST_AFTER = 2
"""Least number of words after an English auxiliary that asks: `did Trump resign`, not `can opener`."""
KEPT = 64
"""Cache size in texts: a question is analysed again for each of its words."""
_AUXILIARY = re.compile(r"[\W_]*(?P<word>[a-z]+?)(?:n['’]?t)?\s+(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL)
_STATED = re.compile(r"\.\s*$")


class _Known(NamedTuple):
    """The table `languages/questions/asking.toml`."""

    grammar: dict[str, frozenset[str]]
    """Language -> its words that only hold a question together; `und` -> those of both languages."""
    anywhere: frozenset[str]
    doubtful: frozenset[str]
    before: frozenset[str]
    auxiliaries: dict[str, frozenset[str]]
    who_asks: frozenset[str]
    who_tells: frozenset[str]
    """Stems of verbs before which `who` is the World Health Organization."""
    little: frozenset[str]


def asks(text: str) -> bool:
    """Whether a text is a question in words, of either language.

    A question has a question mark after several words, a question word (also shortened as in chat: `knp`), or
    begins like an English yes/no question (`did it rain`). Keywords, headlines and statements are no
    questions, and `QRIS?` is a keyword. A question word in capitals is an acronym, unless the whole text is
    in capitals: `WHO` asks nothing. Nor does `who` in small letters where it means the organization (`who
    umumkan darurat`).
    """
    # `Jakarta banjir?` may ask whether: two words are not keywords for sure.
    marked = "?" in text and len(text.replace("?", " ").split()) > 1
    return marked or bool(_asking_words(text)) or _begins_with_auxiliary(text)


def is_grammar(text: str, place: Span, language: Language) -> bool:
    """Whether a word only holds a question together and need not be in an answer: `did`, `yang`, `whos`.

    In capitals it is a name (`IS`), unless the whole text is in capitals.

    Args:
        text: a question in words, see `asks`.
        place: (start, end) of the word.
        language: the language of the question.
    """
    word = text[slice(*place)]
    lower = word.lower()
    if lower in _known().grammar["und" if _begins_with_who(text) else language]:
        return not word.isupper() or text.isupper()
    # The other question words are no terms anyway.
    unread = lower == "who" or lower in _known().anywhere | _known().doubtful
    return unread and place in _asking_words(text)


def _begins_with_who(text: str) -> bool:
    """Whether a text begins with the question word `who`, so that English may follow: `who was menteri`."""
    first = LETTERS_AND_DIGITS.search(text)
    return first is not None and first[0].lower() == "who" and first.span() in _asking_words(text)


@lru_cache(KEPT)
def _asking_words(text: str) -> frozenset[Span]:
    """Return the places of the question words in a text."""
    known = _known()
    words = list(LETTERS_AND_DIGITS.finditer(text))
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
            # Alone in a text, `KPN` is an acronym but `APA` is the question word.
            asking = word in question_words() or (shortened and not (written.isupper() and lone))
        if asking:
            found.add(match.span())
    return frozenset(found)


def _is_pronoun(text: str, words: list[re.Match[str]], at: int) -> bool:
    """Whether the word `who` at index `at` is the question word and not the acronym.

    In a text that is not English it is the question word only as the first word, and without another question
    word.
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
