"""Ask both generations the golden questions; refuse the new one if it loses too many of them."""

from __future__ import annotations

from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from index.errors import DamagedSnapshot, GoldenQuestionsLost, ModelError, QueryError, SnapshotError
from index.golden.questions import sampled_questions, shortened
from index.search import Searcher
from index.snapshot import layout
from index.snapshot.checks import generation_problems
from index.snapshot.layout import Generation
from index.snapshot.manifest import FORMAT, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.dense.encoder import Encoder
    from index.golden.questions import GoldenQuestion, Kind
    from index.snapshot.manifest import Draft

FIRST = 10
"""Most hits in which the answer must be: a page of results. See `_page` for small indexes."""
FORGIVEN = 0.02
"""Share of the sampled questions that a new generation may lose, since any new article about the same event
may outrank the old one. Given questions were chosen by a person, so none may be lost."""
SHOWN = 10
"""Most lost questions in the message, one per line."""


@dataclass(frozen=True, slots=True)
class LostQuestion:
    """A question that only the serving generation answers, or whose articles are gone."""

    question: str
    kind: Kind
    reason: str
    """For people: the expected article, and its old rank."""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Number of questions of one kind, and how many each generation answers."""

    asked: int
    candidate: int
    serving: int
    """Equal to `candidate` if there is no serving generation to ask."""


@dataclass(frozen=True, slots=True)
class GateResult:
    """The golden questions that two generations answer."""

    given: Tally
    sampled: Tally
    lost: tuple[LostQuestion, ...]
    """Given ones first. There may be sampled ones although the gate is passed, see `FORGIVEN`."""

    @property
    def passed(self) -> bool:
        """Whether the candidate may be published; no question that was won compensates for a given one."""
        if any(one.kind == "given" for one in self.lost):
            return False
        return self.sampled.candidate >= self.sampled.serving - int(FORGIVEN * self.sampled.asked)


def sound_generation(generations: Iterable[Generation]) -> Generation | None:
    """Return the first generation of which every byte is right, None without one.

    A damaged one may open, and then answer wrongly or fail.
    """
    for generation in generations:
        with suppress(SnapshotError):  # one that this user may not read is no measure
            if not generation_problems(generation.path, deep=True):
                return generation
    return None


def gate(
    staged: Path,
    draft: Draft,
    serving: Generation | None,
    encoder: Encoder,
    given: Sequence[GoldenQuestion],
    *,
    sound: bool = True,
) -> GateResult:
    """Compare a staged generation with the serving one by the golden questions.

    A serving generation that is not sound, or cannot be opened because its model is gone, is not asked. Then,
    and if it has no article in common with the new one, only gone articles count.

    Args:
        staged: the new generation, complete except for its manifest.
        draft: its manifest, as far as the build knows it.
        serving: the generation to compare with; None if nothing has been published.
        encoder: the model of the new generation.
        given: the result of `given_questions`.
        sound: whether `serving` is a `sound_generation`.

    Raises:
        GoldenQuestionsLost: the new generation loses a given question, or too many sampled ones.
    """
    asked = serving if sound else None
    with _staged_searcher(staged, draft, encoder) as candidate, _serving_searcher(asked, encoder) as before:
        sampled = sampled_questions(serving.path, candidate) if serving and before else []
        result = check(candidate, before, [*given, *sampled])
    if serving and not result.passed:
        found = {"serving": serving.name, **asdict(result)}
        raise GoldenQuestionsLost(_refusal(serving.name, result), found)
    return result


def check(candidate: Searcher, serving: Searcher | None, golden: Sequence[GoldenQuestion]) -> GateResult:
    """Ask both generations every golden question."""
    tallies = {"given": [0, 0, 0], "sampled": [0, 0, 0]}
    first = {"given": _page(candidate, serving), "sampled": FIRST}
    lost: list[LostQuestion] = []
    for question in golden:
        depth = first[question.kind]
        now = _rank(candidate, question, depth)
        before = _rank(serving, question, depth) if serving else now
        counts = tallies[question.kind]
        counts[:] = counts[0] + 1, counts[1] + (now is not None), counts[2] + (before is not None)
        if question.gone:
            reason = f"its article {question.expected} is gone"
            lost.append(LostQuestion(question.text, question.kind, reason, gone=True))
        elif now is None and before is not None:
            reason = f"wants {question.expected} among the first {depth}, was {before}"
            lost.append(LostQuestion(question.text, question.kind, reason))
    lost.sort(key=lambda one: one.kind)
    return GateResult(Tally(*tallies["given"]), Tally(*tallies["sampled"]), tuple(lost))


def _page(candidate: Searcher, serving: Searcher | None) -> int:
    """Return the number of hits in which a given question must find its answer.

    In a small index a page would have every article, so it is at most half of the articles.
    """
    articles = max(searcher.status().articles for searcher in (candidate, serving) if searcher)
    return min(FIRST, max(1, articles // 2))


def _rank(searcher: Searcher, question: GoldenQuestion, depth: int) -> int | None:
    try:
        hits = searcher.search(question.text, limit=depth).hits
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
    # A searcher needs a manifest. Publication writes another one and counts all files, so it is removed.
    manifest.write_text(Manifest(FORMAT, "", None, draft, {}).to_json(), encoding="utf-8")
    try:
        with closing(Searcher(Generation(0, "staged", staged, None, is_current=False), encoder)) as searcher:
            yield searcher
    finally:
        manifest.unlink()


@contextmanager
def _serving_searcher(serving: Generation | None, encoder: Encoder) -> Iterator[Searcher | None]:
    searcher = None
    if serving:
        for model in (encoder, None):  # first the model in memory, which is mostly the same
            with suppress(ModelError, DamagedSnapshot):
                searcher = searcher or Searcher(serving, model)
    with closing(searcher) if searcher else nullcontext():
        yield searcher


def _refusal(serving: str, result: GateResult) -> str:
    given, sampled = result.given, result.sampled
    counts = " and ".join(
        f"{tally.candidate} of {tally.asked} {kind} ones (before: {tally.serving})"
        for kind, tally in (("given", given), ("sampled", sampled))
        if tally.asked
    )
    shown = [f"  {shortened(one.question)!r} ({one.reason})" for one in result.lost[:SHOWN]]
    rest = len(result.lost) - len(shown)
    more = [f"  and {rest:,} more; `--json` has them all"] * (rest > 0)
    lines = (
        f"The new generation loses golden questions of {serving}, so it was not published: it answers "
        f"{counts}. Lost:",
        *shown,
        *more,
        "What was published before serves on; find out what changed, or, where it is meant (an article taken "
        "out on purpose, say), publish all the same with `--force`.",
    )
    return "\n".join(lines)
