"""Golden questions given in a list, as they stand to the articles of two generations."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import DamagedSnapshot, EvaluationError
from index.golden.questions import GoldenQuestion, shortened
from index.judged import ArticleNames
from index.judged.own import own_questions
from index.records import Problem
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.checks import is_intact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.judged.own import OwnQuestion

SHOWN = 5
"""Names listed that no article has: after articles have been taken out there may be hundreds."""


@dataclass(frozen=True, slots=True)
class GoldenList:
    """The golden questions that a build was given."""

    path: str
    questions: tuple[OwnQuestion, ...]


def read_golden(path: str | None) -> GoldenList | None:
    """The list that a build was given; None without a path.

    Raises:
        EvaluationError: the file cannot be read, or a line is no judged question.
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
    golden: GoldenList | None, staged: Path, serving: Path | None
) -> tuple[list[GoldenQuestion], list[Problem]]:
    """The questions of the list that the serving generation is a measure of, and what is wrong with the list.

    An article goes by its name, whatever its text is now. A question of which no article is left counts as
    lost; one whose articles are all new has nothing to be held to.

    Args:
        golden: as `read_golden` gives it.
        staged: the new generation; its catalog is complete.
        serving: the generation before; None where nothing has been published.

    Raises:
        EvaluationError: the first generation holds none of the articles named; the list is about others.
    """
    if golden is None:
        return [], []
    if not golden.questions:
        reason = (
            "it holds no question, so it protects no article: write one a line, like "
            '{"question": "Kapan Whoosh diresmikan?", "articles": ["kabar/whoosh.txt"]}, '
            "or build without `--golden`"
        )
        return [], [Problem(golden.path, None, reason)]
    here, before = _names(staged), None
    if serving and is_intact(serving, layout.CATALOG):  # else it is no measure
        with suppress(DamagedSnapshot):  # an older Cari wrote it, with other columns
            before = _names(serving)
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
    """The question with its articles; none where there is nothing to hold the new generation to."""
    now = [found for name in question.articles for found in _found(name, here, before)]
    then = [found for name in question.articles if before for found in _found(name, before, here)]
    if now and (then or before is None):
        # An article may have another id in each: its page has got a URL, say.
        return [GoldenQuestion(question.text, "given", frozenset(now + then), here.shown(now[0]))]
    if before and then and not now:
        return [GoldenQuestion(question.text, "given", frozenset(then), before.shown(then[0]), gone=True)]
    return []


def _found(name: str, names: ArticleNames, others: ArticleNames | None) -> list[str]:
    """The id of the article with this name, or of the one that alone has it in the other generation.

    Of a name that is clear there and that several articles have here, as when a second source came with files
    of the same names, any of them will do.
    """
    if found := names.find_one(name):
        return [found]
    known = others.find_one(name) if others else None
    if known is None or known in names.languages:
        return [known] if known else []
    return names.find_all(name)


def _troubles(questions: Sequence[OwnQuestion], here: ArticleNames) -> Iterator[str]:
    """What is wrong with the names of a list; those that no article has are told together."""
    missing: dict[str, str] = {}
    for question in questions:
        for name in question.articles:
            try:
                if here.find(name) is None:
                    missing.setdefault(name, shortened(question.text))
            except EvaluationError as error:  # several articles have it
                told = str(error).removesuffix(".")
                yield f"the question {shortened(question.text)!r} is not clear about an article: {told}"
    if len(missing) == 1:
        [(name, text)] = missing.items()
        yield (
            f"the question {text!r} names {name!r}, an article that this index does not hold: "
            "correct the name, or take it out"
        )
    elif missing:
        shown = ", ".join(map(repr, list(missing)[:SHOWN]))
        more = f" and {len(missing) - SHOWN:,} more" if len(missing) > SHOWN else ""
        yield (
            f"it names {len(missing):,} articles that this index does not hold ({shown}{more}): "
            "correct the names, or take them out"
        )


def _names(generation: Path) -> ArticleNames:
    with Catalog.open(generation / layout.CATALOG) as catalog:
        return ArticleNames(catalog.names())
