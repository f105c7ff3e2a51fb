"""The training loop: the student learns the teacher's vectors of translations, and learns to find answers."""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from train import batches
from train.examples import Answered, Translation, misspelt
from train.losses import contrast, told_by_cosines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from train.material import Material
    from train.multilingual import RelevanceTeacher
    from train.student import SentenceModel

LOGGED_EVERY = 20
"""Steps between two entries of the log."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The length, rates and mixture of batches of a training stage."""

    steps: int
    rate: float
    """Peak learning rate of the word embeddings: new rows have far to go."""
    network_rate: float
    """Peak learning rate of the layers. At ten times this rate they forget the teacher's English
    (README.md)."""
    answers_share: float
    """Share of the batches that contain questions and passages."""
    contexts_share: float
    """Share of the batches that contain sentences and the paragraphs around them; the rest are
    translations."""
    english_share: float
    """Share of translation batches in which the student reads the English side."""
    contrast: float
    """Weight of the in-batch cross-entropy against imitation."""
    topics: int
    """Number of clusters of questions, so that a batch contains one topic."""
    least_cosine: float
    """A translation with a lower cosine to the teacher's vector counts as misaligned and teaches nothing."""
    batch_tokens: int
    """Padded tokens of a batch; its texts have similar length."""
    misspelt_share: float
    relevance: float = 0.0
    """Weight of the second teacher's opinion of the answers, against the known answers."""
    average: float = 0.0
    """Decay of the running mean of the weights. The stage ends with this mean instead of the last weights."""
    keep: float = 0.0
    """Share of the initial weights in the final weights of the stage (Wortsman et al. 2022)."""
    warm_up: int = 50
    checkpoint_every: int = 200
    seed: int = 1

    def share_at(self, step: int) -> float:
        """Return the share of the peak rates at a step: linear warm-up, then linear decay to a fiftieth."""
        if step < self.warm_up:
            return (step + 1) / self.warm_up
        return max(0.02, (self.steps - step) / max(1, self.steps - self.warm_up))


