"""The build gate: what the serving generation finds, the next one must find too, or it is not published.

Golden questions are of two kinds. *Given* ones come from a list that names the articles that answer; one
whose articles are gone is lost. *Sampled* ones are sentences of passages that the serving generation holds;
each must bring its own article, and articles that have gone or changed since are not asked for.
"""

from index.golden.gate import GateResult, LostQuestion, Tally, check, gate
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
]
