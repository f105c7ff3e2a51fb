"""Markdown files: front matter in YAML or TOML, then the article in Markdown."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.reading.articles import merged
from index.reading.encoding import repair
from index.reading.fields import Record, record_of
from index.reading.identity import web_address
from index.reading.markup import without_markup
from index.reading.people import author_of
from index.reading.published_line import find_date_line
from index.reading.text import Page, read_page

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(?P<toml>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_NOTE = re.compile(r"^\[\^[\w-]{1,40}\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[\w-]{1,40}\]")
_TEMPLATE = re.compile(r"\{\{[^{}]{0,300}\}\}|\{%[^{}]{0,300}%\}|\{:[^{}\n]{0,200}\}")
"""Marks of Hugo and Jekyll: `{{< youtube a >}}`, `{% include a.html %}`, `{: .lead}`."""
_LABEL = re.compile(r"[^\W\d_][\w ]{0,20}:\s")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT, _TAG = re.compile(r"<!--.*?-->", re.DOTALL), re.compile(r"<[^<>]+>")


def read_markdown(text: str) -> tuple[Page, str | None]:
    """Return the page of a Markdown file, and the language that its front matter names.

    Args:
        text: the decoded text, not repaired, because indentation matters in YAML and in lists.

    Raises:
        ReadError: the front matter is no YAML mapping and no TOML.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT.match(text) or _TOML.match(text)
    record = Record({})
    if match:
        record = _yaml(match["yaml"]) if match.re is _FRONT else _toml(match["toml"])
    lines, heading = _plain(text[match.end() :] if match else text)
    title = record.text("title") or heading
    # The headline is put on top, so that a date line and a byline are read as on any other page.
    page = read_page(
        "\n\n".join([title, *lines] if title else lines),
        titled=bool(title),
        given=record.published,
        url=web_address(record.text("url")),
    )
    return replace(merged(page, record), title=title or page.title), record.text("language")


def _yaml(text: str) -> Record:
    import yaml  # type: ignore[import-untyped]

    try:
        # BaseLoader returns only text, as written: "No" stays a word, and a date keeps its zone.
        fields = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it builds nothing but text, lists and mappings
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or type(error).__name__
        raise ReadError(
            f"the front matter is not YAML: {reason}; put quotes around values with a colon",
            line=mark.line + 2 if mark else None,  # marks count from 0, below the opening line
        ) from error
    if not isinstance(fields, dict):
        raise ReadError("the front matter has no fields; write one per line, like `title: ...`")
    return record_of(fields)


def _toml(text: str) -> Record:
    try:
        return record_of(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        at = re.search(r"at line (\d+)", str(error))
        raise ReadError(
            f"the front matter is not TOML: {str(error) or type(error).__name__}; put quotes around text",
            line=int(at[1]) + 1 if at else None,  # lines count from 1, below the opening line
        ) from error


def _plain(text: str) -> tuple[list[str], str | None]:
    """Return the paragraphs of `text` without markup or pictures, and its first top-level heading.

    The heading is no paragraph. Each row of a table is one, and so is each footnote, without its mark.
    """
    from markdown_it import MarkdownIt

    text = _NOTE_MARK.sub("", _NOTE.sub("\n", _TEMPLATE.sub("", text)))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    row: list[str] = []
    paragraphs: list[str] = []
    heading: str | None = None
    for number, token in enumerate(tokens):
        if token.type == "inline":
            words = _inline(token).strip()
            opens = tokens[number - 1]
            if opens.type in ("th_open", "td_open"):
                row.append(" ".join(words.split()))
            elif heading is None and opens.type == "heading_open" and opens.tag == "h1":
                heading = " ".join(words.split())
            else:
                paragraphs.append(words)
        elif token.type == "tr_close":
            paragraphs.append(", ".join(filter(None, row)))  # between bars it would look like a menu
            row.clear()
        elif token.type in ("fence", "code_block"):
            paragraphs.append(token.content.strip())
        elif token.type == "html_block":
            paragraphs.append(_without_tags(token.content).strip())
    return [repaired for paragraph in paragraphs if (repaired := repair(paragraph))], heading and repair(
        heading
    )


def _without_tags(html: str) -> str:
    # Unclosed comments are not searched for their end: a million of them would take hours.
    closed = html.rfind("-->") + len("-->") if "-->" in html else 0
    html = _COMMENT.sub("", html[:closed]) + html[closed:].replace("<!--", "&lt;!--")
    plain = without_markup(html)
    return _TAG.sub("", html) if plain == html else plain


def _inline(token: Token) -> str:
    """Return the text of a paragraph; a line break in the source becomes a space, a marked one stays.

    One between two labels, bylines or date lines stays, too.
    """
    lines: list[list[str]] = [[]]
    for child in token.children or []:
        if child.type in ("text", "code_inline", "text_special"):
            lines[-1].append(child.content)
        elif child.type == "softbreak":
            lines.append([])
        elif child.type == "hardbreak" or (child.type == "html_inline" and _BREAK.fullmatch(child.content)):
            lines[-1].append("\n")
    texts = ["".join(line) for line in lines]
    joined = texts[0]
    for above, text in pairwise(texts):
        joined += ("\n" if _is_field(above) and _is_field(text) else " ") + text
    return joined


def _is_field(line: str) -> bool:
    return bool(_LABEL.match(line) or author_of(line) or find_date_line(line))
