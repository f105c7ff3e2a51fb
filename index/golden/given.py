"""Golden questions from a list, and their articles in two generations."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import DamagedSnapshot, EvaluationError, some_of
from index.golden.questions import GoldenQuestion, shortened
from index.judged import ArticleNames
from index.judged.own import own_questions
from index.records import Problem
from index.snapshot import layout
from index.snapshot.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.judged.own import OwnQuestion
    from index.snapshot.lineage import Previous

SHOWN = 5
"""Most unknown names in a message; after a removal of articles there may be hundreds."""


@dataclass(frozen=True, slots=True)
class GoldenList:
    """The golden questions of a build."""

    path: str
    questions: tuple[OwnQuestion, ...]


def read_golden(path: str | None) -> GoldenList | None:
    """Read the golden questions of a build; None without a path.

    Raises:
        EvaluationError: the file cannot be read, or a line is not a judged question.
    """
    if path is None:
        return None
    try:
        return GoldenList(path, tuple(own_questions(Path(path))))
    except EvaluationError as error:
        raise EvaluationError(
            f"The golden questions of this index cannot be used. {error} "
            "Or build without them: `cari build PATH...`, with no `--golden`."
        ) from error


def given_questions(
    golden: GoldenList | None, staged: Path, serving: Previous | None
) -> tuple[list[GoldenQuestion], list[Problem]]:
    """Return the questions that both generations can be compared by, and the problems of the list.

    Articles are identified by name, whatever their text is now. A question without any article left counts as
    lost. A question whose articles are all new is left out.

    Args:
        golden: the result of `read_golden`.
        staged: the new generation; its catalog is complete.
        serving: the previous generation; None if nothing has been published.

    Raises:
        EvaluationError: nothing has been published, and the new generation has none of the named articles.
    """
    if golden is None:
        return [], []
    if not golden.questions:
        reason = (
            "it has no questions, so it protects no article: write one per line, like "
            '{"question": "Kapan Whoosh diresmikan?", "articles": ["kabar/whoosh.txt"]}, '
            "or build without `--golden`"
        )
        return [], [Problem(golden.path, None, reason)]
    here, before = _names(Catalog.open(staged / layout.CATALOG)), None
    if serving:
        with suppress(DamagedSnapshot):  # else there is nothing to compare with
            before = _names(serving.catalog())
    questions: list[GoldenQuestion] = []
    for question in golden.questions:
        questions += _standing(question, here, before)
    reasons = list(_troubles(golden.questions, here))
    if not questions and serving is None:  # later the articles may have left one by one, as news does
        raise EvaluationError(
            "No golden question is about an article of the new index, so it was not published. "
            f"{golden.path}: {reasons[0]}; or build without `--golden`."
        )
    return questions, [Problem(golden.path, None, reason) for reason in reasons]


def _standing(question: OwnQuestion, here: ArticleNames, before: ArticleNames | None) -> list[GoldenQuestion]:
    """Return the question with its articles; nothing if the generations cannot be compared by it."""
    now = [found for name in question.articles for found in _found(name, here, before)]
    then = [found for name in question.articles if before for found in _found(name, before, here)]
    if now and (then or before is None):
        # An article may have another id in each generation, for example because its page got a URL.
        return [GoldenQuestion(question.text, "given", frozenset(now + then), here.shown(now[0]))]
    if before and then and not now:
        return [GoldenQuestion(question.text, "given", frozenset(then), before.shown(then[0]), gone=True)]
    return []


def _found(name: str, names: ArticleNames, others: ArticleNames | None) -> list[str]:
    """Return the ids of the article with this name.

    If several articles have the name, for example because a second source has files of the same names, it is
    the article that alone has it in the other generation; if that is not here, all of them. Nothing if the
    name is not unique there either.
    """
    if found := names.find_one(name):
        return [found]
    known = others.find_one(name) if others else None
    if known is None or known in names.languages:
        return [known] if known else []
    return names.find_all(name)


def _troubles(questions: Sequence[OwnQuestion], here: ArticleNames) -> Iterator[str]:
    """Yield what is wrong with the names of a list; unknown names share one message."""
    missing: dict[str, str] = {}
    for question in questions:
        for name in question.articles:
            try:
                if here.find(name) is None:
                    missing.setdefault(name, shortened(question.text))
            except EvaluationError as error:  # several articles have it
                reason = str(error).removesuffix(".")
                yield f"the question {shortened(question.text)!r} is not clear about an article: {reason}"
    if len(missing) == 1:
        [(name, text)] = missing.items()
        yield (
            f"the question {text!r} names {name!r}, an article that this index does not hold: "
            "correct the name, or take it out"
        )
    elif missing:
        shown = some_of([repr(name) for name in missing], SHOWN)
        yield (
            f"it names {len(missing):,} articles that this index does not hold ({shown}): "
            "correct the names, or take them out"
        )


def _names(catalog: Catalog) -> ArticleNames:
    with catalog:
        return ArticleNames(catalog.names())
