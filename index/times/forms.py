"""How a language writes times: the tables of `languages/questions/times_*.toml`, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from index.text import languages
from index.text.patterns import any_of, listed_words
from index.times.numerals import NUMERALS, Numbers
from index.times.patterns import (
    Pattern,
    before,
    doubtful,
    elliptic,
    groups,
    hints,
    onwards,
    until_now,
    whole,
    written,
)

if TYPE_CHECKING:
    from index.records import KnownLanguage

SLOTS = ("offset", "unit", "shift", "number", "month", "weekday", "ordinal")
"""Tables that map words to a value."""
OF_A_DAY = ("label", "week_shift", "daytime")
"""Slots that make `minggu` a Sunday and not a week."""
AMOUNT_MARKS = frozenset(".,:/+-$€£#%")
"""Signs that, right before a figure, show that it is part of a longer one, or no year."""
FAR_YEAR = re.compile(r",?\s+[12][0-9]{3}(?!\w)")
"""A year right after a month, also one outside the years that `NUMERALS` reads."""
RANGED = ("date", "quarter", "half")
"""Kinds that may begin with a figure right after the `-` of a range."""
SHORT_QUARTER = "[1-4][qh](?:['’]?[0-9]{2}|[0-9]{4})?(?!\\w)"
"""`3Q18`, and `1Q` of `1Q-3Q 2018`."""
REACH = 40
"""Characters before a time that are searched for words that change its meaning: twice the longest of them."""
ROUND = 50
"""A multiple of this after `about` is an amount and not a year."""


@dataclass(frozen=True)
class Form:
    """One way to write a time."""

    kind: str
    written: str
    """Its regular expression. The groups are slots, named `TABLE` or `NAME_TABLE`."""
    hints: frozenset[str]
    """Strings; a text with the form holds at least one of them."""

    @cached_property
    def pattern(self) -> Pattern:
        """Its pattern, compiled when a text first holds a hint: all patterns of a language take 30 ms."""
        return re.compile(self.written)


@dataclass(frozen=True)
class Forms:
    """How a language writes times. All patterns match lower case."""

    forms: tuple[Form, ...]
    words: dict[str, dict[str, str]]
    """Table -> word -> its value."""
    numbers: Numbers
    months: tuple[str, ...]
    """The full names of the months, in order."""
    capitals: frozenset[str]
    """Words that are times only if capitalised."""
    small: frozenset[str]
    """Words that are times only in small letters: `MLM ini` is not `mlm ini`."""
    with_day: frozenset[str]
    """Words that are months only after a day."""
    compounds: Pattern
    """Words whose first part looks like the end of a time: `lalu lintas`."""
    reported: Pattern
    """Words for a quarter, a half or the first months of a year."""
    part: Pattern
    """A part (`awal`) right before a time; the group is `partN` for the Nth third, from 0."""
    prepositions: Pattern
    """A preposition right before a time; the group is its key in `[prepositions]`."""
    never: Pattern
    """A word right before something that looks like a time but is none."""
    range_before: Pattern
    """The beginning of a range right before its end: `1 Juni-` before `5 Juli`, `3Q18-` before `1Q19`."""
    amount_before: Pattern
    about: Pattern
    """A word right before an amount if it is round, else before a year."""
    amount_after: Pattern
    onwards: Pattern
    """Words right after a time that extend it to today or with no end."""
    and_now: Pattern
    """Words right after a time that extend it to today, if `between` is before it."""
    backwards: Pattern
    """Words right after a time that add everything before it."""
    to: frozenset[str]
    """Words that join the two ends of a range."""
    both: frozenset[str]
    """Words that join two times after `between`."""
    adjoined: frozenset[str]
    """Words that join two adjacent times that share words."""
    listed: frozenset[str]
    """Words between the times of a list."""
    elliptic: dict[str, Pattern]
    """Kind -> pattern of an incomplete time and a join, right before a time of that kind that completes it.
    `part` is for parts of any kind."""

    @cached_property
    def hints(self) -> set[frozenset[str]]:
        """The distinct sets of hints of the forms."""
        return {form.hints for form in self.forms}

    def values(self, match: re.Match[str]) -> dict[str, str]:
        """Return the value of each slot in a match of a form."""
        found = {name: " ".join(word.split()) for name, word in match.groupdict().items() if word}
        return {name: self._meaning(name.rpartition("_")[2], word) for name, word in found.items()}

    def _meaning(self, table: str, word: str) -> str:
        return self.numbers.meaning(word) if table == "number" else self.words.get(table, {}).get(word, word)

    def is_amount(self, kind: str, match: re.Match[str]) -> bool:
        """Whether a match of a form is an amount or the number of a thing, and no time."""
        lower, (start, end), group = match.string, match.span(), match.groupdict()
        reach = max(0, start - REACH)
        marked = lower[start].isdigit() and start > 0 and lower[start - 1] in AMOUNT_MARKS
        ranged = kind in RANGED and self.range_before.search(lower, reach, start)
        if marked and not ranged:
            return not self.part.search(lower, reach, start)  # mid-2023
        if lower[end - 1].isdigit() and self.amount_after.match(lower, end):
            return True
        if kind not in ("year", "years") or group["label"]:
            return False
        is_round = int(group.get("year") or 0) % ROUND == 0
        words = [self.amount_before, self.about] if is_round else [self.amount_before]
        return any(one.search(lower, reach, start) for one in words)

    def is_named(self, question: str, match: re.Match[str]) -> bool:
        """Whether a match can be a time: no other word, lone abbreviated month, or month of a far year."""
        group = match.groupdict()
        month, weekday = group.get("month"), group.get("weekday")
        if group.get("offset") in self.small and is_capital(question, match.start("offset")):
            return False
        if month in self.with_day and "day" not in group:
            return False
        if month and not (group.get("year") or group.get("ending")):
            if FAR_YEAR.match(match.string, match.end()):
                return False
            if "day" not in group and not group.get("year_shift") and month not in self.months:
                return False
            prepared = right_before(self.prepositions, match.string, match.start())
            stated = prepared or "ordinal" in group  # in May, the first week of May
            return month not in self.capitals or bool(stated) or is_capital(question, match.start("month"))
        if weekday in self.capitals and not (month or any(group.get(name) for name in OF_A_DAY)):
            at, after = match.start("weekday"), match.start("shift") if "shift" in group else 0
            title_case = after > 0 and question[after].isupper()
            return is_capital(question, at) and not title_case and not begins_sentence(question, at)
        return True


def right_before(words: Pattern, lower: str, start: int, left: int = 0) -> re.Match[str] | None:
    """Return the match of some words that ends where a time starts, from `left` and `REACH` on."""
    return words.search(lower, max(left, start - REACH), start)


def is_capital(question: str, at: int) -> bool:
    """Whether a letter is a capital, in a question that is not all in capitals."""
    return question[at].isupper() and not question.isupper()


def begins_sentence(question: str, at: int) -> bool:
    """Whether a position begins a sentence, where any word has a capital."""
    return question[:at].rstrip(" \t\n\"'“‘«([")[-1:] in ("", ".", "?", "!")


@cache
def forms(language: KnownLanguage) -> Forms:
    """Return how `id` or `en` writes times."""
    read = languages.tables(f"questions/times_{language}")
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
    kinds = read["forms"].items()
    whole_forms = ((kind, whole(form, read["shared"])) for kind, listed in kinds for form in listed)
    return Forms(
        forms=tuple(Form(kind, written(form, slots), hints(form, words)) for kind, form in whole_forms),
        words=words,
        numbers=numbers,
        months=tuple(listed_words(listed)[0] for listed in read["month"].values()),
        capitals=frozenset(listed_words(read["doubtful"]["capital"])),
        small=frozenset(listed_words(read["doubtful"]["small"])),
        with_day=frozenset(listed_words(read["doubtful"]["with_day"])),
        compounds=re.compile(rf"(?<!\w)(?:{any_of(listed_words(read['doubtful']['compound']))})(?!\w)"),
        reported=re.compile(
            rf"(?<![^\W\d])(?:{any_of(listed_words(read['doubtful']['reported']))})(?![^\W\d])"
        ),
        part=before(groups(read["part"], "part"), r"[\s-]+"),
        prepositions=before(groups(read["prepositions"]), r"\s+"),
        never=before(doubtful("never"), r"\s+"),
        range_before=before(rf"(?:{any_of(words['month'])})-|{SHORT_QUARTER}[-/]", ""),
        amount_before=before(doubtful("before"), r"\s*"),
        about=before(doubtful("about"), r"\s*"),
        amount_after=re.compile(rf"[.,:/-](?!{SHORT_QUARTER})[0-9]|\s?%|\s+(?:{doubtful('after')})(?!\w)"),
        onwards=onwards(joins),
        and_now=until_now(joins["and"], joins["now"]),
        backwards=re.compile(rf"\s+(?:{any_of(joins['backwards'])})(?!\w)"),
        to=frozenset(joins["to"]),
        both=frozenset(joins["and"]),
        adjoined=frozenset(joins["adjoined"]),
        listed=frozenset(joins["list"]),
        elliptic=elliptic(read, slots, any_of({*joins["to"], *joins["list"]})),
    )
