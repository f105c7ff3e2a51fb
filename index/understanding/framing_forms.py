"""The words and forms of framing: the tables `framing_*.toml`, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from index.records import KNOWN_LANGUAGES, KnownLanguage
from index.text import languages
from index.text.patterns import LETTERS, any_of, listed_words, lowered
from index.text.words import question_words

AFTER_NOUNS = frozenset({"mana", "manakah"})
"""Question words that belong to the noun before them: `artikel mana` asks which article."""
# A quotation mark counts as a word, and no list has it, so that quoted words are not talk.
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[\"“”«»]")

_SLOT = re.compile(r"<([a-z]+)>")
# Any question word of either language. It is filled in last, since `first` leaves it out: few openings begin
# with one.
_ASKING = "<asking>"
_QUOTED = '"[^"]*"|“[^”]*”|«[^»]*»'
_ESCAPED = re.compile(r"\\.|\(\?i:")
# Lists of the tables that are used as sets of words.
_SETS = (
    "talk",
    "cue",
    "anything",
    "happening",
    "courtesy",
    "chat",
    "beside",
    "demand",
    "sum",
    "do",
    "play",
    "role",
    "uncalled",
    "hoax",
    "right",
)
# Lists that are used in patterns.
_PARTS = ("particle", "more", "topic", "digest", "summary", "told", "called")


@dataclass(frozen=True)
class FramingForms:
    """The tables of both languages together, since `hi` stands before Indonesian questions too.

    Patterns match lower case, and their group `found` is the framing. No pattern may read the same words in
    two ways within a repeat: the time to find that it does not match would double with each word. Patterns
    are compiled at first use, which takes 70 ms for openings and 21 ms for references.
    """

    forms: dict[str, str]
    """The regular expression of each kind of framing."""
    particle: str
    more: str
    topic: str
    """Words between an opening and the topic."""
    talk: frozenset[str]
    anything: frozenset[str]
    happening: frozenset[str]
    """Words for what is in the news: `events`, `headlines`."""
    digest: frozenset[str]
    """Words for a collection of news: `ringkasan`, `list`."""
    cue: frozenset[str]
    chat: frozenset[str]
    """Phrases that ask nothing: greetings, thanks."""
    demand: frozenset[str]
    """Words of an opening that make a demand of what follows."""
    sum: frozenset[str]
    """Words that ask for a summary."""
    courtesy: frozenset[str]
    """Polite words that may have a capital anywhere."""
    do: frozenset[str]
    play: frozenset[str]
    """What people ask of a chatbot for fun: `tell`, `joke`."""
    news: frozenset[str]
    """Words for news."""
    beside: frozenset[str]
    """Words beside which `news` is part of the topic."""
    role: frozenset[str]
    """Words for who asks: `wartawan`."""
    called: frozenset[str]
    """Forms of address: `gan`."""
    uncalled: frozenset[str]
    """Words before a form of address, or both together, that make it part of the topic: `ikan mas`."""
    hoax: frozenset[str]
    """What a check may show, with `right`: `fact`, `fake`."""
    right: frozenset[str]
    asking: frozenset[str]
    """Question words."""

    @cached_property
    def empty(self) -> frozenset[str]:
        """Words that name no subject."""
        return self.talk | self.anything | self.happening | self.asking

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """The opening of a question: `tolong carikan berita tentang`."""
        particles = rf"(?:\s+(?:{self.particle})(?!\w))*"
        about = rf"(?:(?:\s+(?:{self.more}))?\s+(?:{self.topic})(?!\w))?"
        forms = self.forms["opening"].replace(_ASKING, f"(?:{any_of(self.asking)})(?!\\w)")
        return re.compile(rf"(?P<found>(?:{forms})(?!\w){particles}{about})")

    @cached_property
    def first(self) -> frozenset[str]:
        """The words, and parts of words, of openings: each opening begins with one of them."""
        return frozenset(LETTERS.findall(_ESCAPED.sub(" ", self.forms["opening"])))

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """The closing of a question: `terima kasih ya`."""
        return re.compile(rf"(?<![\w'’-])(?P<found>{self.forms['closing']})[\s.,!?]*$")

    @cached_property
    def chat_pattern(self) -> re.Pattern[str]:
        """Any phrase of `chat`."""
        return re.compile(rf"(?<![\w'’-])(?:{any_of(self.chat)})(?![\w'’-])")

    @cached_property
    def chatting(self) -> frozenset[str]:
        """All words of questions that ask nothing."""
        return self.talk | self.asking | self.do | self.play | frozenset(WORD.findall(" ".join(self.chat)))

    @cached_property
    def leading(self) -> re.Pattern[str]:
        """A word for news before a topic."""
        # Atomic: `berita` must not match alone in `berita terbaru hoaks`.
        return re.compile(rf"(?P<found>(?>{self.forms['leading']}))(?=\s+[\w\"“«])")

    @cached_property
    def trailing(self) -> re.Pattern[str]:
        """A word for news after a topic."""
        return re.compile(rf"(?<=\s)(?P<found>{self.forms['trailing']})")

    @cached_property
    def reference(self) -> re.Pattern[str]:
        """A reference to a text; or a quotation, in which no reference is searched for."""
        aside = rf"(?:{self.forms['aside']})(?=\s*[,:;]|[\s.!?]*$)"
        return re.compile(rf"{_QUOTED}|(?<!\w)(?P<found>(?:{self.forms['reference']})(?!\w)|{aside})")


@cache
def framing_forms() -> FramingForms:
    """Return the tables, read once."""
    read = [_read(language) for language in KNOWN_LANGUAGES]
    words = {
        name: frozenset(word for listed, _ in read for word in listed[name]) for name in (*_SETS, *_PARTS)
    }
    words["talk"] |= words["called"]
    forms = {kind: "|".join(form for _, table in read for form in table[kind]) for kind in read[0][1]}
    return FramingForms(
        forms=forms,
        particle=any_of(words["particle"]),
        more=any_of(words["more"]),
        topic=any_of(words["topic"]),
        digest=frozenset(" ".join(words["digest"] | words["summary"]).split()),
        asking=question_words() - AFTER_NOUNS,
        news=words["told"],
        called=words["called"],
        **{name: words[name] for name in _SETS},
    )


def lowered_but_for_names(question: str) -> str:
    """Return the question in lower case, except acronyms and words with a capital within a sentence.

    No pattern or list has a capital, so that none of these words is framing: `Tell Me Why singer`, `Park Ji
    Min`. Capitals mean nothing in a question of capitals only, or on words of courtesy (`Apakah Anda`).
    """
    lower = lowered(question)
    if not any(letter.islower() for letter in question):
        return lower
    courtesy = framing_forms().courtesy
    text = list(lower)
    ends = 0
    for word in LETTERS.finditer(question):
        start, gap = word.start(), question[ends : word.start()]
        within = ends > 0 and gap.isspace() and "\n" not in gap
        acronym = len(word[0]) > 1 and word[0].isupper()
        if (acronym or (within and word[0][0].isupper())) and lower[start : word.end()] not in courtesy:
            text[start : word.end()] = word[0]
        ends = word.end()
    return "".join(text)


def _read(language: KnownLanguage) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the lists of words by name, and the forms by kind as regular expressions."""
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
