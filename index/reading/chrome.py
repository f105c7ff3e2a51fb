"""The table `chrome.toml`, compiled: predicates about a single line of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.reading.prose import STOP_AT_END, is_prose, is_sentence, plain, words
from index.text import languages
from index.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

TOLD_WORDS = 5
"""A name with a word in small letters has fewer words; a longer text is a headline or a sentence."""
LABEL_VALUE = 120
"""Most letters of the value in a "label: value" line; a longer one is a sentence with a colon."""

_DOMAIN = re.compile(r"(?:www\.)?[a-z][\w-]{2,}(?:\.[\w-]{2,})*\.[a-z]{2,8}", re.IGNORECASE)
_TRAIL = re.compile(r"[^»›>/]{2,30}\s?[»›>/]\s?[^.!?]{2,80}$")
_BETWEEN = re.compile(r"\s?[,;/]|\s(?:dan|and|&)\s")
_LETTER_OR_YEAR = re.compile(r"[^\W\d_]|^\d{4}$")


@dataclass(frozen=True, slots=True)
class Label:
    """A line such as `Penulis : Nama`."""

    field: str
    """`author`, `source`, `keywords`, `url` or `other`."""
    value: str


@dataclass(frozen=True, slots=True)
class Chrome:
    """Compiled phrases; every predicate takes one stripped line."""

    inline: re.Pattern[str]
    mild: re.Pattern[str]
    mild_exact: frozenset[str]
    page: re.Pattern[str]
    page_exact: frozenset[str]
    related: frozenset[str]
    subheads: frozenset[str]
    headings: re.Pattern[str]
    inside: frozenset[str]
    comments: frozenset[str]
    label: re.Pattern[str]
    label_fields: dict[str, str]
    tags: frozenset[str]
    nobody: frozenset[str]
    desks: frozenset[str]
    teams: frozenset[str]
    telling: frozenset[str]
    titles: frozenset[str]
    announcing: frozenset[str]
    particles: frozenset[str]
    caption_opening: tuple[str, ...]
    bare_opening: tuple[str, ...]
    credits: re.Pattern[str]
    trailing_credit: re.Pattern[str]
    head_credits: re.Pattern[str]
    outlets: frozenset[str]
    pictures: frozenset[str]
    ordinary: frozenset[str]
    media: frozenset[str]
    sections: frozenset[str]
    crumbs: frozenset[str]
    not_places: frozenset[str]

    def is_mild(self, line: str) -> bool:
        """Whether a line is chrome in any kind of file: "Baca juga: ...", "ADVERTISEMENT"."""
        return plain(line) in self.mild_exact or bool(self.mild.fullmatch(line))

    def is_name(self, text: str) -> bool:
        """Whether a text is the name of a button or a column."""
        name = plain(text)
        return name in self.page_exact or name in self.mild_exact or name in self.crumbs

    def is_page_chrome(self, line: str) -> bool:
        """Whether a line is a button, ticker, notice or breadcrumb of a saved page."""
        if self.is_mild(line) or plain(line) in self.page_exact or self.page.fullmatch(line):
            return True
        return not _LETTER_OR_YEAR.search(line) or self.is_breadcrumb(line) or _is_menu(line)

    def is_breadcrumb(self, line: str) -> bool:
        """Whether a line is a row of columns and outlets: "Kompas TV dunia", "Home » Sport » Tennis"."""
        words = plain(line)
        if _TRAIL.match(words) and words.split()[0] in self.crumbs:
            return True
        rest = re.sub(r"\s*[>»/|›•]\s*", " ", words)
        parts = rest.split()
        return len(parts) > 1 and words not in self.outlets and self._all_names(parts)

    def _all_names(self, words: list[str]) -> bool:
        """Whether `words` split into names of columns and outlets, trying the longest first."""
        start = 0
        while start < len(words):
            for size in (3, 2, 1):
                name = " ".join(words[start : start + size])
                if name in self.crumbs or self.is_outlet(name):
                    start += size
                    break
            else:
                return False
        return True

    def is_heading(self, line: str) -> bool:
        """Whether a line heads a list of other articles, at the end or beside the text."""
        return plain(line) in self.related or bool(self.headings.fullmatch(line))

    def is_inside_heading(self, line: str) -> bool:
        """Whether a line is a bare "Baca juga:" with its links on the next lines."""
        return plain(line) in self.inside

    def is_comments(self, line: str) -> bool:
        """Whether a line heads the comments of readers."""
        return plain(re.sub(r"[(]?\d+[)]?", "", line)) in self.comments

    def is_section(self, line: str) -> bool:
        """Whether a line is the name of a column."""
        return plain(line) in self.sections

    def is_outlet(self, name: str) -> bool:
        """Whether a name is a known outlet or agency, or a web domain; of "Xinhua/Nama" the first part."""
        first = plain(name.split("/")[0])
        return first in self.outlets or bool(_DOMAIN.fullmatch(first))

    def names_medium(self, name: str) -> bool:
        """Whether a name of two words or more holds a word for a newspaper or station: "Suara Kita"."""
        parts = words(name)
        return len(parts) > 1 and not self.media.isdisjoint(parts)

    def labels(self, line: str, speakers: Container[str] = ()) -> list[Label]:
        """Return the labels of a line such as `Penulis : A | Editor : B`; empty for any other line.

        `speakers`: names of labels, in lower case, that on this page also stand before what somebody says.
        """
        found = []
        for part in re.split(r"\s*[|•]\s*", line):
            match = self.label.fullmatch(part)
            if not match or len(match["value"]) > LABEL_VALUE:
                return []
            if plain(match["name"]) in speakers and not self._is_name(match["value"].split()):
                return []
            label = Label(self.label_fields[plain(match["name"])], match["value"].strip())
            if label.field in ("author", "source", "other") and self._tells(label):
                return []
            found.append(label)
        return found

    def speakers(self, lines: Iterable[str]) -> set[str]:
        """Return the labels, in lower case, that open speech in `lines`: "Editor: About 412, they say."."""
        matches = filter(None, map(self.label.fullmatch, lines))
        named = ((plain(match["name"]), match["value"].strip()) for match in matches)
        people = ("author", "other")
        return {name for name, value in named if self.label_fields[name] in people and self._speaks(value)}

    def is_tags(self, line: str) -> bool:
        """Whether a line heads keywords, even without a colon; this counts only below a text."""
        return line.lower() in self.tags

    def _tells(self, label: Label) -> bool:
        """Whether the value is no name but a headline or a sentence: "Sumber: Israel Akan Serang Rafah"."""
        if label.value.endswith("?") or not self.telling.isdisjoint(words(label.value)):
            return True
        if label.field != "source" and self._speaks(label.value):
            return True
        first = _BETWEEN.split(label.value)[0].split()
        short = len(first) < TOLD_WORDS or first[0][0].islower()
        if label.field != "author" or short or re.search(r"\d{4}", label.value):
            return False  # a byline may hold its date
        small = [n for n, part in enumerate(first) if part[0].islower() and part not in self.particles]
        outlet = " ".join(first[small[-1] + 1 :]) if small else ""  # "Dina Ayu untuk BBC News Indonesia"
        return bool(small) and not (self.is_outlet(outlet) or self.names_medium(outlet))

    def _speaks(self, value: str) -> bool:
        """Whether a value ends like a sentence and is no list of names: "Terima kasih atas waktunya."."""
        if value.endswith("?"):
            return True
        name, *about = value.split(",")
        if about and " " in name and self._is_name(name.split()):
            return False  # "Dina Ayu, peneliti pada Pusat Studi Pangan."
        # The first word of a name may be an editor's initials: "Dina Ayu/bud."
        later = [word for part in _BETWEEN.split(value) for word in part.split()[1:]]
        small = any(word[0].islower() and word not in self.particles for word in later)
        return small and not value[0].islower() and bool(STOP_AT_END.search(value))

    def _is_name(self, parts: Sequence[str]) -> bool:
        """Whether words are a name without a stop: all have a capital, except particles."""
        named = parts and all(part[0].isupper() or part in self.particles for part in parts)
        return bool(named) and not STOP_AT_END.search(parts[-1])

    def is_caption_opening(self, line: str) -> bool:
        """Whether a line begins like a caption ("Foto: ...", "Ilustrasi ...") and is no sentence."""
        low = line.lower()
        bare = low.startswith(self.bare_opening) and not is_prose(line)
        return bare or low.startswith(self.caption_opening)


def _is_menu(line: str) -> bool:
    """Whether a line is a menu of names between bars: "Kontak | Iklan | Redaksi"."""
    return line.count(" | ") > 1 and not re.search(r"\d", line) and not is_sentence(line)


@cache
def chrome() -> Chrome:
    """Return the compiled `chrome.toml`."""
    data = languages.tables("chrome", __package__)
    fields = {name: field for field, names in data["labels"].items() for name in names}
    captions = data["captions"]
    lists = {name: frozenset(listed) for name, listed in (data["words"] | data["names"]).items()}
    lists["crumbs"] |= lists["sections"]
    lists["outlets"] |= lists["pictures"]
    return Chrome(
        # Case-sensitive: in small letters the same words may be part of a sentence.
        inline=re.compile("|".join([*map(re.escape, data["inline"]["texts"]), *data["inline"]["patterns"]])),
        mild=_any(data["mild"]["patterns"]),
        mild_exact=frozenset(data["mild"]["exact"]),
        page=_any(data["page"]["patterns"]),
        page_exact=frozenset(data["page"]["exact"]),
        related=frozenset(data["headings"]["related"]),
        subheads=frozenset(data["headings"]["subheads"]),
        headings=_any(data["headings"]["patterns"]),
        inside=frozenset(data["headings"]["inside"]),
        comments=frozenset(data["headings"]["comments"]),
        label=re.compile(rf"(?P<name>{any_of(fields)})\s*[:：](?P<value>.*)", re.IGNORECASE),
        label_fields=fields,
        caption_opening=tuple(captions["openings"]),
        bare_opening=tuple(captions["bare_openings"]),
        credits=_credit(captions["credits"]),
        trailing_credit=re.compile(
            rf"(?:^|[\s.(/])(?:{any_of(captions['trailing'])})\s?:[^.:]{{2,60}}(?:\.(?:com|co|id))*$",
            re.IGNORECASE,
        ),
        head_credits=_credit(captions["head_credits"]),
        **lists,
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _credit(openings: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\(\s*(?:{any_of(openings)})(?:[\s:/.,][^()]*)?\)\.?$", re.IGNORECASE)
