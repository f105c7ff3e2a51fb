"""The `Article` of a record or a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.reading.date_column import said
from index.reading.date_fields import parse_date
from index.reading.dateline import Dateline, parse_dateline
from index.reading.dates import are_month_first
from index.reading.declared import language_of
from index.reading.fields import NAMES
from index.reading.identity import article_id, web_address
from index.reading.inferred import day_in_name, infer_date
from index.reading.labels import split_keywords
from index.reading.people import split_names
from index.reading.repeats import tidy
from index.reading.text import Page
from index.records import Article, Problem

if TYPE_CHECKING:
    from index.reading.date_column import DateColumn
    from index.reading.fields import Record

SHOWN = 50
"""Most letters of a field's name that a problem shows."""


def article_of(record: Record, name: str, line: int, dates: DateColumn) -> Article | Problem | None:
    """Return the article of a record in a .jsonl or .csv file; None if it has no text.

    If its text seems to be in a field with an unknown name, return a problem.

    Args:
        record: the fields of the record.
        name: the path of the file within its source.
        line: 1-based line on which the record starts.
        dates: the reader of the date fields of the file.
    """
    if record.longer is not None:
        wanted = ", ".join(NAMES["body"])
        reason = f"its text seems to be in {record.longer[:SHOWN]}; rename that field to one of {wanted}"
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
    inferred = None if told else infer_date(paragraphs, given=record.published, url=url, opening=opening.day)
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


def page_article(page: Page, name: str, declared: str | None = None, hint: str | None = None) -> Article:
    """Return the article of a page file.

    Args:
        page: the content of the page.
        name: the path of the file within its source.
        declared: the language that the author declares, if any.
        hint: the language in the markup, which is often that of the template and not of the article.
    """
    body = "\n\n".join(page.paragraphs)
    named = day_in_name(name) if not (page.published or page.unread_date) else None
    return Article(
        id=article_id(name, page.url),
        title=page.title,
        body=body,
        language=language_of(declared, f"{page.title or ''}\n{body}", hint),
        origin=name,
        published=named or page.published,
        published_inferred=page.published_inferred or named is not None,
        source=page.source,
        authors=page.authors,
        url=page.url,
        keywords=page.keywords,
        section=page.section,
        place=page.place,
    )


def merged(page: Page, record: Record) -> Page:
    """Return `page` with the fields of its front matter, which are surer than those read from its lines."""
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
