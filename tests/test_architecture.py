"""Imports go one way, and what is heavy is imported only where it is used."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import index

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
INDEX = sorted(ROOT.glob("index/**/*.py"))
SERVICE = sorted(ROOT.glob("service/**/*.py"))
TRAIN = sorted(ROOT.glob("train/**/*.py"))

NOUNS = {"answer", "arrays", "config", "cores", "errors", "question", "records"}
STEPS = {"text", "reading", "dense", "times", "understanding", "lexical", "spelling", "ranking"}
TOLD = {"report", "rendering", "judged"}
LIBRARY = NOUNS | STEPS | TOLD | {"snapshot", "build", "search"}
MAY_IMPORT = {
    **dict.fromkeys(NOUNS, NOUNS),
    **dict.fromkeys(TOLD, NOUNS),
    "text": NOUNS,
    "dense": NOUNS,
    "reading": NOUNS | {"text"},
    "times": NOUNS | {"text"},
    "understanding": NOUNS | {"text", "times", "reading"},
    "lexical": NOUNS | {"text"},
    "spelling": NOUNS | {"text", "understanding", "lexical"},
    "ranking": NOUNS | {"text", "lexical"},
    "snapshot": NOUNS | STEPS,
    "golden": NOUNS | STEPS | {"snapshot", "search", "judged"},
    "lost_articles": NOUNS | STEPS | {"snapshot", "report"},
    "generation_writer": NOUNS | STEPS | {"snapshot", "report", "golden", "judged", "lost_articles"},
    "build": NOUNS | STEPS | {"snapshot", "report", "golden", "judged", "lost_articles", "generation_writer"},
    "search": NOUNS | STEPS | {"snapshot"},
    "": LIBRARY,
    "evaluation": LIBRARY,
    "cli": LIBRARY | {"evaluation"},
}
"""By part of `index` (its own name for the package itself, empty), the other parts that it may import."""
HEAVY = {
    "datasketch", "faiss", "fastapi", "ftfy", "ir_measures", "matplotlib", "onnxruntime", "pandas",
    "rapidfuzz", "rich", "sentence_transformers", "tokenizers", "torch", "trafilatura", "transformers",
    "uvicorn",
}  # fmt: skip
"""Packages that `index` imports inside the function that needs them: `cari search` must start quickly."""


@dataclass(frozen=True)
class Import:
    """One imported module."""

    name: str
    names: tuple[str, ...]
    """What is taken from it; empty for `import name`."""
    at_start: bool
    """Whether it happens when the module is imported."""


@cache
def imports(path: Path) -> tuple[Import, ...]:
    return tuple(_imports(ast.parse(path.read_text(encoding="utf-8")), at_start=True))


def _imports(node: ast.AST, *, at_start: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, (), at_start) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute"
            yield Import(str(child.module), tuple(alias.name for alias in child.names), at_start)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            yield from _imports(child, at_start=False)
        else:
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(child, at_start=at_start and not later)


def part_of(path: Path) -> str:
    """`index/snapshot/store.py` -> `snapshot`; the package's own `__init__` -> ``."""
    return path.relative_to(ROOT / "index").parts[0].removesuffix(".py").replace("__init__", "")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", INDEX, ids=name_of)
def test_the_parts_of_index_import_one_way(path: Path) -> None:
    part = part_of(path)
    for found in imports(path):
        package, _, rest = found.name.partition(".")
        if package == "service":
            assert name_of(path) == "index/cli/serve.py"
        if package != "index":
            continue
        # `from index import x` names the part x; only the command line may.
        others = {rest.split(".")[0]} if rest else set(found.names)
        assert others <= MAY_IMPORT[part] | {part}, f"{name_of(path)} imports {found.name}"


@pytest.mark.parametrize("path", SERVICE, ids=name_of)
def test_service_knows_only_the_public_face_of_index(path: Path) -> None:
    for found in imports(path):
        if found.name.split(".")[0] == "index":
            assert found.name == "index"
            assert set(found.names) <= set(index.__all__)


def test_the_public_face_is_complete_and_sorted() -> None:
    assert index.__all__ == sorted(index.__all__)
    assert all(hasattr(index, name) for name in index.__all__)


@pytest.mark.parametrize("path", [*INDEX, *SERVICE], ids=name_of)
def test_heavy_packages_are_imported_where_they_are_used(path: Path) -> None:
    heavy = HEAVY if path.is_relative_to(ROOT / "index") else {"torch", "sentence_transformers"}
    at_start = {found.name.split(".")[0] for found in imports(path) if found.at_start}
    assert not at_start & heavy


@pytest.mark.parametrize(
    ("modules", "left_out"),
    [
        ("index, index.cli, service.app", {"torch", "sentence_transformers", "transformers", "trafilatura"}),
        ("index.cli", HEAVY | {"service", "pydantic", "scipy", "sklearn", "asyncio"}),
    ],
)
def test_starting_leaves_heavy_packages_out(modules: str, left_out: set[str]) -> None:
    script = f"import sys, {modules}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not left_out & set(done.stdout.split())


@pytest.mark.parametrize(
    ("paths", "extras"), [([*INDEX, *SERVICE], ["plots"]), (TRAIN, ["train"])], ids=["product", "train"]
)
def test_every_package_that_is_imported_is_declared(paths: list[Path], extras: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    declared = {re.split(r"[<>=; ]", one)[0].lower().replace("_", "-") for one in chain(*wanted)}
    declared |= {"cari", "pydantic-core"}  # of the latter, pydantic asks for one version
    packages = packages_distributions()
    imported = {found.name.partition(".")[0] for path in paths for found in imports(path)}
    given = {name: {one.lower().replace("_", "-") for one in packages.get(name, ())} for name in imported}
    assert not {name for name, ones in given.items() if ones and not ones & declared}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
    assert not {path.stem for path in [*INDEX, *SERVICE]} & drawers
