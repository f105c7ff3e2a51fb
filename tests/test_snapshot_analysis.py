from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.snapshot import analysis
from index.snapshot.analysis import current_analysis

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lexicon and a table of words in the place of the installed ones; read anew at each question."""
    (tmp_path / "lexicon.tsv.gz").write_bytes(b"rumah house")
    (tmp_path / "stems_id.txt").write_text("rumah rumahnya\n")
    monkeypatch.setattr(analysis.resources, "files", lambda _: tmp_path)
    monkeypatch.setattr(analysis, "current_analysis", current_analysis.__wrapped__)
    return tmp_path


def test_it_is_short_and_stays_the_same() -> None:
    assert current_analysis() == current_analysis.__wrapped__()
    assert len(current_analysis()) == 12
    assert int(current_analysis(), 16) >= 0


@pytest.mark.parametrize(
    "name", ["lexicon.tsv.gz", "stems_id.txt", "terms_en.toml", "names.toml", "names.txt"]
)
def test_every_table_counts(tables: Path, name: str) -> None:
    before = analysis.current_analysis()
    (tables / name).write_text("gedung")
    assert analysis.current_analysis() != before


@pytest.mark.parametrize("name", ["__init__.py", "questions/times_id.toml"])
def test_what_no_index_depends_on_does_not_count(tables: Path, name: str) -> None:
    before = analysis.current_analysis()
    (tables / name).parent.mkdir(exist_ok=True)
    (tables / name).write_text("besok")
    assert analysis.current_analysis() == before
