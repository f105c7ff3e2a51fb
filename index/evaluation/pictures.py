"""Recall by depth and the times of questions as a PNG, drawn with matplotlib (the extra `plots`)."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from index.errors import EvaluationError
from index.evaluation.charts import without_tail
from index.evaluation.measures import DEEPEST, LEGS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from index.evaluation.runs import Run

WIDTH, HEIGHT = 10.0, 3.6
"""Width of the picture, and height of each set in it, in inches."""
DOTS = 144
"""Dots per inch."""
COLOURS = {"dense": "#0072b2", "lexical": "#d55e00", "fused": "#000000"}
"""Blue, vermilion and black of Okabe and Ito's palette, which colour-blind readers can distinguish."""
STROKES = {"dense": "--", "lexical": ":", "fused": "-"}
"""A leg that finds as much as the fused ranking is seen upon its line."""
BINS = 40
"""Bars of the distribution of times."""
TICKS = (1, 2, 5, 10, 20, 50, 100)
"""Depths with a label on the axis."""


def check_plots() -> None:
    """Check early that a picture can be drawn.

    Raises:
        EvaluationError: matplotlib is not installed.
    """
    if find_spec("matplotlib") is None:
        raise EvaluationError(
            "A picture needs matplotlib, which is not installed: "
            "`pip install matplotlib`, or use `--chart` for one in the terminal."
        )


def draw(runs: Sequence[Run], path: Path) -> None:
    """Draw the runs below one another: recall by depth on the left, the times of questions on the right.

    Raises:
        EvaluationError: matplotlib is not installed.
    """
    check_plots()
    from matplotlib.figure import Figure  # not pyplot, which keeps all figures and needs a display

    figure = Figure(figsize=(WIDTH, HEIGHT * len(runs)), layout="constrained")
    for (left, right), run in zip(figure.subplots(len(runs), 2, squeeze=False), runs, strict=True):
        _draw_recall(left, run)
        _draw_times(right, run)
    figure.savefig(path, format="png", dpi=DOTS)


def _draw_recall(axes: Axes, run: Run) -> None:
    depths = np.arange(1, DEEPEST + 1)
    for leg in LEGS:
        above = 2 + (leg != "fused")
        axes.plot(depths, run.recall[leg], STROKES[leg], label=leg, color=COLOURS[leg], zorder=above)
    axes.set(
        xscale="log", xlim=(1, DEEPEST), ylim=(0, 1.02), xticks=TICKS, xticklabels=map(str, TICKS),
        xlabel="depth", ylabel="recall",
    )  # fmt: skip
    # A `$` in the name of a folder begins no formula.
    axes.set_title(f"{run.set}, {len(run.questions):,} questions", parse_math=False)
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")


def _draw_times(axes: Axes, run: Run) -> None:
    from matplotlib.ticker import MaxNLocator

    times = run.answered_ms
    axes.set(xlabel="milliseconds a question", ylabel="questions", title=f"generation {run.generation}")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    if not len(times):
        return
    axes.hist(without_tail(times), bins=BINS, color="#999999")
    axes.set_xlabel(f"milliseconds a question (in the last bar up to {times.max():.1f})")
    for share, style in ((50, "-"), (95, "--")):
        at = float(np.percentile(times, share))
        axes.axvline(at, color="black", linestyle=style, label=f"p{share} {at:.1f} ms")
    axes.legend()
