"""How a language writes times: the tables of `languages/times_*.toml`, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from string import digits
from typing import TYPE_CHECKING

from index.text import languages
from index.text.patterns import any_of, listed_words
from index.text.terms import ANALYSES

if TYPE_CHECKING:
    from collections.abc import Mapping

Pattern = re.Pattern[str]

NUMERALS = {
    "number": "[0-9]{1,3}",
    "year": "(?:19|20)[0-9]{2}",
    "ending": "[0-9]{2}",
    "numeral": "1[0-2]|0?[1-9]",
    "day": "3[01]|[12][0-9]|0?[1-9]",
    "decade": "(?:19|20)[0-9]0",
    "tens": "[5-9]0",
}
"""What may stand in a slot besides the words of its table. Outside 1900 to 2099 four figures are an amount,
and two below 50 are rather an age or a temperature than a decade; `numeral` is that of a month."""
SLOTS = ("offset", "unit", "shift", "number", "month", "weekday", "ordinal")
"""Tables of words that stand for a value."""
NAMES = ("offset", "unit", "month", "weekday")
"""Those of them of which a form holds a word, if it does not hold a figure."""
HINT = 4
"""Letters of a name that are looked for before any pattern is tried."""
AMOUNT_MARKS = frozenset(".,:/+-$€£#%")
"""Right before a figure: it goes on, or is no year."""
FAR_YEAR = re.compile(r",?\s+[12][0-9]{3}(?!\w)")
"""After a month without a year: it has one, outside those that `NUMERALS` reads."""
REACH = 40
"""Characters before a time in which the words that bear on it begin: twice the longest of them."""

_SLOT = re.compile(r"(?<!\?P)<((?:[a-z]+_)?([a-z]+))>")


@dataclass(frozen=True, slots=True)
class Forms:
    """How a language writes times. All patterns match lower case."""

    patterns: tuple[tuple[str, Pattern, frozenset[str]], ...]
    """Kind of an expression, what it looks like, and letters of which a text holds some if it is there.

    Groups are slots, named `TABLE` or `NAME_TABLE`.
    """
    words: dict[str, dict[str, str]]
    """Table -> word -> what it stands for."""
    full_months: frozenset[str]
    capitals: frozenset[str]
    """Words that are times only with a capital."""
    part: Pattern
    prepositions: Pattern
    """Which preposition a text ends in, as the name of the group."""
    never: Pattern
    """Before what is no time, though it looks like one."""
    amount_before: Pattern
    amount_after: Pattern
    onwards: Pattern
    to: frozenset[str]
    both: frozenset[str]
    """Words that join two times after `between`."""
    listed: frozenset[str]
    """What stands between the times of a list."""
    news: Pattern

    @property
    def hints(self) -> set[frozenset[str]]:
        """The different ones among the patterns' letters."""
        return {hints for *_, hints in self.patterns}

    def values(self, match: re.Match[str]) -> dict[str, str]:
        """Gives what each slot of a match of one of the patterns stands for."""
        found = {name: " ".join(word.split()) for name, word in match.groupdict().items() if word}
        return {
            name: self.words.get(name.rpartition("_")[2], {}).get(word, word) for name, word in found.items()
        }

    def is_amount(self, kind: str, match: re.Match[str]) -> bool:
        """True for a match of one of the patterns that is a number that counts or numbers something."""
        lower, (start, end) = match.string, match.span()
        reach = max(0, start - REACH)
        if lower[start].isdigit() and start and lower[start - 1] in AMOUNT_MARKS:
            return not self.part.search(lower, reach, start)  # mid-2023
        if lower[end - 1].isdigit() and self.amount_after.match(lower, end):
            return True
        return kind in ("year", "years") and bool(self.amount_before.search(lower, reach, start))

    def is_named(self, question: str, match: re.Match[str]) -> bool:
        """False for a month or day that is another word, an abbreviated month alone, one of a far year."""
        group = match.groupdict()
        month, weekday = group.get("month"), group.get("weekday")
        if month and not group["year"]:
            if FAR_YEAR.match(match.string, match.end()):
                return False
            if "day" not in group and not group.get("year_shift") and month not in self.full_months:
                return False
            prepared = self.prepositions.search(match.string, max(0, match.start() - REACH), match.start())
            return month not in self.capitals or bool(prepared) or is_capital(question, match.start("month"))
        if weekday in self.capitals and not month and not group.get("label"):
            at, after = match.start("weekday"), match.start("shift")
            title_case = after > 0 and question[after].isupper()
            return is_capital(question, at) and not title_case and not begins_sentence(question, at)
        return True


