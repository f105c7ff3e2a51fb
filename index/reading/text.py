"""Text files: one page as copied or saved, with the chrome of the site around the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reading import boilerplate, captions, head, repeats, unwrapping
from index.reading.bars import without_bars
from index.reading.byline import byline_below
from index.reading.chrome import chrome
from index.reading.dateline import Dateline, parse_dateline
from index.reading.inferred import infer_date
from index.reading.labels import URL, take_labels
from index.reading.masthead import outlet_above, own_outlets, shown_at, strip_outlet
from index.reading.people import author_of
from index.reading.prose import is_prose, plain, words
from index.reading.published_line import find_date_line, published_line

if TYPE_CHECKING:
    from collections.abc import Sequence

DATELINE_REACH = 3
"""First paragraphs that may hold the place line: a standfirst or two may come before it."""
DECK_WORDS = 6
"""Least words of a standfirst between headline and text; a shorter line is a button or a name."""

MAX_DECKS = 2
"""Most headline-like lines that stay between headline and text; if there are more, only key points stay."""
FIGURES = 3
"""Least lines with a figure in a table of results: fewer count views or name a time."""


@dataclass(frozen=True, slots=True)
class Page:
    """The fields and paragraphs of a page; None or empty if it does not give them."""

    title: str | None
    paragraphs: tuple[str, ...]
    published: str | None = None
    published_inferred: bool = False
    unread_date: str | None = None
    """A date field of the page that is no date, in quotes."""
    source: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    keywords: tuple[str, ...] = ()
    section: str | None = None
    place: str | None = None


def read_page(text: str, *, titled: bool = False, given: object = None, url: str | None = None) -> Page:
    """Return the fields and paragraphs of a repaired page text.

    The order matters. Wrapped lines are joined first, because every later step judges whole lines. Fields are
    read before their lines are removed. The tail is cut before single lines are dropped, because the headings
    that mark it are such lines. Repeats are removed last, when only the article is left.

    Args:
        text: the page.
        titled: whether its first line is the headline.
        given: an incomplete date from elsewhere, for `infer_date`.
        url: the address from elsewhere; without it, that of the page's own lines is used.
    """
    lines = unwrapping.split_glued(unwrapping.unwrap(unwrapping.to_lines(text)))
    if not titled and (labelled := _labelled_title(lines)):
        lines, titled = labelled, True
    top = lines[:1] if titled else []  # "Sumber: ..." is a headline where the author says so
    labels, rest = take_labels(lines[len(top) :])
    unlabelled = [*top, *without_bars(rest)]
    lines = boilerplate.cut_tail(unlabelled)
    end = head.head_end(lines, titled=titled)
    own = own_outlets(unlabelled, end)
    at = 0 if titled else head.find_title(lines, frozenset(own))
    title, outlet = strip_outlet(lines[at]) if at is not None else (None, None)
    dated = published_line(lines, at, end)
    if dated and dated.number != at:
        lines[dated.number] = ""
    signed = byline_below(lines, at, end, own) if at is not None else None
    if signed:
        lines[signed[0]] = ""
    pictured = [line for line in lines if captions.is_caption(line, head=True)]
    paragraphs = _paragraphs(lines, at, end, title, titled=titled)
    openings = (parse_dateline(paragraph, frozenset(own)) for paragraph in paragraphs[:DATELINE_REACH])
    opening = next(filter(None, openings), Dateline(None, None))
    address = url or labels.url
    published = (
        dated.found.value
        if dated
        else infer_date(paragraphs, pictured, given=given, url=address, opening=opening.day)
    )
    return Page(
        title=title,
        paragraphs=tuple(paragraphs),
        published=published,
        published_inferred=published is not None and dated is None,
        source=_first(
            dated.before if dated and dated.before and chrome().is_outlet(dated.before) else None,
            outlet_above(lines[:end], own),
            outlet,
            opening.source,
            shown_at(text),
            labels.source,
        ),
        authors=tuple(dict.fromkeys([*labels.authors, *(signed[1:] if signed else ())])),
        url=labels.url,
        keywords=labels.keywords,
        section=_section(lines[:end]),
        place=opening.place,
    )


def clean(paragraphs: Sequence[str], title: str | None) -> list[str]:
    """Return the paragraphs of a body without head, and remove its chrome, captions and repeats."""
    lines = without_bars(unwrapping.split_glued(unwrapping.to_lines("\n\n".join(paragraphs))))
    return _clean_lines(boilerplate.cut_tail(lines), title)


def _labelled_title(lines: Sequence[str]) -> list[str] | None:
    """Return the lines from the headline on, without its label, if the first is "Judul: ..."."""
    first = next((number for number, line in enumerate(lines) if line), len(lines))
    label, _, value = lines[first].partition(":") if first < len(lines) else ("", "", "")
    return [value.strip(), *lines[first + 1 :]] if plain(label) in chrome().titles and value.strip() else None


def _paragraphs(
    lines: Sequence[str], title: int | None, end: int, headline: str | None, *, titled: bool
) -> list[str]:
    start = 0 if title is None else title + 1
    points = head.key_points(lines, start, end)
    above = [line for line in lines[start:end] if not line or line in points or _is_deck(line)]
    if end == len(lines):
        above = list(lines[start:])  # no whole sentence anywhere: verses, a table, a note
    elif titled or _are_figures(lines, start, end):
        above = [line for line in lines[start:end] if not _is_date_or_name(line)]
    elif sum(map(_is_headline, above)) > MAX_DECKS:
        above = [line for line in above if line in points or not _is_headline(line)]
    text = [line for line in lines[max(start, end) :] if author_of(line) is None]
    return _clean_lines([*above, *_without_foot(text, lines[:end])], headline)


def _are_figures(lines: Sequence[str], start: int, end: int) -> bool:
    """Whether most lines between headline and text hold a figure, on a page without a menu above.

    The prices on a site's ticker stand below its menu.
    """
    between = [line for line in lines[start:end] if line and not _is_date_or_name(line)]
    figures = sum(head.has_figure(line) for line in between)
    alone = all(not line or _is_date_or_name(line) for line in lines[: max(start - 1, 0)])
    return alone and figures >= FIGURES and 2 * figures > len(between)


def _without_foot(text: Sequence[str], top: Sequence[str]) -> list[str]:
    """Return `text` without the names and buttons below all prose that are also at the `top` of the page."""
    last = max((number for number, line in enumerate(text) if is_prose(line)), default=len(text))
    above = {plain(line) for line in top if 0 < len(words(line)) < DECK_WORDS}
    return [line for number, line in enumerate(text) if number < last or plain(line) not in above]


def _clean_lines(lines: Sequence[str], title: str | None) -> list[str]:
    lines = boilerplate.drop_related(lines)
    # Captions go before other chrome, because a credit line marks the line above it.
    lines = boilerplate.drop_chrome(captions.drop_captions(lines))
    return repeats.drop_repeats([line for line in lines if line], title)


def _is_deck(line: str) -> bool:
    """Whether a line between headline and text may be a standfirst, or is judged by a later step."""
    if head.is_slug(line) or _is_date_or_name(line) or URL.fullmatch(line):
        return False
    known = chrome()
    judged_later = (
        known.is_heading(line) or known.is_inside_heading(line) or captions.is_caption(line, head=True)
    )
    return judged_later or len(words(line)) >= DECK_WORDS


def _is_headline(line: str) -> bool:
    return bool(line) and not is_prose(line) and not captions.is_caption(line, head=True)


def _is_date_or_name(line: str) -> bool:
    return bool(line) and (find_date_line(line) is not None or author_of(line) is not None)


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _section(lines: Sequence[str]) -> str | None:
    """Return the column if exactly one is named: several are the menu of the site."""
    named = {line for line in lines if chrome().is_section(line)}
    return named.pop() if len(named) == 1 else None
