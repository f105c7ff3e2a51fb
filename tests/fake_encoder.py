"""An encoder that can be computed on paper: one axis a subject, a vector counts the words of each subject.

`FakeEncoder().queries(["banjir flood harga"])` is (2, 1, 0, …) / √5: two words of the water axis, one of the
economy's. A text without a known word lies on the last axis, alone. Tokens are what white space separates.
Words have vectors only where they are asked for: most tests are about the other two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from index.dense.encoder import EncodedPassages, EncoderIdentity, separately
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.arrays import Vectors
    from index.records import Span

AXES: tuple[tuple[str, ...], ...] = (
    ("banjir", "flood", "hujan", "rain"),
    ("harga", "price", "beras", "rice"),
    ("gempa", "earthquake", "tsunami"),
    ("presiden", "president", "menteri", "minister"),
    ("bola", "football", "gol", "goal"),
    ("vaksin", "vaccine", "rumah-sakit", "hospital"),
    ("sekolah", "school", "guru", "teacher"),
    (),
)
"""Words of each axis, both languages on one, as in a bilingual model. The last is for unknown words."""

AXIS_OF = {word: axis for axis, words in enumerate(AXES) for word in words}

_TOKEN = re.compile(r"\S+")


class FakeEncoder:
    """Deterministic, offline, made in no time. Satisfies `index.dense.encoder.Encoder`."""

    def __init__(self, max_tokens: int = 64, revision: str = "1", *, words: bool = False) -> None:
        self.identity = EncoderIdentity(
            name="fake",
            revision=revision,
            dimension=len(AXES),
            max_tokens=max_tokens,
            query_prompt="",
            passage_prompt="",
            pooling="mean",
            word_dimension=len(AXES) if words else 0,
        )
        self.passage_tokens = max_tokens

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        return [match.span() for match in _TOKEN.finditer(text)]

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self._vector(text) for text in texts], np.float32).reshape(-1, len(AXES))

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        for text in texts:
            if len(self.token_spans(text)) > self.passage_tokens:
                raise ModelError(
                    f"A passage is longer than {self.passage_tokens} tokens: cut it before encoding."
                )
        return self.queries(texts)

    def encode_question(
        self, stretches: Sequence[str], words: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors]:
        return self.queries(stretches), np.concatenate(list(map(self._words, stretches, words)))

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]], words: Sequence[Sequence[Span]]
    ) -> EncodedPassages:
        of_words = [self._words(text, spans) for text, spans in zip(texts, words, strict=True)]
        return separately(self.passages, texts, sentences, np.concatenate([self._words("", []), *of_words]))

    def _words(self, text: str, words: Sequence[Span]) -> Vectors:
        size = self.identity.word_dimension
        return self.queries([text[start:end] for start, end in words])[:, :size]

    def _vector(self, text: str) -> NDArray[np.float64]:
        counts = np.zeros(len(AXES))
        for word in re.findall(r"[\w-]+", text.lower()):
            if word in AXIS_OF:
                counts[AXIS_OF[word]] += 1
        if not counts.any():
            counts[-1] = 1
        return counts / np.linalg.norm(counts)
