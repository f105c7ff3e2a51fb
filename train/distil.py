"""Training: the student learns the teacher's vectors of translations, and to find answers."""

from __future__ import annotations

import json
import math
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from train.examples import Answered, Translation, excerpt, misspelt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from train.student import SentenceModel

SCALE = 20.0
"""Inverse temperature of the in-batch cross-entropy, as sentence-transformers has it."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to train."""

    steps: int
    rate: float = 5e-4
    """Peak learning rate of the word embeddings: new rows have far to go."""
    network_rate: float = 5e-5
    """Peak learning rate of the layers; ten times faster they forget the teacher's English (README.md)."""
    warm_up: int = 50
    batch_tokens: int = 3500
    """Padded tokens of a batch; its texts are of like length."""
    answers_every: int = 4
    """One batch in so many is of questions and passages."""
    english_share: float = 0.2
    """Share of translation batches in which the student reads the English side."""
    contrast: float = 0.25
    """Weight of the in-batch cross-entropy against imitation."""
    misspelt_share: float = 0.1
    checkpoint_every: int = 200
    seed: int = 1

    def share_at(self, step: int) -> float:
        """Share of the peak rates: linear warm-up, then linear decay to a fiftieth."""
        if step < self.warm_up:
            return (step + 1) / self.warm_up
        return max(0.02, (self.steps - step) / max(1, self.steps - self.warm_up))


class Trainer:
    """One run: its student, teacher, optimiser and log; stopped, it goes on from its last checkpoint."""

    def __init__(
        self, student: SentenceModel, teacher: SentenceModel, schedule: Schedule, folder: Path
    ) -> None:
        self.student, self.teacher, self.schedule, self.folder = student, teacher, schedule, folder
        layers = [p for p in student.bert.parameters() if p is not student.words]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": [student.words], "peak": schedule.rate},
                {"params": layers, "peak": schedule.network_rate},
            ],
            weight_decay=0.01,
            fused=True,
        )
        self.step = 0
        folder.mkdir(parents=True, exist_ok=True)

    def run(
        self,
        translations: Sequence[Translation],
        answered: Sequence[Answered],
        measure: Callable[[SentenceModel], dict[str, float]],
    ) -> None:
        """Train to the end of the schedule; `measure` gives the dev figures written at each checkpoint."""
        self._resume()
        chance = random.Random(self.schedule.seed + self.step)
        imitation = _translation_batches(translations, self.schedule, self.student, chance)
        finding = _answer_batches(answered, self.schedule, chance)
        started, losses = time.time(), []
        while self.step < self.schedule.steps:
            if answered and self.step % self.schedule.answers_every == 0:
                loss = self._finding_loss(next(finding))
            else:
                loss = self._imitation_loss(next(imitation), chance)
            losses.append(self._update(loss))
            if self.step % 20 == 0:
                pace = (time.time() - started) / len(losses)
                recent = losses[-20:]
                mean = sum(recent) / len(recent)
                print(f"step {self.step} loss {mean:.4f} {pace:.2f} s a step", flush=True)
            if self.step % self.schedule.checkpoint_every == 0 or self.step == self.schedule.steps:
                self._checkpoint(measure(self.student))

    def _imitation_loss(self, batch: list[Translation], chance: random.Random) -> torch.Tensor:
        english = [pair.english for pair in batch]
        with torch.no_grad():
            wanted = self.teacher.vectors(self.teacher.tokens(english))
        if chance.random() < self.schedule.english_share:
            read = english
        else:
            share = self.schedule.misspelt_share
            read = [
                misspelt(p.indonesian, chance) if chance.random() < share else p.indonesian for p in batch
            ]
        found = self.student.vectors(self.student.tokens(read))
        imitation = 2 * (1 - (found * wanted).sum(1)).mean()
        return imitation + self.schedule.contrast * _contrast(found, wanted)

    def _finding_loss(self, batch: list[Answered]) -> torch.Tensor:
        questions = self.student.vectors(self.student.tokens([pair.question for pair in batch]))
        passages = self.student.vectors(self.student.tokens([pair.passage for pair in batch]))
        return self.schedule.contrast * _contrast(questions, passages)

    def _update(self, loss: torch.Tensor) -> float:
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * self.schedule.share_at(self.step)
        self.optimiser.zero_grad(set_to_none=False)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.student.bert.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        return float(loss.detach())

    def _checkpoint(self, figures: dict[str, float]) -> None:
        state = {
            "step": self.step,
            "model": self.student.bert.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }
        partial = self.folder / "checkpoint.partial"
        torch.save(state, partial)
        partial.replace(self.folder / "checkpoint.pt")
        with (self.folder / "log.jsonl").open("a") as log:
            log.write(json.dumps({"step": self.step, "time": round(time.time()), **figures}) + "\n")
        print("dev", self.step, figures, flush=True)

    def _resume(self) -> None:
        path = self.folder / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, map_location="cpu", weights_only=True)
            self.step = state["step"]
            self.student.bert.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])


def _contrast(questions: torch.Tensor, passages: torch.Tensor) -> torch.Tensor:
    """Symmetric in-batch cross-entropy; equal passages in a batch do not count against one another."""
    scores = SCALE * questions @ passages.T
    same = (passages.detach() @ passages.detach().T > 0.999).fill_diagonal_(fill_value=False)
    scores = scores.masked_fill(same, -math.inf)
    target = torch.arange(len(questions), device=scores.device)
    return (functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)) / 2


def _translation_batches(
    examples: Sequence[Translation], schedule: Schedule, student: SentenceModel, chance: random.Random
) -> Iterator[list[Translation]]:
    """Endless batches of like length, so that little is padded."""
    while True:
        order = list(examples)
        chance.shuffle(order)
        for start in range(0, len(order), 8192):
            pool = sorted(order[start : start + 8192], key=lambda pair: len(pair.indonesian))
            batches: list[list[Translation]] = [[]]
            for pair, tokens in zip(pool, student.tokens([p.indonesian for p in pool]), strict=True):
                if (len(batches[-1]) + 1) * len(tokens) > schedule.batch_tokens or len(batches[-1]) == 192:
                    batches.append([])
                batches[-1].append(pair)
            chance.shuffle(batches)
            yield from (batch for batch in batches if len(batch) > 1)


def _answer_batches(
    examples: Sequence[Answered], schedule: Schedule, chance: random.Random
) -> Iterator[list[Answered]]:
    """Endless batches of questions with excerpts of the passages that answer them."""
    size = max(8, schedule.batch_tokens // 110)
    while True:
        order = list(examples)
        chance.shuffle(order)
        for start in range(0, len(order) - size + 1, size):
            yield [
                Answered(_typed(pair.question, schedule, chance), excerpt(pair.passage, chance))
                for pair in order[start : start + size]
            ]


def _typed(question: str, schedule: Schedule, chance: random.Random) -> str:
    return misspelt(question, chance) if chance.random() < schedule.misspelt_share else question
