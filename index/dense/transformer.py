"""Encoders other than the bundled one: any sentence-transformers model, by name or folder."""

from __future__ import annotations

import hashlib
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from index.dense.encoder import EncodedPassages, EncoderIdentity, mean_of_windows, separately, windows
from index.dense.prompts import Prompts, known_prompts
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import SentenceTransformer

    from index.arrays import Vectors
    from index.records import Span

UNLIMITED = 1_000_000
"""From here on a limit means none: Transformers sets a huge one where the configuration names none."""
PLAIN_LIMIT = 512
"""Tokens that a model without a limit is assumed to accept: the positions of BERT and XLM-RoBERTa."""


class TransformerEncoder:
    """Unit vectors from a sentence-transformers model, on a GPU if there is one. Threads may share it."""

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        tokenizer: Any = model.tokenizer
        if not getattr(tokenizer, "is_fast", False):
            raise ModelError(
                f"The model {name} has no fast tokenizer, which is needed to cut text into passages: "
                "choose another model, or add a tokenizer.json."
            )
        self._model, self._tokenizer, self._lock = model, tokenizer, Lock()
        prompts = known_prompts(name) or _own_prompts(model)
        self.identity = EncoderIdentity(
            name=name,
            revision=_revision(name, model),
            dimension=int(model.get_embedding_dimension() or 0),
            max_tokens=_limit(model),
            query_prompt=prompts.query,
            passage_prompt=prompts.passage,
            pooling=_pooling(model),
        )
        self.passage_tokens = self._room(prompts.passage)

    @classmethod
    def open(cls, name: str) -> TransformerEncoder:
        """Open a model from a folder or from the local Hugging Face cache, never from the network.

        Raises:
            ModelError: the model is in neither place, or cannot be loaded, or the package is missing.
        """
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:  # as in the image without torch
            raise ModelError(
                f"The model {name} needs the package sentence-transformers, which is not installed "
                f"({_first_line(error)}): install it with `pip install sentence-transformers`, or use the "
                "bundled model."
            ) from error
        try:
            model = SentenceTransformer(name, local_files_only=True)
        except Exception as error:  # each underlying library raises its own errors
            raise ModelError(
                f"The model {name} cannot be opened ({_first_line(error)}): name a folder with a "
                f"sentence-transformers model, or download it once with `hf download {name}`."
            ) from error
        return cls(name, model)

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return the (start, end) of all tokens of the text in code points, without special tokens."""
        with self._lock:
            encoding = self._tokenizer(
                text, add_special_tokens=False, return_offsets_mapping=True, truncation=False, verbose=False
            )
        # Some SentencePiece models begin with a token for a blank, which has no text.
        return [(start, end) for start, end in encoding["offset_mapping"] if end > start]

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows [texts, dimension]. A text over the limit is embedded in `windows`."""
        return self._embed(texts, self.identity.query_prompt)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows [texts, dimension]. A text over the limit is embedded in `windows`."""
        return self._embed(texts, self.identity.passage_prompt)

    def encode_question(
        self,
        stretches: Sequence[str],
        words: Sequence[Sequence[Span]],  # noqa: ARG002 - this model has no vectors of words
    ) -> tuple[Vectors, Vectors]:
        """Return the vectors of a question's stretches, without words, see `Encoder.encode_question`."""
        return self.queries(stretches), np.empty((0, 0), np.float32)

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]], words: Sequence[Sequence[Span]]
    ) -> EncodedPassages:
        """Return the vectors of passages and of single sentences, see `Encoder.encode_passages`."""
        no_words = np.empty((sum(map(len, words)), 0), np.float32)
        return separately(self.passages, texts, sentences, no_words)

    def _embed(self, texts: Sequence[str], prompt: str) -> Vectors:
        room = self._room(prompt)
        parts = [windows(text, self.token_spans(text), room) for text in texts]
        if not parts:
            return np.empty((0, self.identity.dimension), np.float32)
        with self._lock:  # the tokenizer keeps padding and truncation as state
            rows = self._model.encode(
                list(chain.from_iterable(parts)),
                prompt=prompt,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return mean_of_windows(np.asarray(rows, np.float32), [len(part) for part in parts])

    def _room(self, prompt: str) -> int:
        """Return the number of tokens that a prompt leaves for the text."""
        special = self._tokenizer.num_special_tokens_to_add(pair=False)
        return max(1, self.identity.max_tokens - int(special) - len(self.token_spans(prompt)))


def _own_prompts(model: SentenceTransformer) -> Prompts:
    """Return the prompts in a model's own configuration."""
    own = model.prompts
    passage = next((own[key] for key in ("document", "passage", "corpus") if own.get(key)), "")
    return Prompts(own.get("query") or "", passage or "")


def _limit(model: SentenceTransformer) -> int:
    """Return the most tokens of an input: the model's own limit, and at most its positions.

    `PLAIN_LIMIT` if it has neither a limit nor a number of positions.
    """
    limit = min(model.max_seq_length or UNLIMITED, _positions(model))
    return int(limit) if limit < UNLIMITED else PLAIN_LIMIT


def _positions(model: SentenceTransformer) -> int:
    """Return the number of usable positions: models like RoBERTa count from after the padding index."""
    transformer: Any = model[0]
    total = getattr(getattr(transformer, "config", None), "max_position_embeddings", None)
    if not total:
        return UNLIMITED
    embeddings = getattr(getattr(transformer, "auto_model", None), "embeddings", None)
    padding = getattr(getattr(embeddings, "position_embeddings", None), "padding_idx", None)
    return int(total) - (0 if padding is None else padding + 1)


def _pooling(model: SentenceTransformer) -> str:
    """Return the name of the pooling of token states, from the model's pooling module."""
    for module in model:
        mode = getattr(module, "pooling_mode", None)
        if mode:
            return mode if isinstance(mode, str) else "+".join(mode)
    return "unknown"


def _revision(name: str, model: SentenceTransformer) -> str:
    """Return the commit of a model from the hub, or a digest of a folder's weights (16 hex digits)."""
    commit = getattr(getattr(model[0], "config", None), "_commit_hash", None)
    if commit and not Path(name).is_dir():
        return str(commit)
    digest = hashlib.sha256()
    for path in sorted(Path(name).rglob("*")):
        if path.suffix in {".safetensors", ".bin"}:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
