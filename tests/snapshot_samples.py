"""Small generations for the snapshot tests: real catalog and columns, vectors computed on paper."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from index.arrays import STARTS
from index.config import BuildConfig
from index.dense.encoder import EncoderIdentity
from index.dense.parts import LEVELS, part_writer, quantised_int8
from index.lexical.term_vectors import SENTENCES, TERMS, VALUES, TermVectorsWriter
from index.records import Article, Passage
from index.snapshot import layout
from index.snapshot.catalog import Catalog
from index.snapshot.catalog_writer import CatalogWriter
from index.snapshot.columns import write_columns
from index.snapshot.manifest import Counts, Draft
from index.snapshot.pointer import serving
from index.snapshot.publish import publish as publish_staged
from index.snapshot.reuse import content_hash

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.snapshot.checks import Nearest
    from index.snapshot.layout import Generation
    from index.snapshot.store import Store

DIMENSION = 8
IDENTITY = EncoderIdentity("paper", "1", DIMENSION, 64, "", "", "mean", word_dimension=DIMENSION)
CONFIG = BuildConfig(model="paper", golden="golden.jsonl")
PARTS = [f"{part}/{name}" for part in (layout.SENTENCES, layout.WORDS) for name in (LEVELS, STARTS)]
"""The files of vectors of sentences and words."""
PLACED = [f"{layout.PLACES}/{part}/{name}" for part in (SENTENCES, TERMS) for name in (VALUES, STARTS)]
"""The files of places of sentences and terms."""

HARBOUR = Article(
    id="00000000000000a1",
    title="Pelabuhan Tanjung Sari dibuka",
    body="Pelabuhan Tanjung Sari dibuka hari Senin.\n\nKapal pertama membawa beras — 1.200 ton.",
    language="id",
    origin="harbour.txt",
    published="2024-03-04T08:15:00+07:00",
    source="Suara Teluk",
    authors=("Rina Wati", 'Joko "Jek" Santoso'),
    url="https://suarateluk.example/pelabuhan",
    keywords=("pelabuhan", "beras"),
    section="Ekonomi",
    place="Tanjung Sari",
    record_id="7",
)
BRIDGE = Article(
    id="00000000000000a2",
    title=None,
    body="The old bridge at Kali Putih closes for repairs.\n\nBuses take the ring road.\n\nIt opens in June.",
    language="en",
    origin="bridge.html",
    published="2024-03-09",
    published_inferred=True,
    source="Valley Courier",
)
NOTICE = Article(
    id="00000000000000a3", title="Notice", body="Kantor tutup besok.", language="id", origin="notice.md"
)
ARTICLES = (HARBOUR, BRIDGE, NOTICE)
"""2 + 3 + 1 passages: rows 0-1, 2-4 and 5."""


def cut(article: Article) -> list[Passage]:
    """One passage a paragraph."""
    found, start = [], 0
    for ordinal, paragraph in enumerate(article.body.split("\n\n")):
        end = start + len(paragraph)
        found.append(Passage(article.id, ordinal, start, end, paragraph))
        start = end + len("\n\n")
    return found


def write_catalog(path: Path, articles: Sequence[Article] = ARTICLES) -> None:
    with CatalogWriter(path) as writer:
        for article in articles:
            passages = cut(article)
            writer.add(article, passages, [content_hash(passage.text, []) for passage in passages])


def stage(staged: Path, articles: Sequence[Article] = ARTICLES) -> Draft:
    """Fill a staging directory; passage row n gets the unit vector along axis n modulo 8."""
    write_catalog(staged / layout.CATALOG, articles)
    with Catalog.open(staged / layout.CATALOG) as catalog:
        write_columns(catalog, staged / layout.COLUMNS, np.arange(len(articles), dtype=np.int32))
        rows = catalog.passage_count
    embeddings = np.eye(DIMENSION, dtype=np.float32)[np.arange(rows) % DIMENSION]
    np.save(staged / layout.EMBEDDINGS, embeddings)
    (staged / layout.VECTORS).write_bytes(embeddings.tobytes())
    for part in (layout.SENTENCES, layout.WORDS):
        with part_writer(staged / part) as parts:
            for vector in embeddings:
                parts.add(quantised_int8(vector[np.newaxis]))
    with TermVectorsWriter(staged / layout.PLACES) as places:
        for _ in range(rows):
            places.add([], [], 0)
    (staged / layout.POSTINGS).mkdir()
    np.save(staged / layout.POSTINGS / "documents.npy", np.arange(rows, dtype=np.int32))
    (staged / layout.REPORT).write_text(json.dumps({"read": len(articles)}), encoding="utf-8")
    counts = Counts(articles=len(articles), passages=rows, vectors=rows, postings=rows)
    return Draft(IDENTITY, CONFIG, counts, sources=("pages",), recall=1.0)


def nearest_in(staged: Path) -> Nearest:
    """Exact search over the staged embeddings, best first."""
    embeddings = np.load(staged / layout.EMBEDDINGS)
    return lambda rows: [
        np.argsort(-(embeddings @ embeddings[row]), kind="stable")[:3].tolist() for row in rows
    ]


def publish(store: Store, articles: Sequence[Article] = ARTICLES) -> Generation:
    """Build and publish."""
    with store.staging() as staged:
        draft, over = stage(staged, articles), serving(store.data)
        return store.named(publish_staged(store.data, staged, over, draft, nearest_in(staged)))


def as_first_format(generation: Generation) -> Generation:
    """Make a published generation what the first Cari wrote: no stories, analysis, sentences or words."""
    content = json.loads((generation.path / layout.MANIFEST).read_text()) | {"format": 1}
    del content["analysis"]
    return _without(generation, content, "columns/stories.npy", *PARTS, *PLACED)


def as_fifth_format(generation: Generation) -> Generation:
    """Make a published generation what the Cari before places wrote."""
    content = json.loads((generation.path / layout.MANIFEST).read_text()) | {"format": 5}
    return _without(generation, content, *PLACED)


def as_newer_format(generation: Generation) -> Generation:
    """Make a published generation, the current one from now on, what a Cari of format 9 might write."""
    return _as_written(generation, {"format": 9, "made_from": ["pages"]})


def _without(generation: Generation, content: dict[str, Any], *files: str) -> Generation:
    for file in files:
        (generation.path / file).unlink()
        del content["files"][file]
    return _as_written(generation, content)


def _as_written(generation: Generation, content: dict[str, object]) -> Generation:
    manifest = json.dumps(content)
    (generation.path / layout.MANIFEST).write_text(manifest)
    name = layout.generation_name(generation.number, hashlib.sha256(manifest.encode()).hexdigest())
    path = generation.path.rename(generation.path.with_name(name))
    (path.parent.parent / layout.POINTER).write_text(f"{name}\n")
    return replace(generation, name=name, path=path, is_current=True)


def flip_byte(path: Path, position: int = -1) -> None:
    """Change one byte and nothing else: the size stays."""
    content = bytearray(path.read_bytes())
    content[position] ^= 0xFF
    path.write_bytes(content)
