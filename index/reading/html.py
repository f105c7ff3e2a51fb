"""HTML files: the article by trafilatura, its fields from the metadata of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from index.errors import ReadError
from index.reading.chrome import chrome
from index.reading.date_column import said
from index.reading.date_fields import parse_date
from index.reading.dateline import Dateline, parse_dateline
from index.reading.dates import are_month_first
from index.reading.encoding import HEAD_BYTES, decode, repair
from index.reading.head import head_end
from index.reading.html_runs import is_credited, place_line, wrap_runs
from index.reading.identity import names_page, web_address
from index.reading.inferred import infer_date
from index.reading.labels import split_keywords, take_labels
from index.reading.linked import fuller_text, linked_data, one_line
from index.reading.masthead import strip_outlet
from index.reading.people import split_names
from index.reading.published_line import find_date_line
from index.reading.shown import shown_dates, stands_in, text_of
from index.reading.text import DATELINE_REACH, Page, clean
from index.reading.unwrapping import to_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate",
    "publish-date", "parsely-pub-date", "dc.date.issued", "dc.date", "date", "sailthru.date",
    "content_publisheddate", "publishedat",
)  # fmt: skip


class _Marks(NamedTuple):
    """What the markup of a page says of its article."""

    facts: dict[str, Any]
    """Its JSON-LD."""
    metas: dict[str, str]
    headlines: list[str]
    shown: list[str]
    """Dates that readers see."""
    page_title: str


def read_html(data: bytes) -> tuple[Page, str | None]:
    """Return the page in the bytes of an HTML file, and the language that its markup names.

    Raises:
        ReadError: the bytes are no text, or no HTML, or hold no article.
    """
    import trafilatura  # takes over a second to import; only builds with HTML pages need it

    declared = _CHARSET.search(data[:HEAD_BYTES])
    text = decode(data, declared[1].decode("ascii") if declared else None)
    tree = trafilatura.load_html(text.replace("\x00", ""))  # the parser refuses zero bytes
    if tree is None:
        raise ReadError("this is not an HTML page; check that the suffix is right")
    nodes = tree.xpath("//h1 | //h2 | //h3")
    facts = linked_data(tree, [text_of(node) for node in nodes if node.tag == "h1"])
    headlines, shown = [text_of(node) for node in nodes], shown_dates(tree, nodes)
    marks = _Marks(facts, _metas(tree), headlines, shown, " ".join(map(text_of, tree.xpath("//head//title"))))
    language = next(iter(tree.xpath("/html/@lang")), None)
    wrap_runs(tree)
    document: Any = trafilatura.bare_extraction(
        tree, favor_precision=True, include_comments=False, with_metadata=True
    )
    body = fuller_text(facts, ((document and document.text) or "").strip())
    if not body:
        raise ReadError("no article found on the page; save the page of one article, not a list of them")
    if document is None:  # the page shows no text, but its JSON-LD has it
        document = trafilatura.extract_metadata(trafilatura.load_html(text.replace("\x00", "")))
    return _page(document, body, marks), language


def _page(document: Any, body: str, marks: _Marks) -> Page:
    facts, metas = marks.facts, marks.metas
    named = _named(marks, document)
    source = _source(marks, document, named)
    title, outlet = _title(named, marks.headlines, source)
    labels, lines = take_labels(to_lines(repair(body)))
    own = frozenset(name.lower() for name in (source, outlet) if name)
    end = place_line(lines, own)
    above = lines[: head_end(lines) if end is None else end]
    head = [line for line in above if not find_date_line(line) and not (end and is_credited(line))]
    paragraphs = clean(head + lines[len(above) :], title)
    openings = (parse_dateline(paragraph, own) for paragraph in paragraphs[:DATELINE_REACH])
    opening = next(filter(None, openings), Dateline(None, None))
    marked = [facts.get("datePublished"), *(metas.get(name) for name in _DATE_METAS)]
    published = _published([*marked, *marks.shown])
    unread = None if published else next(filter(said, marked), None)
    url = _address(document.url, metas.get("og:url"), facts.get("url"), facts.get("mainEntityOfPage"))
    inferred = None if published else infer_date(paragraphs, given=unread, url=url, opening=opening.day)
    return Page(
        title=title,
        paragraphs=tuple(paragraphs),
        published=published or inferred,
        published_inferred=inferred is not None,
        unread_date=said(unread),
        source=source or opening.source or outlet,
        authors=_authors(marks, document) or tuple(dict.fromkeys(labels.authors)),
        url=url,
        keywords=_keywords(marks),
        section=one_line(facts.get("articleSection")) or metas.get("article:section"),
        place=opening.place,
    )


def _address(*candidates: object) -> str | None:
    """Return the first web address among the candidates, preferring one of a page to one of a whole site.

    JSON-LD may wrap it in the `@id` of an object.
    """
    given = (one.get("@id") if isinstance(one, dict) else one for one in candidates)
    urls = [url for one in given if (url := web_address(one_line(one)))]
    return next(filter(names_page, urls), urls[0] if urls else None)


def _metas(tree: Any) -> dict[str, str]:
    """Return the first content of the meta elements by name, property or itemprop in lower case."""
    found: dict[str, str] = {}
    for node in tree.xpath("//meta[@content]"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = " ".join(repair(node.get("content")).split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _named(marks: _Marks, document: Any) -> str | None:
    """Return the title in the metadata, else the longest heading with which the page's title begins.

    Without metadata, trafilatura takes the first `<h1>`, in which some sites write their own name, as most
    do at the end of the page's title.
    """
    named, linked = one_line(document.title), one_line(marks.facts.get("headline"))
    if "og:title" in marks.metas or linked:
        return named or linked
    whole = (one_line(marks.page_title) or "").lower()
    opening = [text for text in marks.headlines if text and whole.startswith(text.lower())]
    return max(opening, key=len, default=named)


def _title(title: str | None, headlines: list[str], source: str | None) -> tuple[str | None, str | None]:
    """Return the headline, and the outlet in the title of the page.

    A heading that the title contains is the headline as readers see it; the title adds the outlet.
    """
    if title is None:
        return (headlines[0] or None) if headlines else None, None
    held = [text for text in headlines if stands_in(text, title)]
    stripped, outlet = strip_outlet(title)
    if outlet is None and source:
        stripped = re.sub(rf"\s+[-–—|:]+\s+{re.escape(source)}$", "", title, flags=re.IGNORECASE)
    return (max(held, key=len) if held else stripped), outlet


def _published(given: list[object]) -> str | None:
    """Return the date from linked data, metadata or the page's date line, preferably with time and zone.

    The first date decides the day; a later one of the same day can only add time and zone.
    """
    month_first = are_month_first(given)
    dates = [date for value in given if (date := parse_date(value, month_first=month_first))]
    if not dates:
        return None
    same_day = [date for date in dates if date[:10] == dates[0][:10]]
    return max(same_day, key=lambda date: (bool(re.search(r"[+-]\d\d:\d\d$", date)), "T" in date))


def _source(marks: _Marks, document: Any, title: str | None) -> str | None:
    """Return the outlet that the page names, or the host of its address.

    Without metadata, trafilatura takes the part of the title with a dot: "Harga Naik 1.5 Persen".
    """
    site = one_line(document.sitename)
    if site and _is_headline(site, [*marks.headlines, title or ""]):
        site = None
    outlet = strip_outlet(marks.page_title)[1]
    names = (one_line(marks.facts.get("publisher")), marks.metas.get("og:site_name"), site, outlet)
    named = [name for name in names if name and not name.startswith(("http", "@"))]
    return named[0] if named else one_line(document.hostname)


def _is_headline(name: str, headlines: list[str]) -> bool:
    """Whether a name is a headline or a part of one, or has one inside, and is no known outlet."""
    return not chrome().is_outlet(name) and any(
        name.lower() in headline.lower() or stands_in(headline, name) for headline in headlines
    )


def _authors(marks: _Marks, document: Any) -> tuple[str, ...]:
    given = marks.facts.get("author")
    people = given if isinstance(given, list) else [given]
    names = [name for person in people if (name := one_line(person))]
    found = split_names(*map(repair, names or [document.author or ""]))
    return tuple(name for name in found if not chrome().is_outlet(name))


def _keywords(marks: _Marks) -> tuple[str, ...]:
    metas = marks.metas
    given = marks.facts.get("keywords") or metas.get("news_keywords") or metas.get("keywords")
    return split_keywords(*map(repair, _flat(given)))


def _flat(value: object) -> Iterator[str]:
    """Yield the texts in a list and its nested lists, or a single text."""
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    elif isinstance(value, str):
        yield value
