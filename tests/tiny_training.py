"""A training stage small enough to run in a test; import it where torch is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from tests.tiny_bert import tiny_bert, write_tokenizer
from train.distil import Schedule
from train.student import SentenceModel

if TYPE_CHECKING:
    from pathlib import Path

SCHEDULE = Schedule(
    steps=2,
    rate=1e-2,
    network_rate=1e-2,
    answers_share=0.0,
    contexts_share=0.0,
    english_share=0.0,
    contrast=0.0,
    topics=1,
    least_cosine=-1.0,
    batch_tokens=64,
    misspelt_share=0.0,
    warm_up=0,
)


def model(folder: Path) -> SentenceModel:
    tokenizer = Tokenizer.from_file(str(write_tokenizer(folder / "tokenizer.json")))
    return SentenceModel(tiny_bert(), tokenizer, 32)
