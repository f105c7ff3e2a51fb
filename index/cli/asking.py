"""`cari search` and `cari show`."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from index.cli.options import DEFAULT_DATA, AsJson, Data, day, typed
from index.cli.output import print_json, print_wrapped, printable, screen

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from index.records import Answer, Article, Hit

LANGUAGES = {"id": "Indonesian", "en": "English", "und": "undetermined"}
INDENT = 4
"""Columns that a hit stands in from its number."""


def search(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In Indonesian or English.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="Hits at most; each is another article.")] = 10,
    language: Annotated[
        list[str] | None, typer.Option(help="Only articles in this language: id, en or und. Repeatable.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Only articles from this source. Repeatable.")
    ] = None,
    since: Annotated[
        date | None, typer.Option(parser=day, metavar="YYYY-MM-DD", help="First day of publication.")
    ] = None,
    until: Annotated[
        date | None, typer.Option(parser=day, metavar="YYYY-MM-DD", help="Last day of publication.")
    ] = None,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Ask a question, and get the passages that answer it."""
    languages = [_known_language(name) for name in language or ()]
    if since and until and since > until:
        raise typer.BadParameter(f"--until {until} lies before --since {since}; swap the two")
    from index.answers import answer_to_dict
    from index.records import Filters
    from index.search import Searcher

    filters = Filters(frozenset(languages), frozenset(source or ()), since, until)
    with closing(Searcher.open(data)) as searcher:
        answer = searcher.search(question, limit=limit, filters=filters)
    if as_json:
        print_json(answer_to_dict(answer))
    else:
        _print_answer(screen(), answer, data, filtered=not filters.empty)


def show(
    article_id: Annotated[str, typer.Argument(metavar="ARTICLE_ID", help="As `cari search` prints it.")],
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Print a whole article."""
    from index.answers import article_to_dict
    from index.snapshot.contents import article

    found = article(data, article_id)
    if as_json:
        print_json(article_to_dict(found, body=True))
    else:
        _print_article(screen(), found)


def _known_language(name: str) -> str:
    if name not in LANGUAGES:
        raise typer.BadParameter(f"--language {name!r} is not one of {', '.join(LANGUAGES)}")
    return name


def _print_answer(console: Console, answer: Answer, data: Path, *, filtered: bool) -> None:
    for number, hit in enumerate(answer.hits, start=1):
        _print_hit(console, number, hit)
    if not answer.hits:
        cure = "ask with fewer filters" if filtered else "build an index of more articles"
        console.print(f"No hits: {cure}; `{typed('status', data)}` says what there is.", soft_wrap=True)
        return
    console.print(
        f"{len(answer.hits)} hits in {answer.took_ms:.1f} ms; the question reads as "
        f"{LANGUAGES[answer.language]}.",
        style="dim",
    )
    console.print(
        f"A whole article: {typed(f'show {answer.hits[0].article.id}', data)}",
        style="green",
        soft_wrap=True,
    )


def _print_hit(console: Console, number: int, hit: Hit) -> None:
    from rich.text import Text

    article = hit.article
    title = printable(article.title or "(no title)")
    place = printable(f"{article.id}  {article.url or article.origin}")
    heading = Text.assemble((f"{number:>2}  ", "bold cyan"), (title, "bold"), (f"  {hit.score:.3f}", "cyan"))
    console.print(heading, soft_wrap=True)
    print_wrapped(console, _about(article), "magenta", indent=INDENT)
    print_wrapped(console, re.sub(r"\n+", "\n", hit.passage.text), indent=INDENT)
    # Unwrapped: addresses are there to be copied.
    console.print(" " * INDENT, Text(place, "dim"), "\n", sep="", soft_wrap=True)


def _about(article: Article) -> str:
    inferred = " (inferred)" if article.published_inferred else ""
    return (
        f"{article.source or 'unknown source'} · {_moment(article.published)}{inferred} · "
        f"{LANGUAGES[article.language]}"
    )


def _moment(published: str | None) -> str:
    """`2024-04-19T12:55:00+07:00` as `2024-04-19 12:55 +07:00`."""
    if published is None:
        return "no date"
    day, _, time = published.partition("T")
    return " ".join(part for part in (day, time[:5], time[8:]) if part)


def _print_article(console: Console, article: Article) -> None:
    from rich.text import Text

    print_wrapped(console, article.title or "(no title)", "bold")
    print_wrapped(console, _about(article), "magenta")
    for name, value in (
        ("by", ", ".join(article.authors)),
        ("place", article.place),
        ("section", article.section),
        ("keywords", ", ".join(article.keywords)),
        ("url", article.url),
        ("file", article.origin),
        ("id", article.id),
    ):
        if value:
            console.print(Text.assemble((f"{name:>8}  ", "dim"), printable(value)), soft_wrap=True)
    console.print()
    print_wrapped(console, article.body)


COMMANDS = (
    (
        search,
        (
            'cari search "Kapan kereta cepat Whoosh diresmikan?"',
            'cari search "landslide victims" --language id --since 2024-01-01 --limit 3',
            'cari search "ekonomi" --source "Harian Samudra" --json',
        ),
    ),
    (show, ("cari show 3f9a1c22d04b7e55",)),
)
