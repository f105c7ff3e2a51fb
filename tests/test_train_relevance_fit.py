"""The regression of relevance, on hits that mislead it."""

from __future__ import annotations

import numpy as np
import pytest

from index.ranking.relevance import FEATURES

pytest.importorskip("sklearn", reason="needs the packages of `cari[train]`")

from train.relevance_fit import SIGNS, fit


def test_relevance_never_falls_where_the_evidence_rises() -> None:
    chance = np.random.default_rng(5)
    hits = chance.uniform(0, 1, (400, len(FEATURES)))
    meaning, lacking = (hits[:, FEATURES.index(name)] for name in ("meaning", "lacking"))
    # Those that answer are the least near in meaning, and lack most: nothing that may be learnt.
    answers = (meaning < 0.5) & (lacking > 0.3)
    fitted = fit(hits, answers, np.ones(len(hits)), "of today")
    for name, sign in SIGNS.items():
        swept = np.repeat(hits[:50, np.newaxis], 11, axis=1)
        swept[:, :, FEATURES.index(name)] = np.linspace(0, 1, 11)
        stated = fitted.probabilities(swept.reshape(-1, len(FEATURES))).reshape(50, 11)
        assert (sign * np.diff(stated, axis=1)).min() > -0.01
    assert fitted.revision == "of today"


def test_hits_that_answer_are_the_more_probable() -> None:
    chance = np.random.default_rng(6)
    hits = chance.uniform(0, 1, (400, len(FEATURES)))
    answers = hits[:, FEATURES.index("meaning")] > 0.5
    stated = fit(hits, answers, np.ones(len(hits)), "of today").probabilities(hits)
    assert stated[answers].mean() > 0.8
    assert stated[~answers].mean() < 0.2
