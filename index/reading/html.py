"""An .html file: the article through trafilatura, its fields through the page's own metadata."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from index.errors import ReadError
from index.reading.chrome import chrome
from index.reading.datecolumn import said
from index.reading.dated import find_date_line
from index.reading.dateline import Dateline, parse_dateline
from index.reading.dates import are_month_first, parse_date
from index.reading.encoding import decode, repair
from index.reading.head import head_end
from index.reading.identity import names_page, web_address
from index.reading.layout import to_lines
from index.reading.masthead import strip_outlet
from index.reading.people import split_names
from index.reading.text import DATELINE_REACH, Page, clean, infer_date, split_keywords, take_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD_BYTES = 4096
"""A page must name its encoding within the first 1024 bytes; real ones are sometimes late."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ARTICLE_TYPES = re.compile(
    r"(?:News|Blog|Report|Opinion|Analysis|Review|Background)?(?:Article|Posting)", re.IGNORECASE
)
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate",
    "publish-date", "parsely-pub-date", "dc.date.issued", "dc.date", "date", "sailthru.date",
    "content_publisheddate", "publishedat",
)  # fmt: skip
_MARKED_DATES = "//*[@itemprop='datePublished'] | //time[@datetime or text()]"
_STYLED_DATES = (
    "//*[self::div or self::span or self::p or self::small or self::li]"
    "[contains(@class, 'date') or contains(@class, 'time')"
    " or contains(@class, 'tanggal') or contains(@class, 'tgl')]"
)
BELOW_HEADLINE = 40
"""Pieces of text after the headline in which the article's date line stands; later dates belong to links."""
HEADLINES = 5
"""Headings that repeat the page's title and are looked below; each costs a way through the rest of it."""


def read_html(data: bytes) -> tuple[Page, str | None]:
    """The page that the bytes of an HTML file hold, and the language that it names.

    Raises:
        ReadError: The bytes are no text, or no HTML, or hold no article.
    """
    import trafilatura  # takes over a second to import; only builds that meet a page pay for it

    declared = _CHARSET.search(data[:HEAD_BYTES])
    text = decode(data, declared[1].decode("ascii") if declared else None)
    tree = trafilatura.load_html(text.replace("\x00", ""))  # an HTML parser refuses it
    if tree is None:
        raise ReadError("no HTML page; check that the file is what its name says")
    facts = _linked_data(tree)
    metas = _metas(tree)
    headlines = tree.xpath("//h1 | //h2 | //h3")
    shown = _shown_dates(tree, headlines)
    language = next(iter(tree.xpath("/html/@lang")), None)
    document: Any = trafilatura.bare_extraction(
        tree, favor_precision=True, include_comments=False, with_metadata=True
    )
    if document is None or not (document.text or "").strip():
        raise ReadError("no article found on the page; save the page of one article, not a list of them")
    return _page(document, facts, metas, headlines, shown), language


def _page(
    document: Any, facts: dict[str, Any], metas: dict[str, str], headlines: list[Any], shown: list[str]
) -> Page:
    source = _source(facts, document, metas)
    titles = [_text(node) for node in headlines]
    title, outlet = _title(_one_line(document.title) or _one_line(facts.get("headline")), titles, source)
    labels, lines = take_labels(to_lines(repair(document.text)))
    end = head_end(lines)
    lines = [line for line in lines[:end] if not find_date_line(line)] + lines[end:]
    paragraphs = clean(lines, title)
    own = frozenset(name.lower() for name in (source, outlet) if name)
    openings = (parse_dateline(paragraph, own) for paragraph in paragraphs[:DATELINE_REACH])
    opening = next(filter(None, openings), Dateline(None, None))
    marked = [facts.get("datePublished"), *(metas.get(name) for name in _DATE_METAS)]
    published = _published([*marked, *shown])
    inferred = None if published else infer_date(paragraphs)
    return Page(
        title=title,
        paragraphs=tuple(paragraphs),
        published=published or inferred,
        published_inferred=inferred is not None,
        unread_date=None if published else said(*marked),
        source=source or opening.source or outlet,
        authors=_authors(facts, document) or tuple(dict.fromkeys(labels.authors)),
        url=_address(document.url, metas.get("og:url"), facts.get("url"), facts.get("mainEntityOfPage")),
        keywords=_keywords(facts, metas),
        section=_one_line(facts.get("articleSection")) or metas.get("article:section"),
        place=opening.place,
    )


