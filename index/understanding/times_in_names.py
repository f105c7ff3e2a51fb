"""Times in names: times that are part of a name or title: `Esok Kan Bahagia`, `USA Today`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from index.records import KNOWN_LANGUAGES
from index.text.patterns import LETTERS
from index.text.spans import without
from index.times.forms import begins_sentence, forms
from index.understanding.small_talk import asks_for_anything
from index.understanding.subject import is_function_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.question import TimeExpression
    from index.records import Span


def within_name(question: str, time: TimeExpression, framed: Sequence[Span]) -> bool:
    """Whether capitals show that a time which counts from today is part of a name.

    Capitals show it after other words, and at the start of a sentence if the following words have them too.
    They do not on weekdays, in a question of capitals only, or where nothing else is asked for (`Berita Hari
    Ini`).

    Args:
        question: the question as asked.
        time: a time in it.
        framed: the framing of the question.
    """
    words = [word for word in LETTERS.findall(time.text) if word.lower() not in _weekdays()]
    if not time.relative or question.isupper() or not words or not all(map(_is_capital, words)):
        return False
    if asks_for_anything(without(question, [*framed, (time.start, time.end)])):
        return False
    if not begins_sentence(question, time.start):
        return True
    following = LETTERS.findall(question[time.end :])
    # Any first word of a sentence has a capital, but only a title has one in all words.
    of_name = following[:1] if len(words) > 1 else following
    return bool(following) and all(_is_capital(word) or is_function_word(word) for word in of_name)


def _is_capital(word: str) -> bool:
    return word[0].isupper()


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(word for name in KNOWN_LANGUAGES for word in forms(name).words["weekday"])
