"""`python -m train.relevance`: fits the probability that a passage answers, and measures how true it is.

Every judged question is asked twice, of an index of the articles of a set or of a sample of them: with those
that answer it, and without; whatever is found then answers nothing. Every other time a filter lets but some
of the index answer. Questions that were written to have no answer (IDK-MRC) are asked once. The five best
hits of each make the examples. The sample corpus `seeds/` is the one set of natural questions across
languages: its questions fit and report in turns. Run it after the model, the lexicon or the fusion has
changed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from index import Filters, Preferences, build, open_encoder
from index.judged import ArticleNames, JudgedSet
from index.ranking.relevance import FEATURES, FITTED, Relevance, bounded, expanded
from index.search.constraints import Constraints
from index.search.reader import IndexReader
from index.search.relevance_features import features
from index.search.retrieval import DEPTH, Query, candidates, ranked
from index.search.understanding import respelt, understand
from index.snapshot.store import Store
from train.examples import not_trained_on
from train.samples import Sample

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from index.dense.encoder import Encoder

    _Mask = NDArray[np.bool_]
    """[passages]"""
    _Hits = tuple[NDArray[np.float64], _Mask]
    """Features [hits, FEATURES], and whether each answers."""

SAMPLE = Path("seeds")
TO_FIT = ("facqa-id", "tydiqa-id-train", "tico19-sent-id-en", "tico19-sent-en-id", "detik1k-title-id")
TO_REPORT = ("squad2dev-mt-id", "indomt-news-id-en", "indomt-news-en-id", "reuters-title-en")
UNANSWERABLE = "unanswerable.jsonl"
EVERY = 3
"""Of the questions without an answer one in so many is asked: about as many as of the others."""
SEED = 11
HITS = 5
FIRST_COUNTS = 10.0
"""Weight of a first hit, which is what people look at, against a later one."""
BINS = 10
STRENGTH = 0.1
"""Inverse of the regularisation."""


@dataclass(frozen=True, slots=True)
class Observed:
    """Hits of one set."""

    features: NDArray[np.float64]
    """[hits, FEATURES]"""
    answers: NDArray[np.bool_]
    first: NDArray[np.bool_]
    """Whether each is the first of its question."""


def observed(folder: Path, encoder: Encoder, *, fitting: bool) -> Observed:
    """Ask a judged set, or half of the sample corpus's questions, of a temporary index of its documents."""
    judged = JudgedSet.read(folder / "queries.jsonl" if folder == SAMPLE else folder)
    names = not_trained_on(judged.name, judged.questions)
    if folder == SAMPLE:
        names = names[0 if fitting else 1 :: 2]
    with tempfile.TemporaryDirectory() as temporary:
        # Forced, for what asks golden questions reads the file that is about to be made.
        build([str(judged.corpus or folder)], Path(temporary), encoder=encoder, force=True)
        reader = IndexReader.open(Store(Path(temporary)).sound_current().path, encoder.identity)
        rows = list(_hits(reader, encoder, judged, names))
        rows += _unanswered(reader, encoder, folder / UNANSWERABLE)
        reader.catalog.close()
    return Observed(
        np.concatenate([found for found, _ in rows]),
        np.concatenate([answers for _, answers in rows]),
        np.concatenate([np.arange(len(answers)) == 0 for _, answers in rows]),
    )


def _hits(
    reader: IndexReader, encoder: Encoder, judged: JudgedSet, questions: Sequence[str]
) -> Iterator[_Hits]:
    names = ArticleNames.of(reader.catalog)
    ordinals = {article: at for at, article in enumerate(names.ids)}
    random = np.random.default_rng(SEED)
    for name in questions:
        grades = judged.judgements[name]
        found = [names.records.get(each) or names.find(each) for each in grades if grades[each]]
        right = [ordinals[article] for article in found if article]
        sample = Sample.drawn(random, len(ordinals), right)
        for there in (right, ()):
            yield _asked(reader, encoder, judged.questions[name], sample, there)


def _unanswered(reader: IndexReader, encoder: Encoder, path: Path) -> Iterator[_Hits]:
    if path.exists():
        random = np.random.default_rng(SEED)
        for line in path.read_text(encoding="utf-8").splitlines()[::EVERY]:
            sample = Sample.drawn(random, reader.catalog.article_count, ())
            yield _asked(reader, encoder, json.loads(line)["text"], sample, ())


