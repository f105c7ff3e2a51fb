"""`cari search` and `cari show`."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Annotated, cast

import typer

from index.cli.answer_view import LANGUAGES, about, print_answer
from index.cli.options import DEFAULT_DATA, AsJson, Data, day
from index.cli.output import complain, print_json, print_wrapped, printable, screen
from index.errors import DamagedSnapshot
from index.question import Collapse, Recency, TimeUse
from index.records import KnownLanguage
from index.search import MOST_HITS

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from index.records import Article, Language

QUESTION = (
    'In Indonesian or English. "a phrase" must occur, -word must not. '
    "Write -- before a question that begins with a hyphen."
)


def search(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=QUESTION)],
    limit: Annotated[int, typer.Option(min=1, max=MOST_HITS, help="Most hits to print.")] = 10,
    language: Annotated[
        list[str] | None, typer.Option(help="Only articles in this language: id, en or und. Repeatable.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Only articles from this source. Repeatable.")
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(parser=day, metavar="YYYY-MM-DD", help="Only articles of this day or later."),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option(parser=day, metavar="YYYY-MM-DD", help="Only articles of this day or earlier."),
    ] = None,
    collapse: Annotated[
        Collapse,
        typer.Option(help="One hit per story (with all its outlets), per article, or per passage (none)."),
    ] = "article",
    time: Annotated[
        TimeUse,
        typer.Option(
            help="What a time in the question does: nothing (off), rank its articles higher (prefer), or "
            "leave out all others (filter)."
        ),
    ] = "prefer",
    recency: Annotated[
        Recency,
        typer.Option(
            help="Prefer new articles: never (off), if the question asks for news (auto), or always (strong)."
        ),
    ] = "auto",
    diverse: Annotated[
        bool, typer.Option("--diverse", help="Leave out hits that repeat a hit above them.")
    ] = False,
    prefer_language: Annotated[
        KnownLanguage | None,
        typer.Option(case_sensitive=False, help="Rank articles in this language a little higher."),
    ] = None,
    min_relevance: Annotated[
        float,
        typer.Option(
            min=0, max=1, help="Leave out hits with a lower relevance, the probability that they answer."
        ),
    ] = 0.0,
    below: Annotated[
        bool,
        typer.Option("--below", help="If no hit reaches --min-relevance, show the best one all the same."),
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show why each hit has its rank, and what was cut.")
    ] = False,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Print the passages that answer a question, best first."""
    languages = [_known_language(name) for name in language or ()]
    from index.question import Filters, Preferences
    from index.rendering import answer_to_dict
    from index.search import Searcher

    filters = Filters(frozenset(languages), frozenset(source or ()), since, until)
    preferences = Preferences(
        collapse=collapse,
        time=time,
        recency=recency,
        diverse=diverse,
        language=prefer_language,
        min_relevance=min_relevance,
        below=below,
    )
    wanted = _pointer(data)
    with closing(Searcher.open(data)) as searcher:
        _tell_if_older(data, wanted, searcher.generation)
        answer = searcher.search(
            question, limit=limit, filters=filters, preferences=preferences, explain=explain
        )
    if as_json:
        print_json(answer_to_dict(answer, explain=explain))
    else:
        print_answer(screen(), answer, data, filtered=not filters.empty, explain=explain)


def show(
    article_id: Annotated[
        str, typer.Argument(metavar="ARTICLE_ID", help="The id that `cari search` prints.")
    ],
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Print a whole article."""
    from index.rendering import article_to_dict
    from index.snapshot.contents import article

    found = article(data, article_id)
    if as_json:
        print_json(article_to_dict(found, body=True))
    else:
        _print_article(screen(), found)


def _pointer(data: Path) -> str | DamagedSnapshot | None:
    """Return the name in the pointer, or what is wrong with it; None if nothing has been published."""
    from index.snapshot.pointer import read_pointer

    try:
        return read_pointer(data)
    except DamagedSnapshot as error:
        return error


def _tell_if_older(data: Path, wanted: str | DamagedSnapshot | None, served: str) -> None:
    """Say on stderr that another generation answers than the one in the pointer before it was opened."""
    from index.snapshot.contents import passed_over

    if isinstance(wanted, DamagedSnapshot):
        complain(f"{wanted.what}; {served} is served instead: {wanted.cure}", data)
    # If the pointer has changed meanwhile, another generation does not mean damage.
    elif wanted and wanted != served and _pointer(data) == wanted:
        complain(passed_over(data, wanted, served), data)


def _known_language(name: str) -> Language:
    if name.lower() not in LANGUAGES:
        raise typer.BadParameter(f"the language {name!r} is not one of {', '.join(LANGUAGES)}")
    return cast("Language", name.lower())


def _print_article(console: Console, article: Article) -> None:
    from rich.text import Text

    print_wrapped(console, article.title or "(no title)", "bold")
    print_wrapped(console, about(article), "magenta")
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
            "cari search '\"kereta cepat\" tiket -bandung' --time filter --explain",
        ),
    ),
    (show, ("cari show 3f9a1c22d04b7e55",)),
)
