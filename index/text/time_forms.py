"""How a language writes times: the tables of `languages/times_*.toml`, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from string import digits
from typing import TYPE_CHECKING, Any

from index.text import languages
from index.text.numerals import NUMERALS, Numbers
from index.text.patterns import any_of, listed_words
from index.text.terms import ANALYSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Pattern = re.Pattern[str]

SLOTS = ("offset", "unit", "shift", "number", "month", "weekday", "ordinal")
"""Tables of words that stand for a value."""
NAMES = ("offset", "unit", "month", "weekday")
"""Those of them of which a form that names some holds a word; one that names none holds a figure."""
HINT = 4
"""Letters of a name that are looked for before any pattern is tried."""
AMOUNT_MARKS = frozenset(".,:/+-$€£#%")
"""Right before a figure: it goes on, or is no year."""
FAR_YEAR = re.compile(r",?\s+[12][0-9]{3}(?!\w)")
"""After a month without a year: it has one, outside those that `NUMERALS` reads."""
REACH = 40
"""Characters before a time in which the words that bear on it begin: twice the longest of them."""

_SLOT = re.compile(r"(?<!\?P)<((?:[a-z]+_)?([a-z]+))>")


@dataclass(frozen=True)
class Form:
    """One way to write a time."""

    kind: str
    written: str
    """What it looks like, as a regular expression. Groups are slots, named `TABLE` or `NAME_TABLE`."""
    hints: frozenset[str]
    """Letters of which a text holds some if it is there."""

    @cached_property
    def pattern(self) -> Pattern:
        """Compiled when a text holds one of the hints: all of a language take 30 ms."""
        return re.compile(self.written)


@dataclass(frozen=True)
class Forms:
    """How a language writes times. All patterns match lower case."""

    forms: tuple[Form, ...]
    words: dict[str, dict[str, str]]
    """Table -> word -> what it stands for."""
    numbers: Numbers
    months: tuple[str, ...]
    """Their full names, in order."""
    capitals: frozenset[str]
    """Words that are times only with a capital."""
    reported: Pattern
    """A quarter or half of a year, as words of a time."""
    part: Pattern
    prepositions: Pattern
    """Which preposition a text ends in, as the name of the group."""
    never: Pattern
    """Before what is no time, though it looks like one."""
    month_before: Pattern
    """Before the second day of `1 Juni-5 Juli`."""
    amount_before: Pattern
    amount_after: Pattern
    onwards: Pattern
    to: frozenset[str]
    both: frozenset[str]
    """Words that join two times after `between`."""
    listed: frozenset[str]
    """What stands between the times of a list."""
    elliptic: dict[str, Pattern]
    """Kind -> before a time of that kind: another, with what joins the two, that lacks what is said once for
    both. `part` is of parts of any kind."""

    @cached_property
    def hints(self) -> set[frozenset[str]]:
        """The different ones among those of the forms."""
        return {form.hints for form in self.forms}

    def values(self, match: re.Match[str]) -> dict[str, str]:
        """Gives what each slot of a match of one of the patterns stands for."""
        found = {name: " ".join(word.split()) for name, word in match.groupdict().items() if word}
        return {name: self._meaning(name.rpartition("_")[2], word) for name, word in found.items()}

    def _meaning(self, table: str, word: str) -> str:
        return self.numbers.meaning(word) if table == "number" else self.words.get(table, {}).get(word, word)

    def is_amount(self, kind: str, match: re.Match[str]) -> bool:
        """True for a match of one of the patterns that is a number that counts or numbers something."""
        lower, (start, end), group = match.string, match.span(), match.groupdict()
        reach = max(0, start - REACH)
        marked = lower[start].isdigit() and start > 0 and lower[start - 1] in AMOUNT_MARKS
        ranged = kind == "date" and self.month_before.search(lower, reach, start)
        if marked and not ranged:
            return not self.part.search(lower, reach, start)  # mid-2023
        if lower[end - 1].isdigit() and self.amount_after.match(lower, end):
            return True
        bare = kind in ("year", "years") and not group["label"]
        return bare and bool(self.amount_before.search(lower, reach, start))

    def is_named(self, question: str, match: re.Match[str]) -> bool:
        """False for a month or day that is another word, an abbreviated month alone, one of a far year."""
        group = match.groupdict()
        month, weekday = group.get("month"), group.get("weekday")
        if month and not (group.get("year") or group.get("ending")):
            if FAR_YEAR.match(match.string, match.end()):
                return False
            if "day" not in group and not group.get("year_shift") and month not in self.months:
                return False
            prepared = self.prepositions.search(match.string, max(0, match.start() - REACH), match.start())
            stated = prepared or "ordinal" in group  # in May, the first week of May
            return month not in self.capitals or bool(stated) or is_capital(question, match.start("month"))
        if weekday in self.capitals and not (month or group.get("label") or group.get("week_shift")):
            at, after = match.start("weekday"), match.start("shift") if "shift" in group else 0
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
    joins = {name: listed_words(listed) for name, listed in read["joins"].items()}
    words = {
        name: {word: meaning for meaning, listed in read[name].items() for word in listed_words(listed)}
        for name in SLOTS
    }
    numbers = Numbers(words["number"], joins["and"], [*joins["to"], *joins["or"]])
    slots = {
        name: "|".join(filter(None, (any_of(words.get(name, ())), NUMERALS.get(name))))
        for name in (*SLOTS, *NUMERALS)
    }
    slots["number"] = numbers.pattern
    return Forms(
        forms=tuple(
            Form(kind, _written(form, slots), _hints(form, words))
            for kind, listed in read["forms"].items()
            for form in listed
        ),
        words=words,
        numbers=numbers,
        months=tuple(listed_words(listed)[0] for listed in read["month"].values()),
        capitals=frozenset(listed_words(read["doubtful"]["capital"])),
        reported=re.compile(rf"(?<!\w)(?:{any_of(listed_words(read['doubtful']['reported']))})(?![^\W\d])"),
        part=_before(_groups(read["part"], "part"), r"[\s-]+"),
        prepositions=_before(_groups(read["prepositions"]), r"\s+"),
        never=_before(_doubtful("never"), r"\s+"),
        month_before=_before(any_of(words["month"]), "-"),
        amount_before=_before(_doubtful("before"), r"\s*"),
        amount_after=re.compile(rf"[.,:/-][0-9]|\s?%|\s+(?:{_doubtful('after')})(?!\w)"),
        onwards=_onwards(joins),
        to=frozenset(joins["to"]),
        both=frozenset(joins["and"]),
        listed=frozenset(joins["list"]),
        elliptic=_elliptic(read, slots, any_of({*joins["to"], *joins["list"]})),
    )


def _elliptic(read: Mapping[str, Any], slots: Mapping[str, str], joins: str) -> dict[str, Pattern]:
    """A time without what is said once for it and the one behind it, and what joins the two."""
    parts = {name: "|".join(_without_of(listed)) for name, listed in read["part"].items()}
    written = {kind: "|".join(_filled(form, slots) for form in one) for kind, one in read["elliptic"].items()}
    written["part"] = _groups(parts, "part")
    return {
        kind: re.compile(rf"(?<!\w)(?P<words>(?:{one})(?!\w)(?:-(?=\s))?)\s*(?P<gap>{joins})\s*$")
        for kind, one in written.items()
    }


def _without_of(listed: str) -> list[str]:
    """The words for a part of what is said later: `the beginning` as well as `the beginning of`."""
    words = listed_words(listed)
    return [*words, *(" ".join(word.split()[:-1]) for word in words if " " in word)]


def _onwards(joins: Mapping[str, Iterable[str]]) -> Pattern:
    """After a time: it goes on from there."""
    words = {name: any_of(joins[name]) for name in ("to", "now", "onwards", "last")}
    until_now = rf"\s*(?:{words['to']})\s*(?:{words['now']})(?!\w)"
    at_the_end = rf"\s+(?:{words['last']})(?=[\s.,;:?!)]*$)"
    return re.compile(rf"{until_now}|\s+(?:{words['onwards']})(?!\w)|{at_the_end}")


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
    tables = slots & set(NAMES)
    names = {word.split()[0][:HINT] for table in tables or NAMES for word in words[table]}
    if tables:
        return frozenset(names)
    return frozenset(names | set(digits) if "year_shift" in slots else digits)


def _written(form: str, slots: Mapping[str, str]) -> str:
    """The regular expression of a form: slots filled in, white space of any width where it has a blank."""
    return rf"(?<!\w)(?:{_filled(form, slots)})(?!\w)"


def _filled(form: str, slots: Mapping[str, str]) -> str:
    """The same, for a place within a longer one."""

    def filled(slot: re.Match[str]) -> str:
        name, table = slot.groups()
        return f"(?P<{name}>{slots[table]})"

    spaced = form.replace(" ?", r"\s*").replace(" ", r"\s+")
    return _SLOT.sub(filled, spaced)
