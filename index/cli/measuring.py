"""`cari evaluate`."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.cli.options import AsJson
from index.cli.output import complain, print_json, printable, progress, screen
from index.errors import CariError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.evaluation import Measures, Observer


def evaluate(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="BEIR_DIR...", help="Folders with corpus.jsonl, queries.jsonl and qrels/test.tsv."
        ),
    ],
    as_json: AsJson = False,
    limit_queries: Annotated[
        int | None, typer.Option(min=1, help="Ask only the first so many judged questions of each set.")
    ] = None,
) -> None:
    """Measure the bundled model and both legs on judged sets, each indexed in a temporary directory."""
    from index.dense.encoder import open_encoder
    from index.evaluation import evaluate as measure

    encoder = open_encoder(None)
    results: list[Measures] = []
    failed = False
    for folder in folders:
        try:
            with _bar(folder.name) as observer:
                found = measure(folder, limit_queries=limit_queries, encoder=encoder, observer=observer)
        except CariError as error:
            complain(str(error))
            failed = True
            continue
        results += found
        if not as_json:
            _print(found)
    if as_json:
        print_json([result.to_dict() for result in results])
    if failed:
        raise typer.Exit(1)


@contextmanager
def _bar(name: str) -> Iterator[Observer]:
    from index.evaluation import Stage

    units = {"indexing": "passages", "asking": "questions"}
    with progress() as bars:
        task = bars.add_task(name, total=None, rate="")

        def observer(stage: Stage) -> None:
            description = f"{name}, {stage.name}"
            if bars.tasks[task].description != description:
                bars.reset(task, description=description, total=stage.total)
            rate = stage.items / max(bars.tasks[task].elapsed or 0, 0.001)
            bars.update(task, completed=stage.done, rate=f"{rate:,.0f} {units[stage.name]}/s")

        yield observer


def _print(legs: list[Measures]) -> None:
    """The table of one set; it comes when the set is done, for the next may take minutes."""
    from rich.table import Table

    from index.evaluation import MEASURES

    fused = legs[-1]
    table = Table("leg", title=_title(fused), title_justify="left")
    for name in MEASURES:
        table.add_column(name, justify="right")
    for result in legs:
        values = (f"{result.values[name]:.4f}" for name in MEASURES)
        table.add_row(result.leg, *values, style="bold" if result is fused else "")
    console = screen()
    console.print(table)
    if fused.skipped or fused.refused:
        console.print(
            f"{fused.skipped} documents with problems, {fused.refused} questions refused.", style="yellow"
        )


def _title(fused: Measures) -> str:
    times = "" if fused.p50_ms is None else f", p50 {fused.p50_ms:.1f} ms, p95 {fused.p95_ms:.1f} ms"
    return f"{printable(fused.set)}: {fused.queries:,} questions{times}"


COMMANDS = (
    (
        evaluate,
        (
            "cari evaluate judged/facqa-id",
            "cari evaluate judged/* --limit-queries 200 --json > measures.json",
        ),
    ),
)
