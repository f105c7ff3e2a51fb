"""Both generations are asked, and the new one is refused if it answers fewer than `FORGIVEN` allows."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import DamagedSnapshot, GoldenQuestionsLost, ModelError, QueryError
from index.golden.questions import given_questions, sampled_questions
from index.search import Searcher
from index.snapshot import layout
from index.snapshot.layout import Generation
from index.snapshot.manifest import FORMAT, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.dense.encoder import Encoder
    from index.golden.questions import GoldenQuestion, Kind
    from index.judged.own import OwnQuestion
    from index.snapshot.manifest import Draft

FIRST = 10
"""Hits among which the answer must be: a page of results."""
FORGIVEN = 0.02
"""Share of the sampled questions by which a new generation may fall behind: every new article on the same
event is one more that may come before. Given questions are chosen, so of them none is forgiven."""
SHOWN, SHOWN_CHARACTERS = 5, 80
"""Lost questions in the message, and characters of each."""


@dataclass(frozen=True, slots=True)
class LostQuestion:
    """One that the serving generation answers among its first `FIRST` hits, and the candidate does not."""

    question: str
    kind: Kind
    expected: str
    rank: int
    """In the serving generation, from 1."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Questions of one kind that were answered."""

    asked: int
    candidate: int
    serving: int
    """As many as `candidate` where there was no generation to ask."""


@dataclass(frozen=True, slots=True)
class GateResult:
    """What two generations made of the golden questions."""

    given: Tally
    sampled: Tally
    lost: tuple[LostQuestion, ...]
    """Given ones first. Others may have been won, so that there can be some where the gate is passed."""

    @property
    def candidate(self) -> float:
        """Share of all questions that the candidate answers, 0 to 1; 1 where none was asked."""
        return self._share(self.given.candidate + self.sampled.candidate)

    @property
    def serving(self) -> float:
        """The same of the serving generation."""
        return self._share(self.given.serving + self.sampled.serving)

    @property
    def passed(self) -> bool:
        """Whether the candidate may be published."""
        forgiven = int(FORGIVEN * self.sampled.asked)
        return (
            self.given.candidate >= self.given.serving
            and self.sampled.candidate >= self.sampled.serving - forgiven
        )

    def _share(self, answered: int) -> float:
        asked = self.given.asked + self.sampled.asked
        return answered / asked if asked else 1.0


def gate(
    staged: Path, draft: Draft, serving: Generation | None, encoder: Encoder, given: Sequence[OwnQuestion]
) -> GateResult:
    """Ask the golden questions of a staged generation and of the one that serves.

    A serving generation that cannot be asked, because its model has gone or its files are damaged, is no
    measure, and neither is one that has no article in common with the new one: nothing is refused then.

    Args:
        staged: the new generation, complete but for its manifest.
        draft: what its manifest will say.
        serving: the generation to hold it to; None where nothing has been published.
        encoder: the model of the new generation.
        given: as `read_golden` gives them.

    Raises:
        GoldenQuestionsLost: the new generation answers fewer.
        EvaluationError: the first generation holds none of the articles that the given questions name.
    """
    with _staged_searcher(staged, draft, encoder) as candidate, _serving_searcher(serving, encoder) as before:
        try:
            result = _asked(staged, candidate, serving, before, given)
        except DamagedSnapshot:
            # It was opened, and proved damaged when it was read.
            result = _asked(staged, candidate, None, None, given)
    if serving and not result.passed:
        raise GoldenQuestionsLost(_refusal(serving.name, result))
    return result


def _asked(
    staged: Path,
    candidate: Searcher,
    serving: Generation | None,
    before: Searcher | None,
    given: Sequence[OwnQuestion],
) -> GateResult:
    golden = given_questions(given, staged, candidate, before)
    if serving and before:
        golden += sampled_questions(serving.path, candidate)
    return check(candidate, before, golden)


def check(candidate: Searcher, serving: Searcher | None, golden: Sequence[GoldenQuestion]) -> GateResult:
    """Ask both generations every golden question."""
    tallies = {"given": [0, 0, 0], "sampled": [0, 0, 0]}
    lost: list[LostQuestion] = []
    for question in golden:
        now = _rank(candidate, question)
        before = _rank(serving, question) if serving else now
        counts = tallies[question.kind]
        counts[:] = counts[0] + 1, counts[1] + (now is not None), counts[2] + (before is not None)
        if now is None and before is not None:
            lost.append(LostQuestion(question.text, question.kind, question.expected, before))
    lost.sort(key=lambda one: one.kind)
    return GateResult(Tally(*tallies["given"]), Tally(*tallies["sampled"]), tuple(lost))


def _rank(searcher: Searcher, question: GoldenQuestion) -> int | None:
    try:
        hits = searcher.search(question.text, limit=FIRST).hits
    except QueryError:
        return None
    for rank, hit in enumerate(hits, start=1):
        if hit.article.id in question.articles:
            return rank
        if question.sentence and question.sentence in hit.article.body:
            return rank
    return None


@contextmanager
def _staged_searcher(staged: Path, draft: Draft, encoder: Encoder) -> Iterator[Searcher]:
    manifest = staged / layout.MANIFEST
    # A searcher wants one. That of the publication names every file, so this one must not lie there then.
    manifest.write_text(Manifest(FORMAT, "", None, draft, {}).to_json(), encoding="utf-8")
    try:
        searcher = Searcher(Generation(0, "staged", staged, None, is_current=False), encoder)
        try:
            yield searcher
        finally:
            searcher.close()
    finally:
        manifest.unlink()


@contextmanager
def _serving_searcher(serving: Generation | None, encoder: Encoder) -> Iterator[Searcher | None]:
    searcher = None
    for model in (encoder, None):  # the same model is in memory already; another one is opened
        if serving and searcher is None:
            with suppress(ModelError, DamagedSnapshot):
                searcher = Searcher(serving, model)
    try:
        yield searcher
    finally:
        if searcher:
            searcher.close()


def _refusal(serving: str, result: GateResult) -> str:
    given, sampled = result.given, result.sampled
    counts = " and ".join(
        f"{tally.candidate} of {tally.asked} {kind} ones (before: {tally.serving})"
        for kind, tally in (("given", given), ("sampled", sampled))
        if tally.asked
    )
    shown = [
        f"{one.question[:SHOWN_CHARACTERS]!r} (wants {one.expected}, was {one.rank})" for one in result.lost
    ]
    more = [f"and {len(shown) - SHOWN} more"] * (len(shown) > SHOWN)
    return (
        f"The new generation answers fewer golden questions among its first {FIRST} hits than {serving}, so "
        f"it was not published: {counts}. Lost: {'; '.join(shown[:SHOWN] + more)}. What was published before "
        "serves on; find out what changed, or publish all the same with `--force`."
    )