class Trainer:
    """A stage with its student, teacher, optimiser and log (`log.jsonl`); it can be stopped at any time.

    It continues from its last checkpoint, with the weights, their running mean, the optimiser and the step of
    that time, and a log that ends there. Batches are drawn anew with the stage's seed plus that step: a stop
    changes which batches follow, but not their number or the rates.
    """

    def __init__(
        self,
        student: SentenceModel,
        teacher: SentenceModel,
        schedule: Schedule,
        folder: Path,
        relevance: RelevanceTeacher | None = None,
    ) -> None:
        self.student, self.teacher, self.schedule, self.folder = student, teacher, schedule, folder
        self.relevance = relevance if schedule.relevance else None
        layers = [p for p in student.bert.parameters() if p is not student.words]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": [student.words], "peak": schedule.rate},
                {"params": layers, "peak": schedule.network_rate},
            ],
            weight_decay=0.01,
            fused=True,
        )
        self.began = {name: value.clone() for name, value in student.bert.state_dict().items()}
        self.mean = AveragedModel(student.bert, multi_avg_fn=get_ema_multi_avg_fn(schedule.average))
        self.step = 0
        self.misaligned = 0
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, material: Material, measure: Callable[[SentenceModel], dict[str, float]]) -> None:
        """Train to the end of the schedule; `measure` returns the dev figures logged at each checkpoint."""
        self._resume()
        if self.step < self.schedule.steps:
            self._train(material, measure)
        self.student.bert.load_state_dict(self._ended())

    def _train(self, material: Material, measure: Callable[[SentenceModel], dict[str, float]]) -> None:
        chance = random.Random(self.schedule.seed + self.step)
        losses = self._losses(material, chance)
        started, first = time.time(), self.step
        recent: list[float] = []
        while self.step < self.schedule.steps:
            recent.append(self._update(next(losses)))
            checkpoint = self.step % self.schedule.checkpoint_every == 0 or self.step == self.schedule.steps
            if not checkpoint and self.step % LOGGED_EVERY:
                continue
            mean = sum(recent) / len(recent)
            recent.clear()
            pace = (time.time() - started) / (self.step - first)
            print(f"step {self.step} loss {mean:.4f} {pace:.2f} s a step", flush=True)
            figures = measure(self.student.with_weights(self._ended())) if checkpoint else {}
            self._log(mean, figures)
            # Written after the log: if it fails, `_resume` drops the log entry that has no checkpoint.
            if checkpoint:
                self._checkpoint()

    def _ended(self) -> dict[str, torch.Tensor]:
        """Return the weights with which the stage would end now."""
        keep = self.schedule.keep
        return {
            name: torch.lerp(value, self.began[name], keep) if value.is_floating_point() else value
            for name, value in self.mean.module.state_dict().items()
        }

    def _losses(self, material: Material, chance: random.Random) -> Iterator[torch.Tensor]:
        """Yield the loss of one batch after another; the kind of each batch is drawn by its share."""
        plan = self.schedule
        parted = batches.topics(material.answered, plan.topics, self.student)
        answers = batches.answer_batches(parted, plan.batch_tokens, plan.misspelt_share, chance)
        contexts = batches.context_batches(material.contexts, plan.batch_tokens, chance)
        translations = batches.translation_batches(
            material.translations, plan.batch_tokens, self.student, chance
        )
        while True:
            drawn = chance.random()
            if drawn < plan.answers_share:
                yield self._finding_loss(next(answers))
            elif drawn < plan.answers_share + plan.contexts_share:
                yield self._finding_loss(next(contexts))
            else:
                yield self._imitation_loss(next(translations), chance)

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
        cosines = (found * wanted).sum(1)
        aligned = cosines.detach() >= self.schedule.least_cosine
        self.misaligned += int((~aligned).sum())
        imitation = 2 * ((1 - cosines) * aligned).mean()
        if not aligned.any():
            return imitation
        return imitation + self.schedule.contrast * contrast(found[aligned], wanted[aligned])

    def _finding_loss(self, batch: list[Answered]) -> torch.Tensor:
        questions = self.student.vectors(self.student.tokens([pair.question for pair in batch]))
        passages = self.student.vectors(self.student.tokens([pair.passage for pair in batch]))
        if self.relevance is None:
            return self.schedule.contrast * contrast(questions, passages)
        opinion = self.relevance.scores(batch).to(questions.device)
        return self.schedule.contrast * told_by_cosines(questions, passages, opinion, self.schedule.relevance)

    def _update(self, loss: torch.Tensor) -> float:
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * self.schedule.share_at(self.step)
        self.optimiser.zero_grad(set_to_none=False)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.student.bert.parameters(), 1.0)
        self.optimiser.step()
        self.mean.update_parameters(self.student.bert)
        self.step += 1
        return float(loss.detach())

    def _log(self, loss: float, figures: dict[str, float]) -> None:
        """Log the mean loss since the last entry, the misaligned translations so far, and any dev figures."""
        entry = {"step": self.step, "time": round(time.time()), "loss": round(loss, 4)}
        entry |= {"misaligned": self.misaligned, **figures}
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")
        if figures:
            print("dev", entry, flush=True)

    def _checkpoint(self) -> None:
        state = {
            "step": self.step,
            "misaligned": self.misaligned,
            "model": self.student.bert.state_dict(),
            "mean": self.mean.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }
        partial = self.folder / "checkpoint.partial"
        torch.save(state, partial)
        partial.replace(self.folder / "checkpoint.pt")

    def _resume(self) -> None:
        path = self.folder / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, map_location="cpu", weights_only=True)
            self.step, self.misaligned = state["step"], state["misaligned"]
            self.student.bert.load_state_dict(state["model"])
            self.mean.load_state_dict(state["mean"])
            self.optimiser.load_state_dict(state["optimiser"])
        log = self.folder / "log.jsonl"
        if log.exists():
            # The steps after the checkpoint are taken and logged again; the last line may be incomplete.
            lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
            whole = (line for line in lines if line.endswith("\n"))
            kept = [line for line in whole if json.loads(line)["step"] <= self.step]
            partial = self.folder / "log.partial"
            partial.write_text("".join(kept), encoding="utf-8")
            partial.replace(log)
