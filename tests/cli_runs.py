"""Running `cari` inside the test's process, with the fake encoder in place of the bundled model."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from index.cli import app
from tests.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ESCAPE = "\x1b"

FLOOD = "Banjir merendam pasar ikan Tanjung Bakau sejak subuh. Pedagang mengungsi ke masjid."
PRICES = "The price of rice fell in Blue Cape. Traders expect another quiet week."
QUAKE = "Gempa mengguncang Girang Asri. Warga berlari ke lapangan."

ARTICLES = (
    {"_id": "flood", "title": "Banjir di Pasar Ikan", "text": FLOOD, "source": "Kabar Bakau",
     "date": "2024-04-19T12:55:00+07:00", "language": "id", "url": "https://bakau.example/banjir"},
    {"_id": "prices", "title": "Rice gets cheaper", "text": PRICES, "source": "Cape Courier",
     "date": "2023-02-01", "language": "en", "author": "Ann Harbour"},
    {"_id": "quake", "title": "Gempa di Girang Asri", "text": QUAKE, "language": "id"},
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Cari:
    """A `cari` with a data directory of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, *arguments: str | Path, **environment: str | None) -> Run:
        settings = {"CARI_DATA": str(self.data), "COLUMNS": "100", "FORCE_COLOR": None, **environment}
        result = CliRunner().invoke(app, [str(each) for each in arguments], env=settings, prog_name="cari")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Run(result.exit_code, result.stdout, result.stderr)

    def write(self, name: str, content: str | Iterable[dict[str, str]]) -> Path:
        """An article file: text as it is, or records as JSON lines."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else "".join(json.dumps(one) + "\n" for one in content)
        path.write_text(text, encoding="utf-8")
        return path

    def with_articles(self) -> Cari:
        """The same, with an index of `ARTICLES`."""
        assert self("build", self.write("news.jsonl", ARTICLES)).code == 0
        return self


@pytest.fixture
def cari(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cari:
    """A `cari` without an index."""

    def open_fake(name: str | None = None) -> FakeEncoder:
        assert name is None, "these tests have no other model"
        return FakeEncoder()

    for module in ("index.build", "index.search.searcher", "index.dense.encoder"):
        # By import_module, for `index.build` is also the name of a function.
        monkeypatch.setattr(import_module(module), "open_encoder", open_fake)
    for name in [name for name in os.environ if name.startswith("CARI_")]:
        monkeypatch.delenv(name)
    return Cari(tmp_path / "work")
