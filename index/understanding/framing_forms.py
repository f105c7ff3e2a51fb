"""The words of framing and the forms that it takes: the tables `framing_*.toml`, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from index.text import languages
from index.text.patterns import any_of, listed_words
from index.text.terms import ANALYSES
from index.text.words import question_words

AFTER_NOUNS = frozenset({"mana", "manakah"})
"""Question words before which nothing ends: `artikel mana` asks which article."""
# A quotation mark is no word of any list: what is quoted is not talk.
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[\"“”«»]")
LETTERS = re.compile(r"[^\W\d_]+")

_SLOT = re.compile(r"<([a-z]+)>")
# Any question word of either language. It is put in last, for `first`: few openings begin with one.
_ASKING = "<asking>"
_QUOTED = '"[^"]*"|“[^”]*”|«[^»]*»'
_ESCAPED = re.compile(r"\\.|\(\?i:")
# Lists of words of the tables that are looked up word by word.
_SETS = (
    "talk",
    "cue",
    "anything",
    "happening",
    "courtesy",
    "chat",
    "told",
    "beside",
    "demand",
    "sum",
    "do",
    "play",
    "role",
)
# Those that patterns are made of.
_PARTS = ("particle", "more", "topic", "digest", "summary")


@dataclass(frozen=True)
class FramingForms:
    """The tables of both languages at once, for `hi` stands before Indonesian questions, too.

    Patterns match lower case, and their group `told` is what was found. None may read the same words in two
    ways within a repeat: the time to find that it does not match would double with each word. They are
    compiled when first looked for: that takes 55 ms of openings, and 21 of what points at a text.
    """

    forms: dict[str, str]
    """What each kind looks like, as a regular expression."""
    particle: str
    more: str
    topic: str
    """What stands between an opening and what is asked about."""
    talk: frozenset[str]
    anything: frozenset[str]
    happening: frozenset[str]
    """What is in the news, whatever it is: `events`, `headlines`."""
    digest: frozenset[str]
    """Words for what news is put together in: `ringkasan`, `list`."""
    cue: frozenset[str]
    chat: frozenset[str]
    """What is said where nothing is asked."""
    demand: frozenset[str]
    """By these, in an opening, what follows is asked."""
    sum: frozenset[str]
    """By these it is to be told in short."""
    courtesy: frozenset[str]
    """What the polite write with a capital anywhere."""
    do: frozenset[str]
    play: frozenset[str]
    """What is asked of a chatbot for fun: `tell`, `joke`."""
    told: frozenset[str]
    """Words for news."""
    beside: frozenset[str]
    """Words beside which news is what is asked about."""
    role: frozenset[str]
    """Who asks: `wartawan`."""
    asking: frozenset[str]
    """Question words."""

    @cached_property
    def empty(self) -> frozenset[str]:
        """Words that name no subject."""
        return self.talk | self.anything | self.happening | self.asking

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """What begins a question: `tolong carikan berita tentang`."""
        particles = rf"(?:\s+(?:{self.particle})(?!\w))*"
        about = rf"(?:(?:\s+(?:{self.more}))?\s+(?:{self.topic})(?!\w))?"
        forms = self.forms["opening"].replace(_ASKING, f"(?:{any_of(self.asking)})(?!\\w)")
        return re.compile(rf"(?P<told>(?:{forms})(?!\w){particles}{about})")

    @cached_property
    def first(self) -> frozenset[str]:
        """The words of openings, and what they are made of: none begins with another."""
        return frozenset(LETTERS.findall(_ESCAPED.sub(" ", self.forms["opening"])))

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """What ends one: `terima kasih ya`."""
        return re.compile(rf"(?<![\w'’-])(?P<told>{self.forms['closing']})[\s.,!?]*$")

    @cached_property
    def said(self) -> re.Pattern[str]:
        """Any of `chat`."""
        return re.compile(rf"(?<![\w'’-])(?:{any_of(self.chat)})(?![\w'’-])")

    @cached_property
    def chatting(self) -> frozenset[str]:
        """The words of what asks nothing."""
        return self.talk | self.asking | self.do | self.play | frozenset(WORD.findall(" ".join(self.chat)))

    @cached_property
    def leading(self) -> re.Pattern[str]:
        """A word for news before a topic."""
        # Taken whole or not at all: `berita terbaru` of `berita terbaru hoaks` is no part to fall back on.
        return re.compile(rf"(?P<told>(?>{self.forms['leading']}))(?=\s+[\w\"“«])")

    @cached_property
    def trailing(self) -> re.Pattern[str]:
        """A word for news behind one."""
        return re.compile(rf"(?<=\s)(?P<told>{self.forms['trailing']})")

    @cached_property
    def reference(self) -> re.Pattern[str]:
        """What points at a text, or something quoted, in which none is looked for."""
        aside = rf"(?:{self.forms['aside']})(?=\s*[,:;]|[\s.!?]*$)"
        return re.compile(rf"{_QUOTED}|(?<!\w)(?P<told>(?:{self.forms['reference']})(?!\w)|{aside})")


@cache
def framing_forms() -> FramingForms:
    """Gives the tables, read once."""
    read = [_read(language) for language in ANALYSES]
    words = {
        name: frozenset(word for listed, _ in read for word in listed[name]) for name in (*_SETS, *_PARTS)
    }
    forms = {kind: "|".join(form for _, table in read for form in table[kind]) for kind in read[0][1]}
    return FramingForms(
        forms=forms,
        particle=any_of(words["particle"]),
        more=any_of(words["more"]),
        topic=any_of(words["topic"]),
        digest=frozenset(" ".join(words["digest"] | words["summary"]).split()),
        asking=question_words() - AFTER_NOUNS,
        **{name: words[name] for name in _SETS},
    )


def _read(language: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The lists of words by name, and the forms by kind as regular expressions."""
    read = languages.tables(f"questions/framing_{language}")
    words = {name: listed_words(listed) for name, listed in read["words"].items()}

    def compiled(form: str) -> str:
        def standing_for(slot: re.Match[str]) -> str:
            if slot[0] == _ASKING:
                return _ASKING
            listed = words.get(slot[1])
            return f"(?:{any_of(listed) if listed else compiled(read['parts'][slot[1]])})"

        return _SLOT.sub(standing_for, form.replace(" ", r"\s+"))

    return words, {kind: [compiled(form) for form in forms] for kind, forms in read["forms"].items()}
