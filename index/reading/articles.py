"""The `Article` that a record or a page holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.reading.date_fields import parse_date
from index.reading.datecolumn import said
from index.reading.dateline import Dateline, parse_dateline
from index.reading.dates import are_month_first
from index.reading.declared import language_of
from index.reading.fields import NAMES
from index.reading.identity import article_id, web_address
from index.reading.labels import split_keywords
from index.reading.people import split_names
from index.reading.repeats import tidy
from index.reading.text import Page, infer_date
from index.records import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading.datecolumn import DateColumn
    from index.reading.fields import Record

SHOWN = 50
"""Letters of a field's name that a problem shows."""


def article_of(record: Record, name: str, line: int, dates: DateColumn) -> Article | Problem | None:
    """The article that a record of a .jsonl or .csv file holds; None when it holds no text.

    A problem where its text seems to stand in a field of a name that is not known.

    Args:
        record: Its fields.
        name: The file's path within its source.
        line: 1-based line that the record starts on.
        dates: Reads the date fields of the file.
    """
    if record.longer is not None:
        wanted = ", ".join(NAMES["body"])
        reason = f"its text seems to stand in {record.longer[:SHOWN]}; name the field one of {wanted}"
        return Problem(name, line, reason)
    title, url, own = record.text("title"), web_address(record.text("url")), record.text("id")
    paragraphs = tidy(record.body(), title)
    if not paragraphs:
        return None
    body = "\n\n".join(paragraphs)
    source = record.text("source")
    opening = parse_dateline(paragraphs[0], frozenset({source.lower()} if source else ())) or Dateline(
        None, None
    )
    told = dates.read(record.published, line)
    inferred = None if told else _inferred(record, paragraphs)
    return Article(
        id=article_id(name, url, own, line),
        title=title,
        body=body,
        language=language_of(record.text("language"), f"{title or ''}\n{body}"),
        origin=f"{name}:{line}",
        published=told or inferred,
        published_inferred=inferred is not None,
        source=source or opening.source,
        authors=split_names(*record.many("authors")),
        url=url,
        keywords=split_keywords(*record.many("keywords")),
        section=record.text("section"),
        place=record.text("place") or opening.place,
        record_id=own,
    )


def _inferred(record: Record, paragraphs: Sequence[str]) -> str | None:
    """The day that the text itself gives, unless the record's date, that names no day, is of another year."""
    day = infer_date(paragraphs)
    given = said(record.published) or ""
    years = re.findall(r"(?:19|20)\d\d", given)
    return day if day and (not years or day[:4] in years) else None


def page_article(page: Page, name: str, declared: str | None = None, hint: str | None = None) -> Article:
    """The article that a page file holds.

    Args:
        page: What the page says.
        name: The file's path within its source.
        declared: The language that the author names, if any.
        hint: The language that the page's markup names, often its template's rather than the article's.
    """
    body = "\n\n".join(page.paragraphs)
    return Article(
        id=article_id(name, page.url),
        title=page.title,
        body=body,
        language=language_of(declared, f"{page.title or ''}\n{body}", hint),
        origin=name,
        published=page.published,
        published_inferred=page.published_inferred,
        source=page.source,
        authors=page.authors,
        url=page.url,
        keywords=page.keywords,
        section=page.section,
        place=page.place,
    )


def merged(page: Page, record: Record) -> Page:
    """`page` with the fields of its front matter, which are surer than what was read off the lines."""
    given = record.published
    published = parse_date(given, month_first=are_month_first([given]))
    return Page(
        title=record.text("title") or page.title,
        paragraphs=page.paragraphs,
        published=published or page.published,
        published_inferred=page.published_inferred and not published,
        unread_date=None if published else said(given),
        source=record.text("source") or page.source,
        authors=split_names(*record.many("authors")) or page.authors,
        url=web_address(record.text("url")) or page.url,
        keywords=split_keywords(*record.many("keywords")) or page.keywords,
        section=record.text("section") or page.section,
        place=record.text("place") or page.place,
    )