def is_capital(question: str, at: int) -> bool:
    """True where a capital says something: not in a question that is all capitals."""
    return question[at].isupper() and not question.isupper()


def begins_sentence(question: str, at: int) -> bool:
    """True where any word would have a capital."""
    return question[:at].rstrip(" \t\n\"'“‘«([")[-1:] in ("", ".", "?", "!")


@cache
def forms(language: str) -> Forms:
    """Gives how `id` or `en` writes times."""
    read = languages.tables(f"times_{language}")
    words = {
        name: {word: meaning for meaning, listed in read[name].items() for word in listed_words(listed)}
        for name in SLOTS
    }
    return Forms(
        patterns=tuple(
            (kind, _compiled(form, words), _hints(form, words))
            for kind, listed in read["forms"].items()
            for form in listed
        ),
        words=words,
        full_months=frozenset(listed_words(listed)[0] for listed in read["month"].values()),
        capitals=frozenset(listed_words(read["doubtful"]["capital"])),
        part=_before(_groups(read["part"], "part"), r"[\s-]+"),
        prepositions=_before(_groups(read["prepositions"]), r"\s+"),
        never=_before(_doubtful("never"), r"\s+"),
        amount_before=_before(_doubtful("before"), r"\s*"),
        amount_after=re.compile(rf"[.,:/-][0-9]|\s?%|\s+(?:{_doubtful('after')})(?!\w)"),
        onwards=re.compile(rf"\s+(?:{any_of(listed_words(read['joins']['onwards']))})(?!\w)"),
        to=frozenset(listed_words(read["joins"]["to"])),
        both=frozenset(listed_words(read["joins"]["and"])),
        listed=frozenset(listed_words(read["joins"]["list"])),
        news=re.compile(rf"(?<!\w)(?:{any_of(listed_words(read['news']['words']))})(?!\w)"),
    )


def _doubtful(table: str) -> str:
    """Any word of a table of both languages: a short question may be read as either."""
    return any_of(
        {
            word
            for language in ANALYSES
            for word in listed_words(languages.tables(f"times_{language}")["doubtful"][table])
        }
    )


def _groups(table: Mapping[str, str], prefix: str = "") -> str:
    return "|".join(f"(?P<{prefix}{name}>{any_of(listed_words(listed))})" for name, listed in table.items())


def _before(alternatives: str, gap: str) -> Pattern:
    return re.compile(rf"(?<!\w)(?:{alternatives}){gap}$")


def _hints(form: str, words: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """The beginnings of names, or figures, or both: some of them are in all that the form matches."""
    slots = {slot for slot, _ in _SLOT.findall(form)}
    names = {word[:HINT] for table in NAMES for word in words[table]}
    if slots & set(NAMES):
        return frozenset(names)
    return frozenset(names | set(digits) if "year_shift" in slots else digits)


def _compiled(form: str, words: Mapping[str, Mapping[str, str]]) -> Pattern:
    """The pattern of a form: slots filled in, and white space of any width where it has a blank."""

    def filled(slot: re.Match[str]) -> str:
        name, table = slot.groups()
        choices = [any_of(words.get(table, ())), NUMERALS.get(table, "")]
        return f"(?P<{name}>{'|'.join(filter(None, choices))})"

    spaced = form.replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{_SLOT.sub(filled, spaced)})(?!\w)")
