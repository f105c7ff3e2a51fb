"""The build gate: a new generation is published only if it finds what the serving one finds.

There are two kinds of golden questions. *Given* questions come from a list that names the articles that
answer them; a question without any of its articles left is lost. *Sampled* questions are sentences from
passages of the serving generation: each must find its own article. Articles that are gone or changed are not
sampled.
"""

from index.golden.gate import GateResult, LostQuestion, Tally, check, gate, sound_generation
from index.golden.given import GoldenList, given_questions, read_golden
from index.golden.questions import GoldenQuestion

__all__ = [
    "GateResult",
    "GoldenList",
    "GoldenQuestion",
    "LostQuestion",
    "Tally",
    "check",
    "gate",
    "given_questions",
    "read_golden",
    "sound_generation",
]
