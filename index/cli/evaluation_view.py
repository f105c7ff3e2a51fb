"""The output of `cari evaluate` for people: measures with their intervals, cells, and comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.cli.output import print_wrapped, printable, screen

if TYPE_CHECKING:
    from rich.console import Console

    from index.evaluation import Change, Comparison, Measures, Moved, Run

MAIN = "nDCG@10"
"""The measure of the cells."""
SURE = 0.05
"""A p-value below it is bold: the usual threshold, no proof."""
RARE_CELL = 0.01
"""Share of the questions below which a cell is left out: such cells are mostly wrongly detected languages."""
FIGURES = ("old", "new", "difference", "p")
"""Columns of a change, in this order."""
SHOWN_NAMES = 3
"""Most unknown articles to list."""


def print_run(run: Run, *, chart: bool) -> None:
    """Print the tables of one set, before the next one, which may take minutes."""
    legs = run.measures()
    console = screen()
    _print_legs(console, legs)
    _print_cells(console, legs)
    fused = legs[-1]
    if fused.skipped or fused.refused:
        console.print(
            f"{fused.skipped} documents with problems, {fused.refused} questions refused.", style="yellow"
        )
    _print_unknown(console, run.unknown, "the index")
    if chart:
        from index.evaluation.charts import recall_lines, time_lines

        for line in (*recall_lines(run), *time_lines(run)):
            console.print(line, no_wrap=True, overflow="crop")


def _print_unknown(console: Console, unknown: tuple[str, ...], where: str) -> None:
    if unknown:
        shown = printable(", ".join(unknown[:SHOWN_NAMES])) + ", …" * (len(unknown) > SHOWN_NAMES)
        console.print(
            f"{len(unknown)} articles named are not in {where} and count as not found: {shown}",
            style="yellow",
        )


def _print_legs(console: Console, legs: list[Measures]) -> None:
    from rich.table import Table

    from index.evaluation import MEASURES

    fused = legs[-1]
    table = Table("leg", title=_title(fused), title_justify="left")
    for name in MEASURES:
        table.add_column(name, justify="right")
    for result in legs:
        values = (f"{result.whole.values[name]:.4f}" for name in MEASURES)
        table.add_row(result.leg, *values, style="bold" if result is fused else "")
        table.add_row("95%", *(_interval(result.whole.intervals[name]) for name in MEASURES), style="dim")
    console.print(table)


def _print_cells(console: Console, legs: list[Measures]) -> None:
    from rich.table import Table

    fused = legs[-1]
    cells = {name: one for name, one in fused.cells.items() if one.queries >= RARE_CELL * fused.whole.queries}
    if len(cells) < 2:
        return
    table = Table("question-article", title=MAIN, title_justify="left")
    for name in ("questions", *(result.leg for result in legs)):
        table.add_column(name, justify="right")
    for name, cell in cells.items():
        of_legs = [result.cells[name] for result in legs]
        table.add_row(name, f"{cell.queries:,}", *(f"{each.values[MAIN]:.4f}" for each in of_legs))
        table.add_row("95%", "", *(_interval(each.intervals[MAIN]) for each in of_legs), style="dim")
    console.print(table)


def print_comparison(comparison: Comparison, unknown: tuple[str, ...]) -> None:
    """Print old, new, difference and p of each measure and each cell, then the questions that changed most.

    Args:
        comparison: the comparison of two runs.
        unknown: names of articles that the old index does not have.
    """
    from rich.table import Table

    console = screen()
    title = f"generation {comparison.old_generation} (old) and {comparison.new_generation} (new)"
    table = Table("leg", "measure", title=printable(title), title_justify="left")
    for name in FIGURES:
        table.add_column(name, justify="right")
    for one in comparison.changes:
        table.add_row(one.leg, one.measure, *_figures(one), style=_style(one))
    console.print(table)
    _print_changed_cells(console, comparison)
    _print_unknown(console, unknown, f"generation {comparison.old_generation} (old)")
    for what, moved in (("lost", comparison.lost), ("won", comparison.won)):
        _print_moved(console, what, moved)


def _print_changed_cells(console: Console, comparison: Comparison) -> None:
    from rich.table import Table

    if not comparison.cells:
        return
    title = f"{MAIN} of both legs together"
    table = Table("question-article", title=title, title_justify="left")
    for name in ("questions", *FIGURES):
        table.add_column(name, justify="right")
    for name, cell in comparison.cells.items():
        one = next(change for change in cell.changes if change.measure == MAIN)
        table.add_row(name, f"{cell.queries:,}", *_figures(one), style=_style(one))
    console.print(table)


def _figures(one: Change) -> tuple[str, ...]:
    return f"{one.old:.4f}", f"{one.new:.4f}", f"{one.difference:+.4f}", f"{one.p:.3f}"


def _style(one: Change) -> str:
    return "bold" if one.p < SURE else ""


def _print_moved(console: Console, what: str, moved: tuple[Moved, ...]) -> None:
    if moved:
        console.print(f"Questions {what} most ({MAIN} of both legs together):")
    for one in moved:
        print_wrapped(console, f"{one.old:.2f} → {one.new:.2f}  {one.text} ({one.id})", indent=2)


def _title(fused: Measures) -> str:
    times = "" if fused.p50_ms is None else f", p50 {fused.p50_ms:.1f} ms, p95 {fused.p95_ms:.1f} ms"
    return f"{printable(fused.set)}: {fused.whole.queries:,} questions{times}"


def _interval(ends: tuple[float, float]) -> str:
    """Return an interval as `.867–.899`, so that five fit into 80 columns."""
    return "–".join(f"{end:.3f}".removeprefix("0") if end < 1 else "1.00" for end in ends)
