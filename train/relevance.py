"""`python -m train.relevance`: fit the probability that a passage answers, and measure its calibration.

`relevance_hits.py` describes the hits that it is fitted on: judged sets, our own questions
(`reading_questions.py`), posts of social media and hits that were judged by reading. Posts, questions of the
sample corpus, our own questions about news and judged hits are divided: every other one is fitted on, the
others report. Run it after a change of the model, the lexicon, the fusion or the words of a question that are
searched for.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import open_encoder
from index.cores import usable_cores
from index.ranking.relevance import FEATURES, FITTED, RelevanceModel
from train.reading_questions import documents, judged
from train.relevance_fit import fit
from train.relevance_hits import SAMPLE, Observed, Parts, observed
from train.relevance_queries import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from train.relevance_hits import Use

TO_FIT = ("facqa-id", "tydiqa-id-train", "tico19-sent-id-en", "tico19-sent-en-id", "detik1k-title-id")
OWN_TO_FIT = (("tico19", "id"), ("tico19", "en"))
"""Our own questions: their subject, and the language of the passages."""
OWN_IN_TURNS = (("clickid", "id"), ("reuters", "en"))
POSTS = Path(__file__).with_name("posts")
"""Posts of social media and the fact checks about them, all written by ourselves."""
TO_REPORT = ("squad2dev-mt-id", "indomt-news-id-en", "indomt-news-en-id", "reuters-title-en")
FIRST_COUNTS = 10.0
"""Weight of a first hit, the one that people look at, relative to a later hit."""
READ_COUNTS = 2.0
"""Weight of a set's hits that were judged by reading, relative to all its others: only they show passages
that answer besides the one about which a question was written (bench/CHOICES.md)."""
BINS = 10
DRAWS = 100


def fitted(sets: list[Observed], revision: str) -> RelevanceModel:
    """Return the regression over all hits; every set has equal weight."""
    weights = np.concatenate([_weights(one) for one in sets])
    every = _joined(sets)
    return fit(every.features, every.answers, weights, revision)


def _weights(one: Observed) -> NDArray[np.float64]:
    """Return the weight of each hit of a set."""
    read = one.kinds == "read"
    shares = np.where(read, READ_COUNTS / max(1, read.sum()), 1 / max(1, (~read).sum()))
    weights: NDArray[np.float64] = np.where(one.first, FIRST_COUNTS, 1.0) * shares
    return weights


def calibration_error(probabilities: NDArray[np.float64], answers: NDArray[np.bool_]) -> float:
    """Return the expected calibration error over `BINS` bins of equal width (Naeini et al., 2015)."""
    return sum(
        float(count * abs(stated - true)) for _, count, stated, true in diagram(probabilities, answers)
    ) / len(answers)


def error_by_chance(probabilities: NDArray[np.float64]) -> float:
    """Return the mean calibration error of so few hits if every probability is true."""
    random = np.random.default_rng(0)
    drawn = (random.random(len(probabilities)) < probabilities for _ in range(DRAWS))
    return float(np.mean([calibration_error(probabilities, answers) for answers in drawn]))


def diagram(
    probabilities: NDArray[np.float64], answers: NDArray[np.bool_]
) -> Iterator[tuple[float, int, float, float]]:
    """Yield for each bin with hits: lower end, count, mean probability, and the share that answers."""
    bins = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    for at in range(BINS):
        within = bins == at
        if within.any():
            stated, true = probabilities[within].mean(), answers[within].mean()
            yield at / BINS, int(within.sum()), float(stated), float(true)


def save(relevance: RelevanceModel, path: Path) -> None:
    """Write the file that `RelevanceModel.of_model` reads."""
    content = {
        "revision": relevance.revision,
        "features": list(FEATURES),
        "mean": relevance.mean.round(6).tolist(),
        "scale": relevance.scale.round(6).tolist(),
        "weights": relevance.weights.round(6).tolist(),
        "bias": round(relevance.bias, 6),
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def report(relevance: RelevanceModel, sets: dict[str, Observed]) -> None:
    """Print the calibration error of each set and kind, and the reliability diagram of each language."""
    heads = ("ECE", "by chance", "ECE of first hits", "by chance")
    print(f"{'set':<20}{'kind':<10}{'hits':>8}{'answer':>8}" + "".join(f"{head:>18}" for head in heads))
    every = _joined(list(sets.values()))
    rows = [(name, one.of(kind), kind) for name, one in [*sets.items(), ("all", every)] for kind in KINDS]
    for name, one, kind in rows:
        if len(one.answers):
            stated = relevance.probabilities(one.features)
            print(
                f"{name:<20}{kind:<10}{len(stated):>8}{one.answers.mean():>8.3f}"
                f"{_errors(stated, one.answers)}{_errors(stated[one.first], one.answers[one.first])}"
            )
    for language, chosen in (("Indonesian", ("squad2dev", "-id-en")), ("English", ("reuters", "-en-id"))):
        some = [one for name, one in sets.items() if any(part in name for part in chosen)]
        if some:
            told = _joined(some)
            stated, true = relevance.probabilities(told.features), told.answers
            print(f"\n{language} questions: ECE {calibration_error(stated, true):.3f}")
            for low, count, mean, answers in diagram(stated, true):
                bar = "█" * round(40 * answers)
                print(f"  {low:.1f}  {count:>7,}  stated {mean:.3f}  true {answers:.3f}  {bar}")


def _errors(stated: NDArray[np.float64], true: NDArray[np.bool_]) -> str:
    return f"{calibration_error(stated, true):>18.3f}{error_by_chance(stated):>18.3f}"


def _joined(sets: Sequence[Observed]) -> Observed:
    fields = ("features", "answers", "first", "kinds")
    return Observed(*(np.concatenate([getattr(one, field) for one in sets]) for field in fields))


def main() -> None:
    """Fit, save and report; or only report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=FITTED)
    parser.add_argument("--report", action="store_true", help="measure the file in --out, fit nothing")
    arguments = parser.parse_args()
    revision = open_encoder().identity.revision
    parts = dict(_parts(arguments.data))
    if not arguments.report:
        sets = [one.to_fit for one in parts.values() if one.to_fit]
        save(fitted(sets, revision), arguments.out)
    known = RelevanceModel.of_model(revision, arguments.out)
    if known is None:
        parser.error(f"{arguments.out} was fitted with another model: run without --report")
    report(known, {name: one.to_report for name, one in parts.items() if one.to_report})


