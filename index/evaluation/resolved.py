"""The judgements of a set by the ids of the articles of a generation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import EvaluationError

if TYPE_CHECKING:
    from index.judged import ArticleNames, JudgedSet


def resolved(
    judged: JudgedSet, names: ArticleNames, generation: str
) -> tuple[dict[str, dict[str, int]], tuple[str, ...]]:
    """Return the judgements by article id, and the names of relevant articles that no article has.

    Names that no article has stay in the judgements. Irrelevant ones are not returned: they lower no measure.

    Args:
        judged: a set.
        names: the articles of a generation.
        generation: its name, for the error message.

    Raises:
        EvaluationError: no article has any of the names, or several have one of them.
    """
    wanted = {name for grades in judged.judgements.values() for name in grades}
    ids = {name: _document(name, names) if judged.corpus else names.find(name) for name in wanted}
    if not any(ids.values()):
        raise EvaluationError(_nothing_known(judged, generation, min(wanted)))
    by_article = {
        question: {ids[name] or name: grade for name, grade in grades.items()}
        for question, grades in judged.judgements.items()
    }
    answers = {name for grades in judged.judgements.values() for name, grade in grades.items() if grade > 0}
    return by_article, tuple(sorted(name for name in answers if ids[name] is None))


def _nothing_known(judged: JudgedSet, generation: str, example: str) -> str:
    if judged.corpus is None:
        return (
            f"Generation {generation} has none of the articles that {judged.name} names, such as "
            f"{example!r}: use the index these questions are about (`--data`), or correct the names."
        )
    return (
        f"{judged.corpus} has no readable document with an id that is judged, such as {example!r}: "
        "use the same ids in both files, and documents with text."
    )


def _document(name: str, names: ArticleNames) -> str | None:
    """Return the article of a document; the reader leaves single spaces in record ids."""
    return names.records.get(" ".join(name.split()))
