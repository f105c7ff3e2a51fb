"""What is learnt from: parallel text, questions and headlines with their passages, and contexts."""

from __future__ import annotations

import json
import lzma
import random
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from train import contexts, examples
from train.parallel import Pair, read_clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from train.command import Config


@dataclass(frozen=True, slots=True)
class Material:
    """What is learnt from, one round of each kind."""

    translations: Sequence[examples.Translation]
    answered: Sequence[examples.Answered]
    contexts: Sequence[contexts.Context]


def clean_pairs(data: Path, run: Path) -> list[Pair]:
    """The parallel text, cleaned once a run."""
    kept = run / "pairs.jsonl.xz"
    if not kept.exists():
        log: Counter[str] = Counter()
        pairs = read_clean(data, log)
        print("parallel text:", dict(log), flush=True)
        with lzma.open(kept.with_suffix(".partial"), "wt", preset=0) as lines:
            lines.writelines(json.dumps(asdict(pair)) + "\n" for pair in pairs)
        kept.with_suffix(".partial").rename(kept)
    with lzma.open(kept, "rt") as lines:
        return [Pair(**json.loads(line)) for line in lines]


def material(data: Path, pairs: list[Pair], config: Config) -> Material:
    """One round of translations, of questions and headlines with their passages, and of contexts."""
    chance = random.Random(3)
    weights = config["weights"]["prose"] | config["weights"]["software"]
    capped = {source: min(1.0, weight) for source, weight in weights.items()}
    # News paragraphs once more, cut elsewhere; other prose likewise; manuals not.
    again = {source: float(weight > 1) for source, weight in weights.items()}
    translations = examples.sentences(pairs, weights, chance)
    translations += examples.paragraphs(pairs, capped, chance) + examples.paragraphs(pairs, again, chance)
    excluded: set[str] = set()
    for name in config["answers"]["not_from"]:
        excluded |= examples.questions(data / "eval" / name)
    answered = answered_examples(data, config["answers"], excluded, chance)
    found = contexts.parallel_contexts(pairs, weights, config["contexts"]["unordered"], chance)
    for name in config["contexts"]["files"]:
        path = data / "news" / f"{name}.jsonl.xz"
        found += contexts.news_contexts(path, excluded, config["contexts"]["most"], chance)
    return Material(translations, answered, found)


def answered_examples(
    data: Path, config: Config, excluded: set[str], chance: random.Random
) -> list[examples.Answered]:
    """Real questions, and headlines that no judged set asks for (`excluded`, lower-case)."""
    answered: list[examples.Answered] = []
    for name in config["judged"]:
        folder = data / "eval" / name
        answered += list(examples.judged_questions(folder, config["held_out"])) * config["repeat_judged"]
    for name in config["files"]:
        found = list(examples.headlines(data / "news" / f"{name}.jsonl.xz", excluded))
        answered += chance.sample(found, min(len(found), config["headlines"]))
    return answered
