"""`cari status`, `cari verify` and `cari rollback`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.cli.options import DEFAULT_DATA, AsJson, Data, as_typed, typed
from index.cli.output import complain, print_json, printable, screen, writing_to
from index.errors import some_of

if TYPE_CHECKING:
    from pathlib import Path

    from index.snapshot.contents import Status
    from index.snapshot.layout import Generation

SOURCES = 10
"""Most sources to print; there may be hundreds."""


def status(data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Print figures of the generation being served, and list all generations."""
    from index.snapshot.contents import passed_over

    served, generations = _read(data)
    for one in generations:
        if one.is_current and one.name != served.generation:
            complain(passed_over(data, one.name, served.generation), data)
    if as_json:
        print_json({**asdict(served), "generations": [_generation(one) for one in generations]})
    else:
        _print_status(served, generations, data)


def verify(data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Read every byte of the current generation, and check that it is what was published."""
    from index.snapshot import layout
    from index.snapshot.lineage import cure
    from index.snapshot.manifest import other_format
    from index.snapshot.pointer import serving
    from index.snapshot.store import Store

    store = Store(data)
    name = serving(data)
    # By name, since the pointer may change meanwhile. A pointer without a generation is itself the problem.
    there = any(one.name == name for one in store.generations())
    problems = store.verify(name if there else None)
    if as_json:
        messages = [as_typed(str(problem), data) for problem in problems]
        print_json({"generation": name, "sound": not problems, "problems": messages})
    elif not problems:
        screen().print(f"Generation {name} is sound.", style="green")
    else:
        for problem in problems:
            complain(problem.what, data)
        if not (name and other_format(data / layout.GENERATIONS / name)):  # its message names the cure
            complain(f"the current generation is damaged. {cure(store)}", data)
    if problems:
        raise typer.Exit(1)


def rollback(
    to: Annotated[
        str | None,
        typer.Option(
            help="Name of the generation to serve, as `cari status` lists it, or the start of the name."
        ),
    ] = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Serve the previous generation again, or another one by its name."""
    from index.snapshot.store import Store

    with writing_to(data):
        generation = Store(data).rollback(to)
    if as_json:
        print_json(_generation(generation))
    else:
        screen().print(
            f"Generation {generation.name}, built at {generation.built_at}, serves again.", style="green"
        )


def _read(data: Path) -> tuple[Status, list[Generation]]:
    """Return what is served and all generations, read again if the pointer changed in between."""
    from index.snapshot.contents import status as read_status
    from index.snapshot.pointer import serving
    from index.snapshot.store import Store

    while True:
        pointer = serving(data)
        read = read_status(data), Store(data).generations()
        if serving(data) == pointer:
            return read


def _generation(one: Generation) -> dict[str, Any]:
    return {"name": one.name, "built_at": one.built_at, "current": one.is_current}


def _print_status(served: Status, generations: list[Generation], data: Path) -> None:
    from rich.table import Table

    figures = Table("", "", show_header=False, title=f"Generation {served.generation}", title_justify="left")
    for name, value in (
        ("built at", served.built_at),
        ("articles", f"{served.articles:,}"),
        ("passages", f"{served.passages:,}"),
        ("languages", ", ".join(f"{name} {count:,}" for name, count in served.languages.items())),
        ("published", f"{served.oldest} to {served.newest}" if served.oldest else "no dates"),
        ("sources", _sources(served.sources)),
        ("model", served.encoder),
        ("recall", _recall(served.recall)),
    ):
        figures.add_row(name, printable(value))
    others = Table("generation", "built at", "", title="Published", title_justify="left")
    for one in generations:
        others.add_row(one.name, one.built_at or "unknown", "current" if one.is_current else "")
    console = screen()
    console.print(figures, others)
    if not served.analysis_is_current:
        console.print(
            "This index was built with other word tables than this Cari has: run "
            f"`{typed('rebuild', data)}` (its vectors are kept).",
            style="yellow",
            soft_wrap=True,
        )


def _recall(recall: float) -> str:
    return "exact" if recall == 1 else f"{recall:.3f} of exact search"


def _sources(sources: dict[str, int]) -> str:
    return some_of([f"{name} {count:,}" for name, count in sources.items()], SOURCES) or "none named"


COMMANDS = (
    (status, ("cari status", "cari status --data /srv/cari --json")),
    (verify, ("cari verify && echo sound",)),
    (rollback, ("cari rollback", "cari rollback --to 0007-3f9a1c22")),
)
