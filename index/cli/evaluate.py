"""`cari evaluate`."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.cli import evaluation_view
from index.cli.options import DEFAULT_DATA, AsJson, Data
from index.cli.output import complain, print_json, progress, writing_to
from index.errors import CariError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from index.dense.encoder import Encoder
    from index.evaluation import Asked, Comparison, Measures, Observer, Run

_NO_SET = (
    "name what to measure (SET...): a folder, a .jsonl file of questions, or a file that --save wrote; "
    "beside --compare, it is the newer run"
)


def evaluate(
    sets: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="SET...",
            help="Folders with corpus.jsonl, queries.jsonl and qrels/test.tsv (or one other split), which "
            "get a temporary index; .jsonl files of questions for the index in --data; .json files that "
            "--save wrote.",
        ),
    ] = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    limit_queries: Annotated[
        int | None, typer.Option(min=1, help="Ask only the first N judged questions of each set.")
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(metavar="FILE.json", help="Save the measures of every question in this file."),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--compare",
            metavar="FILE|GENERATION",
            help="Compare with a file that --save wrote, or with what another generation answers.",
        ),
    ] = None,
    generation: Annotated[
        str | None,
        typer.Option(
            metavar="GENERATION",
            help="Ask this generation instead of the one being served: its name in `cari status`, or the "
            "start of the name.",
        ),
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.png", help="Draw recall by depth and the times of the questions in this file."
        ),
    ] = None,
    chart: Annotated[bool, typer.Option("--chart", help="Draw the same in the terminal.")] = False,
) -> None:
    """Measure the ranking of each leg and of both fused, on judged questions."""
    from index.evaluation import Asked

    if not sets:
        raise typer.BadParameter(_NO_SET)
    _check_limit(sets, limit_queries)
    _check_outputs(save, picture)
    asked = Asked.of(generation, baseline)
    asked.check(sets, data)
    bundled = cache(_bundled)  # opened for the first set that needs it, once for all
    failures = _Failures(data)
    runs: list[Run] = []
    rows: list[dict[str, Any]] = []
    with _saving(runs, save):
        for path in sets:
            with failures:
                for run, old in _runs(path, data, asked, limit_queries, bundled):
                    runs.append(run)
                    rows += _printed(run, old, failures, as_json=as_json, chart=chart)
        if as_json:
            print_json(rows)
    if runs and picture:
        from index.evaluation.pictures import draw

        with writing_to(picture):
            draw(runs, picture)
    if failures.met:
        raise typer.Exit(1)


class _Failures:
    """Turns an error of one set into a message, so that the other sets are still evaluated."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.met = False

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, CariError):
            return False
        complain(str(error), self._data)
        self.met = True
        return True


def _printed(
    run: Run, old: list[Run] | None, failures: _Failures, *, as_json: bool, chart: bool
) -> list[dict[str, Any]]:
    """Print a run and its comparison with an older one (not with `--json`), and return its rows."""
    legs = run.measures()
    if not as_json:
        evaluation_view.print_run(run, legs, chart=chart)
    comparison = None
    with failures:
        comparison = None if old is None else _compared(run, old, as_json=as_json)
    return [_row(run, leg, comparison) for leg in legs]


@contextmanager
def _saving(runs: list[Run], save: Path | None) -> Iterator[None]:
    """Save the runs at the end of the block, also after an error, since they may have taken hours."""
    from index.evaluation import save_runs

    try:
        yield
    finally:
        if runs and save:
            with writing_to(save):
                save_runs(runs, save)


def _check_limit(sets: list[Path], limit_queries: int | None) -> None:
    from index.evaluation import is_saved

    for path in sets if limit_queries else ():
        if is_saved(path):
            raise typer.BadParameter(
                f"{path} is a file of saved runs, which --limit-queries cannot shorten: leave one of them out"
            )


def _check_outputs(save: Path | None, picture: Path | None) -> None:
    """Refuse at once what would fail only after minutes, or replace a list of questions."""
    from index.evaluation import is_saved

    for path in (save, picture):
        if path and not path.absolute().parent.is_dir():
            raise typer.BadParameter(f"{path}: there is no folder {path.parent} to put it in")
        if path and path.exists() and not path.is_file():
            raise typer.BadParameter(f"{path} is no regular file; name another")
    if save and not is_saved(save):
        raise typer.BadParameter(f"{save} is no name of saved runs; end it with .json")
    if picture:
        from index.evaluation.pictures import check_plots

        if picture.suffix.lower() != ".png":
            raise typer.BadParameter(f"{picture} is no name of a PNG; end it with .png")
        check_plots()


def _runs(
    path: Path, data: Path, asked: Asked, limit_queries: int | None, model: Callable[[], Encoder]
) -> list[tuple[Run, list[Run] | None]]:
    """Return the runs of one set, each with the runs to compare it with."""
    from index.evaluation import is_saved, load_runs, run_generations, run_set
    from index.judged import JudgedSet

    if is_saved(path):
        return [(run, asked.saved) for run in load_runs(path)]
    judged = JudgedSet.read(path).first(limit_queries)
    with _bar(judged.name) as observer:
        if judged.corpus is None:
            *before, run = run_generations(judged, data, asked.names, observer=observer)
            return [(run, before or asked.saved)]
        with writing_to(Path(gettempdir())):
            return [(run_set(judged, encoder=model(), observer=observer), asked.saved)]


def _bundled() -> Encoder:
    from index.dense.encoder import open_encoder

    return open_encoder(None)


def _compared(run: Run, old: list[Run], *, as_json: bool) -> Comparison:
    from index.evaluation import compare, counterpart

    before = counterpart(run, old)
    comparison = compare(before, run)
    if not as_json:
        evaluation_view.print_comparison(comparison, before.unknown)
    return comparison


def _row(run: Run, leg: Measures, comparison: Comparison | None) -> dict[str, Any]:
    baseline = {"baseline": comparison.to_dict(leg.leg)} if comparison else {}
    return {**leg.to_dict(), "unknown": list(run.unknown), "generation": run.generation, **baseline}


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


COMMANDS = (
    (
        evaluate,
        (
            "cari evaluate judged/facqa-id --chart",
            "cari evaluate queries.jsonl --save before.json",
            "cari evaluate queries.jsonl --compare before.json",
            "cari evaluate --compare before.json after.json",
            "cari evaluate queries.jsonl --compare 0002 --generation 0003",
            "cari evaluate judged/* --limit-queries 200 --json > measures.json",
        ),
    ),
)