def _asked(reader: IndexReader, encoder: Encoder, text: str, sample: Sample, right: Collection[int]) -> _Hits:
    """The features of the best hits in a sample with the articles that are `right`, and whether they are."""
    preferences = Preferences(time="off")
    asked = respelt(understand(text, Filters(), preferences), reader.vocabulary)
    vector, words = encoder.encode_question(asked.text, asked.places)
    indexed, filtered = sample.masks(right, reader.columns.articles)
    query = Query(asked, vector, words, filtered, None, preferences)
    whole = candidates(reader, replace(query, allowed=indexed), DEPTH)
    found, _, groups = ranked(reader, query, HITS, Constraints(reader, asked))
    places = [group.best for group in groups]
    return features(reader, query, found, places, whole), np.isin(found.articles[places], list(right))


def fit(sets: list[Observed], revision: str) -> Relevance:
    """The regression over all hits, every set counting alike."""
    x = np.concatenate([one.features for one in sets])
    y = np.concatenate([one.answers for one in sets])
    weights = np.concatenate([np.where(one.first, FIRST_COUNTS, 1.0) / len(one.first) for one in sets])
    first = StandardScaler().fit(bounded(x))
    terms = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=5000))
    terms.fit(
        expanded(first.transform(bounded(x))), y, logisticregression__sample_weight=weights / weights.mean()
    )
    second, line = terms[0], terms[1]
    # The second standardisation is folded into the weights.
    slopes = line.coef_[0] / second.scale_
    bias = float(line.intercept_[0] - slopes @ second.mean_)
    return Relevance(revision, first.mean_, first.scale_, slopes, bias)


def calibration_error(probabilities: NDArray[np.float64], answers: NDArray[np.bool_]) -> float:
    """Expected calibration error over `BINS` bins of equal width (Naeini et al., 2015)."""
    return sum(
        float(count * abs(stated - true)) for _, count, stated, true in diagram(probabilities, answers)
    ) / len(answers)


def diagram(
    probabilities: NDArray[np.float64], answers: NDArray[np.bool_]
) -> Iterator[tuple[float, int, float, float]]:
    """Of each bin that holds hits: lower end, number, mean probability, and the share that answers."""
    bins = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    for at in range(BINS):
        within = bins == at
        if within.any():
            stated, true = probabilities[within].mean(), answers[within].mean()
            yield at / BINS, int(within.sum()), float(stated), float(true)


def save(relevance: Relevance, path: Path) -> None:
    """Write what `Relevance.of_model` reads."""
    content = {
        "revision": relevance.revision,
        "features": list(FEATURES),
        "mean": relevance.mean.round(6).tolist(),
        "scale": relevance.scale.round(6).tolist(),
        "weights": relevance.weights.round(6).tolist(),
        "bias": round(relevance.bias, 6),
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def report(relevance: Relevance, sets: dict[str, Observed]) -> None:
    """Print the calibration error of each set, and the reliability diagram of all in each language."""
    print(f"{'set':<20}{'hits':>8}{'answer':>8}{'ECE':>8}{'ECE of first hits':>20}")
    for name, one in sets.items():
        stated = relevance.probabilities(one.features)
        firsts = calibration_error(stated[one.first], one.answers[one.first])
        print(
            f"{name:<20}{len(stated):>8}{one.answers.mean():>8.3f}"
            f"{calibration_error(stated, one.answers):>8.3f}{firsts:>20.3f}"
        )
    for language, chosen in (("Indonesian", ("squad2dev", "-id-en")), ("English", ("reuters", "-en-id"))):
        some = [one for name, one in sets.items() if any(part in name for part in chosen)]
        if some:
            stated = np.concatenate([relevance.probabilities(one.features) for one in some])
            true = np.concatenate([one.answers for one in some])
            print(f"\n{language} questions: ECE {calibration_error(stated, true):.3f}")
            for low, count, mean, answers in diagram(stated, true):
                bar = "█" * round(40 * answers)
                print(f"  {low:.1f}  {count:>7,}  stated {mean:.3f}  true {answers:.3f}  {bar}")


def main() -> None:
    """Fit, save and report; or only report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", type=Path, default=Path("../shared/data/eval"))
    parser.add_argument("--out", type=Path, default=FITTED)
    parser.add_argument("--report", action="store_true", help="measure the file in --out, fit nothing")
    arguments = parser.parse_args()
    encoder = open_encoder()
    if not arguments.report:
        folders = [*(arguments.sets / name for name in TO_FIT), SAMPLE]
        save(
            fit([observed(folder, encoder, fitting=True) for folder in folders], encoder.revision),
            arguments.out,
        )
    fitted = Relevance.of_model(encoder.revision, arguments.out)
    if fitted is None:
        parser.error(f"{arguments.out} was fitted with another model: run without --report")
    folders = [*(arguments.sets / name for name in TO_REPORT), SAMPLE]
    report(fitted, {folder.name: observed(folder, encoder, fitting=False) for folder in folders})


if __name__ == "__main__":
    main()