def _parts(data: Path) -> Iterator[tuple[str, Parts]]:
    """Yield the observed hits of each set by its name, in order; processes share the sets."""
    judged_sets = [
        (data / "eval" / name, "fit" if name in TO_FIT else "report") for name in (*TO_FIT, *TO_REPORT)
    ]
    own = [(one, "fit" if one in OWN_TO_FIT else "in turns") for one in (*OWN_TO_FIT, *OWN_IN_TURNS)]
    with ProcessPoolExecutor(usable_cores(), get_context("spawn")) as processes:
        running = [processes.submit(_of_set, folder, use) for folder, use in judged_sets]
        running += [processes.submit(_of_set, folder, "in turns") for folder in (POSTS, SAMPLE)]
        running += [processes.submit(_of_own, data, *one, use) for one, use in own]
        for one in running:
            name, parts = one.result()
            print(f"observed {name}", file=sys.stderr, flush=True)
            yield name, parts


def _of_set(folder: Path, use: Use) -> tuple[str, Parts]:
    return folder.name, observed(folder, open_encoder(), use)


def _of_own(data: Path, about: str, told: str, use: Use) -> tuple[str, Parts]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / f"own-{about}-{told}"
        judged(folder, about, told, documents(data, about, told))
        return _of_set(folder, use)


if __name__ == "__main__":
    main()
