"""The features of relevance that are worked out of an index, by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from index import Filters, Preferences, build
from index.ranking.relevance import FEATURES
from index.search.constraints import Constraints
from index.search.reader import IndexReader
from index.search.relevance_features import features
from index.search.retrieval import Query, ranked
from index.search.understanding import understand
from index.snapshot.store import Store
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from pathlib import Path


def test_what_a_passage_lacks_is_the_rarest_word_that_it_does_not_hold(tmp_path: Path) -> None:
    texts = {
        "both": ("Pabrik gula di Lembata terbakar kemarin malam.", "id"),
        "common": ("Sebuah pabrik di kota ini ditutup karena merugi.", "id"),
        "rare": ("Warga Lembata menunggu kapal di pelabuhan itu.", "id"),
        "translated": ("The factory on Lembata was closed last year, it is said.", "en"),
        "neither": ("Harga beras naik lagi menjelang hari raya tahun ini.", "id"),
        "more": ("Pabrik baru akan dibuka di kawasan industri itu.", "id"),
    }
    file = tmp_path / "articles.jsonl"
    lines = [{"id": name, "text": text, "language": language} for name, (text, language) in texts.items()]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    encoder = FakeEncoder()
    build([file], tmp_path / "data", encoder=encoder)
    reader = IndexReader.open(Store(tmp_path / "data").sound_current().path, encoder.identity)
    asked = understand("pabrik Lembata", Filters(), Preferences())
    vector, words = encoder.encode_question(asked.text, asked.places)
    query = Query(asked, vector, words, None, None, Preferences())
    found = ranked(reader, query, 10, Constraints(reader, asked)).found
    lacking = features(reader, query, found, range(len(found.rows)), found)[:, FEATURES.index("lacking")]
    names = [article.record_id for article, _ in reader.catalog.passages(found.rows.tolist())]
    reader.catalog.close()
    # Four of six passages hold a word for `pabrik`, and three `Lembata`, which so is the rarer one.
    common, rare = np.log1p((6 - 4 + 0.5) / (4 + 0.5)), np.log1p((6 - 3 + 0.5) / (3 + 0.5))
    assert dict(zip(names, lacking.round(4).tolist(), strict=True)) == {
        "both": 0,
        "common": 1,
        "rare": round(float(common / rare), 4),
        "translated": 0,
        "neither": 1,
        "more": 1,
    }
