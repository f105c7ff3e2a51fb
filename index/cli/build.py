"""`cari build` and `cari rebuild`."""

from __future__ import annotations

import shlex
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.cli.options import DEFAULT_DATA, AsJson, Data, not_empty, typed
from index.cli.output import complain, on_one_line, print_json, printable, progress, screen, writing_to
from index.errors import GoldenQuestionsLost, SnapshotError, some_of
from index.reading.kinds import SUFFIXES, kinds_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from index.config import BuildConfig
    from index.report import Progress, Report

Force = Annotated[
    bool,
    typer.Option(
        "--force", help="Publish even if golden questions, sources or most articles of a source are lost."
    ),
]
ASK = 'search "…"'
SHOWN = 20
"""Most problems to print; report.json has all of them."""
GONE_SHOWN = 5
"""Most lost articles to print."""


def build(
    paths: Annotated[
        list[str],
        typer.Argument(
            callback=not_empty,
            metavar="PATH...",
            help=f"Files, folders or patterns: {' '.join(SUFFIXES)}",
        ),
    ],
    data: Data = DEFAULT_DATA,
    model: Annotated[
        str | None,
        typer.Option(
            callback=not_empty,
            help="Name or path of a sentence-transformers model to use instead of the bundled one. "
            "`cari rebuild` uses it again, another `cari build` does not.",
        ),
    ] = None,
    golden: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Questions (.jsonl) with the articles that must still answer them. `cari rebuild` asks them "
            "again, another `cari build` does not.",
        ),
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Index articles, and serve the new index from now on."""
    from index.build import build as build_index
    from index.config import BuildConfig

    config = BuildConfig(model=model, golden=None if golden is None else str(golden))
    with _refusal(as_json), _bar() as observer, writing_to(data):
        report = build_index(paths, data, config, observer=observer, force=force)
    _print(report, data, as_json)
    _tell_what_was_not_given_again(report, data, config)


def rebuild(data: Data = DEFAULT_DATA, force: Force = False, as_json: AsJson = False) -> None:
    """Index the same sources again, with the same model and golden questions.

    Unchanged passages are not embedded again.
    """
    from index.build import rebuild as rebuild_index

    with _refusal(as_json), _bar() as observer, writing_to(data):
        report = rebuild_index(data, observer=observer, force=force)
    _print(report, data, as_json)


@contextmanager
def _refusal(as_json: bool) -> Iterator[None]:
    """With `--json`, print all lost golden questions; the message only has the first ones."""
    try:
        yield
    except GoldenQuestionsLost as error:
        if as_json:
            print_json({"published": False, **error.found})
        raise


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    with progress() as bars:
        task = bars.add_task("indexing", total=None, rate="")
        started = time.monotonic()

        def observer(now: Progress) -> None:
            bars.update(
                task,
                description=f"{now.files:,}/{now.files_total:,} files, {now.articles:,} articles",
                total=now.bytes_total,
                completed=now.bytes,
                rate=f"{now.passages / max(time.monotonic() - started, 0.001):,.0f} passages/s",
            )

        yield observer


def _print(report: Report, data: Path, as_json: bool) -> None:
    from index.snapshot import layout

    kept = data / layout.GENERATIONS / report.generation / layout.REPORT
    if as_json:
        print_json({**asdict(report), "report": str(kept)})
        return
    console = screen()
    _print_figures(console, report)
    _print_gone(console, report)
    if report.passed_over:
        shown = printable(kinds_shown(report.passed_over))
        console.print(f"passed over: {shown}", style="yellow", soft_wrap=True)
    _print_problems(console, report, kept)
    console.print(f"Now ask: {typed(ASK, data)}", style="green", soft_wrap=True)


def _tell_what_was_not_given_again(report: Report, data: Path, config: BuildConfig) -> None:
    """Say on stderr that the previous generation had golden questions or a model, and the new one has not."""
    from index.snapshot import layout
    from index.snapshot.manifest import Manifest

    if report.changes is None:
        return
    since = report.changes.since
    try:
        before = Manifest.load(data / layout.GENERATIONS / since, older=True).draft.config
    except SnapshotError:  # it was damaged, or has been removed
        return
    given = asdict(config)
    for name, value in asdict(before).items():
        if value is not None and given[name] is None:
            complain(
                f"{since} was built with `--{name} {shlex.quote(value)}`, and the new generation without: "
                "build with it again, unless you meant to leave it out."
            )


def _print_figures(console: Console, report: Report) -> None:
    from rich.table import Table

    languages = ", ".join(f"{count:,} {language}" for language, count in report.languages.items())
    table = Table("", "", title=f"Generation {report.generation}", show_header=False, title_justify="left")
    for name, value in (
        ("files", f"{report.files:,}"),
        ("articles", f"{report.articles:,} ({languages})"),
        *_changes(report),
        ("passages", f"{report.passages:,}"),
        ("embedded", f"{report.embedded:,}"),
        ("reused", f"{report.passages - report.embedded:,}"),
        ("seconds", f"{report.seconds:,.1f}"),
        ("problems", f"{len(report.problems):,}"),
    ):
        table.add_row(name, value)
    console.print(table)


def _changes(report: Report) -> list[tuple[str, str]]:
    """Return a row of figures since the previous generation; nothing without one."""
    was = report.changes
    if was is None:
        return []
    figures = {"new": was.new, "changed": was.changed, "unchanged": was.unchanged, "gone": was.gone}
    shown = ", ".join(f"{count:,} {what}" for what, count in figures.items())
    return [(f"since {was.since}", shown)]


def _print_gone(console: Console, report: Report) -> None:
    was = report.changes
    if was and was.gone:
        named = on_one_line(some_of(was.gone_named, GONE_SHOWN, was.gone))
        console.print(f"gone since {was.since}: {named}", style="yellow", soft_wrap=True)


def _print_problems(console: Console, report: Report, kept: Path) -> None:
    for problem in report.problems[:SHOWN]:
        place = problem.origin if problem.line is None else f"{problem.origin}:{problem.line}"
        console.print(f"{on_one_line(place)}: {printable(problem.reason)}", style="yellow", soft_wrap=True)
    rest = Counter(problem.origin for problem in report.problems[SHOWN:])
    if rest:
        console.print(
            f"and {rest.total():,} more in {len(rest):,} files; all are in {kept}",
            style="yellow",
            soft_wrap=True,
        )


COMMANDS = (
    (build, ("cari build seeds", "cari build news/ 'archive/**/*.jsonl' --golden questions.jsonl")),
    (rebuild, ("cari rebuild",)),
)
