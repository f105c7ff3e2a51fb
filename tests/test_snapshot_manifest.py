from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.config import BuildConfig
from index.dense.encoder import EncoderIdentity
from index.errors import DamagedSnapshot
from index.snapshot.analysis import current_analysis
from index.snapshot.manifest import FORMAT, Counts, Draft, FileRecord, Manifest, other_format

ORIGIN = Path("manifest.json")
TOO_DEEP = "[" * 200_000
MANIFEST = Manifest(
    format=FORMAT,
    built_at="2024-03-04T01:15:00+00:00",
    previous="0006-00c0ffee",
    draft=Draft(
        encoder=EncoderIdentity("paper", "1", 8, 64, "tanya: ", "", "mean", word_dimension=4),
        config=BuildConfig(model="paper", golden="/news/golden.jsonl"),
        counts=Counts(articles=2, passages=5, vectors=5, postings=5),
        sources=("pages", "arsip/*.jsonl"),
        recall=0.985,
        analysis="0123456789ab",
    ),
    files={"columns/days.npy": FileRecord(sha256="ab" * 32, size=148)},
)


def test_a_manifest_comes_back_as_it_was() -> None:
    assert Manifest.from_json(MANIFEST.to_json(), ORIGIN) == MANIFEST


def test_the_text_is_flat_and_can_be_read_by_eye() -> None:
    content = json.loads(MANIFEST.to_json())
    assert content["counts"] == {"articles": 2, "passages": 5, "vectors": 5, "postings": 5}
    assert content["sources"] == ["pages", "arsip/*.jsonl"]
    assert content["files"]["columns/days.npy"] == {"sha256": "ab" * 32, "size": 148}


REQUIRED = [
    *["format", "built_at", "encoder", "config", "counts", "sources", "files", "previous", "recall"],
    "analysis",
]


@pytest.mark.parametrize("field", REQUIRED)
def test_a_missing_field_is_named(field: str) -> None:
    content = json.loads(MANIFEST.to_json())
    del content[field]
    with pytest.raises(DamagedSnapshot, match=rf"manifest\.json: `{field}` must be .*, found nothing"):
        Manifest.from_json(json.dumps(content), ORIGIN)


WRONG = {
    "counts.passages": ("counts", {"articles": 1, "passages": "5", "vectors": 5, "postings": 5}),
    "counts.vectors": ("counts", {"articles": 1, "passages": 5, "postings": 5}),
    "counts.articles": ("counts", {"articles": True, "passages": 5, "vectors": 5, "postings": 5}),
    "files.a.size": ("files", {"a": {"sha256": "00"}}),
    "encoder": ("encoder", "paper"),
    "encoder.revision": ("encoder", {"name": "paper", "dimension": 8, "max_tokens": 64}),
    "previous": ("previous", 6),
    "recall": ("recall", None),
}


@pytest.mark.parametrize(("name", "change"), WRONG.items(), ids=WRONG)
def test_a_wrong_field_is_named_with_its_place(name: str, change: tuple[str, object]) -> None:
    content = json.loads(MANIFEST.to_json()) | dict([change])
    with pytest.raises(DamagedSnapshot, match=rf"`{name}` must be"):
        Manifest.from_json(json.dumps(content), ORIGIN)


@pytest.mark.parametrize(
    "text", ["", "{", TOO_DEEP, "[]", "3", '{"files": {"a": 1}}'], ids=lambda text: text[:20]
)
def test_what_is_no_manifest_is_damage(text: str) -> None:
    with pytest.raises(DamagedSnapshot, match="cari rollback"):
        Manifest.from_json(text, ORIGIN)


@pytest.mark.parametrize(
    ("version", "message"),
    [
        (FORMAT + 1, "written by a newer Cari .*upgrade Cari"),
        (FORMAT - 1, "written by an older Cari .*run `cari rebuild`"),
    ],
)
def test_another_format_version_says_what_to_do(version: int, message: str) -> None:
    content = json.loads(MANIFEST.to_json()) | {"format": version}
    with pytest.raises(DamagedSnapshot, match=message):
        Manifest.from_json(json.dumps(content), ORIGIN)


def test_an_older_format_can_be_read_to_build_from_it() -> None:
    content = json.loads(MANIFEST.to_json()) | {"format": 1}
    del content["analysis"], content["encoder"]["word_dimension"]
    found = Manifest.from_json(json.dumps(content), ORIGIN, older=True)
    assert (found.format, found.draft.analysis) == (1, "")
    assert found.draft.sources == MANIFEST.draft.sources
    assert found.draft.encoder == replace(MANIFEST.draft.encoder, word_dimension=0)


def test_a_newer_format_cannot_be_read_for_anything() -> None:
    content = json.loads(MANIFEST.to_json()) | {"format": FORMAT + 1}
    with pytest.raises(DamagedSnapshot, match="newer Cari"):
        Manifest.from_json(json.dumps(content), ORIGIN, older=True)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (f'{{"format": {FORMAT}}}', None),
        ('{"format": 1}', f"an older Cari (format 1, this one reads {FORMAT})"),
        ('{"format": 9, "else": "nobody knows"}', f"a newer Cari (format 9, this one reads {FORMAT})"),
        ('{"format": "9"}', None),
        ("{", None),
        (TOO_DEEP, None),
        (None, None),
    ],
)
def test_which_cari_wrote_a_generation(tmp_path: Path, content: str | None, told: str | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    assert other_format(tmp_path) == told


def test_a_draft_names_the_analysis_of_the_day() -> None:
    draft = Draft(MANIFEST.draft.encoder, BuildConfig(), Counts(1, 1, 1, 1), (), 1.0)
    assert draft.analysis == current_analysis()
    assert Manifest(FORMAT, "", None, draft, {}).analysis_is_current
    assert not MANIFEST.analysis_is_current


def test_a_missing_manifest_is_damage(tmp_path: Path) -> None:
    with pytest.raises(DamagedSnapshot, match="cannot be read"):
        Manifest.load(tmp_path)


def test_a_manifest_that_is_not_utf8_is_damage(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b"\xff\xfe{}")
    with pytest.raises(DamagedSnapshot, match="cannot be read"):
        Manifest.load(tmp_path)
