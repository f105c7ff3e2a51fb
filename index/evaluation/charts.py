"""Recall by depth and the times of questions as text: a few lines of block characters for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.evaluation.measures import DEEPEST, LEGS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.evaluation.runs import Run

LEVELS = " ▁▂▃▄▅▆▇█"
BARS = "▏▎▍▌▋▊▉█"
"""From one eighth of a character to a whole one."""
DEPTHS = (1, 2, 3, 5, 7, 10, 14, 20, 30, 50, 70, 100)
"""Depths with a column each: even steps on a logarithmic axis."""
WIDEST_BAR = 32
"""Characters of the longest bar; with its figures it fits into 60 columns."""
BINS = 8
"""Bars of the distribution of times."""
TAIL = 99
"""Percentile of the times at which the histogram ends; the last bar also counts all slower questions."""


def recall_lines(run: Run) -> list[str]:
    """Return one line a leg: recall from 0 (blank) to 1 (full) at `DEPTHS`, then three of the figures."""
    lines = [f"recall among the first {DEPTHS[0]} to {DEEPEST}"]
    for leg in LEGS:
        recall = run.recall[leg]
        columns = "".join(2 * level(recall[depth - 1]) for depth in DEPTHS)
        figures = ", ".join(f"{recall[depth - 1]:.3f} at {depth}" for depth in (1, 10, DEEPEST))
        lines.append(f"{leg:<8} {columns}  {figures}")
    return lines


def time_lines(run: Run) -> list[str]:
    """Return the times of the questions in `BINS` bars of equal width; the last includes all slower ones.

    Equal times have one bar, and no times none.
    """
    times = run.answered_ms
    if not len(times):
        return []
    cut = without_tail(times)
    first, last = cut.min(), cut.max()
    bins = BINS if last > first else 1
    counts, edges = np.histogram(cut, np.linspace(first, last, bins + 1))
    lines = ["milliseconds a question"]
    for count, low, high in zip(counts.tolist(), edges[:-1], edges[1:], strict=True):
        reach = f"{times.max():.1f}" if high == edges[-1] else f"{high:.1f}"
        lines.append(f"{low:>7.1f} – {reach:<8} {bar(count / counts.max())} {count:,}".rstrip())
    return lines


def without_tail(times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return times with those beyond the percentile `TAIL` reduced to it, so that few do not flatten all."""
    cut: NDArray[np.float64] = np.minimum(times, np.percentile(times, TAIL))
    return cut


def level(share: float) -> str:
    """Return a share (0 to 1) as one character, blank to full; anything above 0 is visible."""
    return LEVELS[0 if share <= 0 else max(1, min(8, round(8 * share)))]


def bar(share: float) -> str:
    """Return a share (0 to 1) as a bar of up to `WIDEST_BAR` characters, to an eighth of one."""
    eighths = round(8 * WIDEST_BAR * share)
    return "█" * (eighths // 8) + (BARS[eighths % 8 - 1] if eighths % 8 else "")
