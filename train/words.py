"""`python -m train.words`: learn the few dimensions in which words are compared, and add them to the model.

The network stays unchanged. One matrix projects the states of its tokens, which mean pooling has made
comparable, so that late interaction (ColBERT: Khattab and Zaharia, 2020) finds the passage that answers. The
target is the known answer and, in part, the late interaction of the whole states.
"""

from __future__ import annotations

import json
import random
import shutil
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from index.dense.bundled import BundledEncoder
from train.batches import as_typed
from train.command import parser, read_config
from train.export import project
from train.losses import SCALE, same_passages, taught
from train.material import clean_pairs, material
from train.ship import write_config
from train.word_pools import Pool, stem_weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from train.command import Config

SHARPNESS = 40.0
"""Inverse temperature of the whole states' opinion."""
BACKWARD = 0.5
"""Weight of finding questions by passages, relative to finding passages by questions."""
WARM_UP = 50
"""Steps in which the rate rises to its peak; then it falls to a fiftieth."""


def read_pools(data: Path, run: Path, config: Config, encoder: BundledEncoder) -> list[Pool]:
    """Return questions and headlines, and contexts, fewer than for the network, as the encoder reads them."""
    chance = random.Random(5)
    chosen = config["words"]
    fewer = config["answers"] | {"headlines": chosen["headlines"], "repeat_judged": 1}
    learnt_from = material(data, clean_pairs(data, run), config | {"answers": fewer})
    contexts = chance.sample(learnt_from.contexts, min(len(learnt_from.contexts), chosen["contexts"]))
    return [
        Pool.read([as_typed(one, chosen["misspelt_share"], chance) for one in learnt_from.answered], encoder),
        Pool.read([context.example(chance) for context in contexts], encoder),
    ]


def learn(pools: Sequence[Pool], config: Config) -> NDArray[np.float32]:
    """Return the projection, float32 [dimension, word dimension], learnt from the words' principal axes."""
    random = np.random.default_rng(config["seed"])
    weights = stem_weights(pools)
    projection = torch.nn.Parameter(torch.from_numpy(principal_axes(pools, config["dimension"])))
    optimiser = torch.optim.Adam([projection], config["rate"])
    recent = []
    for step in range(config["steps"]):
        optimiser.param_groups[0]["lr"] = config["rate"] * min(
            1.0, (step + 1) / WARM_UP, 1.02 - step / config["steps"]
        )
        pool = pools[random.integers(len(pools))]
        loss = _loss(pool, pool.batch(config["batch"], random), projection, weights, config["imitation"])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        recent.append(float(loss.detach()))
        if step % 100 == 0:
            print(f"step {step} loss {sum(recent[-100:]) / len(recent[-100:]):.4f}", flush=True)
    return projection.detach().numpy()


def principal_axes(pools: Sequence[Pool], dimension: int, most: int = 80_000) -> NDArray[np.float32]:
    """Return the directions in which words differ most, [dimension of the states, dimension]."""
    words = np.concatenate([pool.passages.words[:most] for pool in pools]).astype(np.float32)
    _, axes = np.linalg.eigh(words.T @ words)
    return np.ascontiguousarray(axes[:, ::-1][:, :dimension])


def interaction(
    questions: torch.Tensor, passages: torch.Tensor, there: torch.Tensor, weights: torch.Tensor
) -> torch.Tensor:
    """Return the similarity of the words of each question to those of each passage, [questions, passages].

    It is the weighted mean of the cosines of a question's words with their nearest word, -1 to 1.

    Args:
        questions: unit vectors of words, [questions, words, dimension].
        passages: unit vectors of words, [passages, words, dimension].
        there: false for padding of a passage, [passages, words].
        weights: weights of the questions' words, 0 for padding, [questions, words].
    """
    cosines = torch.einsum("qid,pjd->qpij", questions, passages)
    nearest = cosines.masked_fill(~there[None, :, None, :], -1).amax(-1)
    return (nearest * weights[:, None]).sum(-1) / weights.sum(-1).clamp(min=1e-6)[:, None]


def padded_weights(weights: Mapping[str, float], stems: Sequence[Sequence[str]]) -> torch.Tensor:
    """Return the weights of the words of some questions, 0 for padding, [questions, most words]."""
    rows = [torch.tensor([weights[stem] for stem in row], dtype=torch.float32) for row in stems]
    return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)


def _loss(
    pool: Pool,
    batch: NDArray[np.int64],
    projection: torch.Tensor,
    weights: Mapping[str, float],
    imitation: float,
) -> torch.Tensor:
    """Return the cross-entropy of a batch in both directions to known answers and the states' opinion."""
    answers = pool.answers[batch]
    (asked, _), (told, there) = pool.questions.padded(batch), pool.passages.padded(answers)
    of_words = padded_weights(weights, [pool.questions.stems_of(question) for question in batch])
    small = (functional.normalize(words @ projection, dim=-1) for words in (asked, told))
    scores = SCALE * interaction(*small, there, of_words)
    opinion = SHARPNESS * interaction(asked, told, there, of_words)
    same = same_passages(torch.from_numpy(pool.passages.vectors[answers]))
    return taught(scores, opinion, same, imitation, BACKWARD)


def ship_words(data: Path, run: Path, config: Config, out: Path) -> None:
    """Learn the projection of the model in a folder, and write it into the model."""
    whole = run / "whole"
    shutil.copytree(out, whole, dirs_exist_ok=True)
    width = json.loads((out / "config.json").read_text(encoding="utf-8"))["dimension"]
    project(whole / "model.onnx", np.eye(width, dtype=np.float32))
    write_config(whole, width, width)
    pools = read_pools(data, run, config, BundledEncoder.open(whole))
    print("words learn from", [len(pool.answers) for pool in pools], flush=True)
    project(out / "model.onnx", learn(pools, config["words"]))
    write_config(out, width, config["words"]["dimension"])


def main() -> None:
    """Learn it for the bundled model."""
    arguments = parser(__doc__).parse_args()
    arguments.run.mkdir(parents=True, exist_ok=True)
    ship_words(arguments.data, arguments.run, read_config(arguments.config), arguments.out)


if __name__ == "__main__":
    main()
