"""Questions made from statements: a question word replaces a name or a number.

The idea is that of unsupervised question answering by cloze translation (Lewis, Denoyer and Riedel, 2019),
with rules instead of a translator: the answer is cut out of the words around it, and the question word is put
in front.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_NAME = re.compile(r"(?<![.!?:] )(?<=[a-z,] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
_NUMBER = re.compile(
    r"(?<=\s)\d[\d.,]*(?: (?:ribu|juta|miliar|triliun|thousand|million|billion|percent|persen))?"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_WORD = re.compile(r"[\w'-]+(?:[.,]\d+)*")
_ASKED = {
    "id": {"when": ("kapan", "tahun berapa"), "count": ("berapa",), "where": ("di mana",)},
    "en": {
        "when": ("when did", "what year", "when was"),
        "count": ("how many", "how much"),
        "where": ("where",),
    },
}
_NAMED = {
    "id": ("siapa", "siapa yang", "apa", "apa nama", "apakah yang"),
    "en": ("who", "what", "what is the name of", "which"),
}
_BEFORE_PLACE = {"id": ("di", "ke", "dari"), "en": ("in", "at", "from", "to")}
_BEFORE_TIME = {"id": ("pada", "tahun", "sejak", "hingga"), "en": ("in", "since", "until", "during")}
MOST_WORDS = 7
"""Most words on each side of the answer that stay in the question."""
LEAST_WORDS = 3


def cloze_question(sentence: str, language: str, chance: random.Random) -> str | None:
    """Return a question in the sentence's language that it answers, or None if there is nothing to ask."""
    answers = [*_NAME.finditer(sentence), *_NUMBER.finditer(sentence)]
    if not answers:
        return None
    answer = chance.choice(answers)
    before = _WORD.findall(sentence[: answer.start()])[-chance.randint(2, MOST_WORDS) :]
    after = _WORD.findall(sentence[answer.end() :])[: chance.randint(2, MOST_WORDS)]
    asking = chance.choice(_asking(answer[0], before, language))
    if before and before[-1].lower() in (*_BEFORE_PLACE[language], *_BEFORE_TIME[language]):
        before.pop()
    if len(before) + len(after) < LEAST_WORDS:
        return None
    question = " ".join([asking, *before, *after])
    return question + "?" if chance.random() < 0.7 else question.lower()


def _asking(answer: str, before: list[str], language: str) -> tuple[str, ...]:
    lead = before[-1].lower() if before else ""
    words = _ASKED[language]
    if _YEAR.fullmatch(answer) or (answer[0].isdigit() and lead in _BEFORE_TIME[language]):
        return words["when"]
    if answer[0].isdigit():
        return words["count"]
    return words["where"] if lead in _BEFORE_PLACE[language] else _NAMED[language]