def _address(*candidates: object) -> str | None:
    """The first web address among what the page's marks give, one of a page before that of a whole site.

    JSON-LD may wrap it in an object's `@id`.
    """
    given = (one.get("@id") if isinstance(one, dict) else one for one in candidates)
    urls = [url for one in given if (url := web_address(_one_line(one)))]
    return next(filter(names_page, urls), urls[0] if urls else None)


def _text(node: Any) -> str:
    return " ".join(repair(node.text_content()).split())


def _one_line(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return (" ".join(repair(value).split()) or None) if isinstance(value, str) else None


def _metas(tree: Any) -> dict[str, str]:
    """Content of the page's meta elements by name, property or itemprop in lower case; the first of each."""
    found: dict[str, str] = {}
    for node in tree.xpath("//meta[@content]"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = " ".join(repair(node.get("content")).split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked_data(tree: Any) -> dict[str, Any]:
    """The fields of the page's JSON-LD article; empty when it has none that can be read."""
    for node in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            data = json.loads(node.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue  # hand-made JSON-LD is often broken; the other marks remain
        for item in _objects(data):
            kinds = item.get("@type")
            if any(
                _ARTICLE_TYPES.fullmatch(str(kind))
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return item
    return {}


def _objects(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _objects(item)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"))
        yield from _objects(data.get("mainEntity"))


def _title(title: str | None, headlines: list[str], source: str | None) -> tuple[str | None, str | None]:
    """The headline, and the outlet that the page's title had beside it.

    A heading that the page's title holds is the headline as readers see it; the title adds
    the outlet.
    """
    if title is None:
        return (headlines[0] or None) if headlines else None, None
    held = [text for text in headlines if _is_in(text, title)]
    stripped, outlet = strip_outlet(title)
    if outlet is None and source:
        stripped = re.sub(rf"\s+[-–—|:]+\s+{re.escape(source)}$", "", title, flags=re.IGNORECASE)
    return (max(held, key=len) if held else stripped), outlet


def _is_in(heading: str, title: str) -> bool:
    """True for a heading of three words or more that stands in the page's title."""
    return len(heading.split()) > 2 and heading in title


def _shown_dates(tree: Any, headlines: list[Any]) -> list[str]:
    """Dates as the page shows them: marked as such, on a date line under the headline, styled as such."""
    shown = [text for node in tree.xpath(_MARKED_DATES) for text in _date_texts(node)]
    title = " ".join(map(_text, tree.xpath("//title")))
    for headline in islice((node for node in headlines if _is_in(_text(node), title)), HEADLINES):
        below = headline.xpath(f"following::text()[normalize-space()][position() <= {BELOW_HEADLINE}]")
        lines = (" ".join(repair(str(text)).split()) for text in below)
        shown += [line for line in lines if find_date_line(line)]
    return shown or [text for node in tree.xpath(_STYLED_DATES) for text in _date_texts(node)]


def _date_texts(node: Any) -> list[str]:
    return [value for value in (node.get("datetime"), node.get("content"), _text(node)[:200]) if value]


def _published(given: list[object]) -> str | None:
    """The date from linked data, metadata or the page's own date line; one with a zone and time wins.

    The first date found decides the day; a later one only adds the time and zone that it lacks.
    """
    month_first = are_month_first(given)
    dates = [date for value in given if (date := parse_date(value, month_first=month_first))]
    if not dates:
        return None
    same_day = [date for date in dates if date[:10] == dates[0][:10]]
    return max(same_day, key=lambda date: (bool(re.search(r"[+-]\d\d:\d\d$", date)), "T" in date))


def _source(facts: dict[str, Any], document: Any, metas: dict[str, str]) -> str | None:
    names = (_one_line(facts.get("publisher")), metas.get("og:site_name"), _one_line(document.sitename))
    named = [name for name in names if name and not name.startswith(("http", "@"))]
    return named[0] if named else _one_line(document.hostname)


def _authors(facts: dict[str, Any], document: Any) -> tuple[str, ...]:
    given = facts.get("author")
    people = given if isinstance(given, list) else [given]
    names = [name for person in people if (name := _one_line(person))]
    found = split_names(*map(repair, names or [document.author or ""]))
    return tuple(name for name in found if not chrome().is_outlet(name))


def _keywords(facts: dict[str, Any], metas: dict[str, str]) -> tuple[str, ...]:
    given = facts.get("keywords") or metas.get("news_keywords") or metas.get("keywords")
    return split_keywords(*map(repair, _flat(given)))


def _flat(value: object) -> Iterator[str]:
    """The texts of a list, of lists in it, or of a single text."""
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    elif isinstance(value, str):
        yield value
