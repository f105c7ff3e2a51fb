"""`cari` as people start it: a process of its own, with the bundled model."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli_runs import ARTICLES, Cari, cari

__all__ = ["cari"]

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ("build", "rebuild", "search", "show", "status", "verify", "rollback", "evaluate", "serve")


def start(*arguments: str, text: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "index.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=text, encoding="utf-8", check=False)


def test_a_question_in_either_language_finds_its_article_with_the_bundled_model(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    data = str(tmp_path / "data")
    built = start("build", str(news), "--data", data)
    assert (built.returncode, built.stderr) == (0, "")
    for question, expected in (("flood at the fish market", "flood"), ("harga beras turun", "prices")):
        asked = start("search", question, "--data", data, "--json")
        assert (asked.returncode, asked.stderr) == (0, "")
        assert json.loads(asked.stdout)["hits"][0]["article"]["record_id"] == expected


def test_an_error_is_one_sentence_without_a_traceback(tmp_path: Path) -> None:
    done = start("status", "--data", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"cari: .+\n", done.stderr)


def test_version(cari: Cari) -> None:
    assert re.fullmatch(r"cari .+\n", cari("--version").out)


def test_help_names_every_command_and_shows_examples(cari: Cari) -> None:
    out = cari("--help").out
    assert all(re.search(rf"^\W*{name}\b", out, re.MULTILINE) for name in COMMANDS)
    assert "cari build seeds" in out


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_examples(cari: Cari, name: str) -> None:
    run = cari(name, "--help")
    assert run.code == 0
    assert re.search(rf"^\s*cari {name}\b", run.out.partition("Examples:")[2], re.MULTILINE)


def test_the_readme_names_the_commands_that_there_are(cari: Cari) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").exists() else ""
    section = readme.partition("## Command line")[2].partition("\n## ")[0]
    if not section:
        pytest.skip("README.md has no section `Command line` yet")
    assert set(re.findall(r"^cari ([a-z]+)", section, re.MULTILINE)) == set(COMMANDS)
    for name, options in re.findall(r"^cari ([a-z]+)(.*)$", section, re.MULTILINE):
        known = cari(name, "--help", COLUMNS="200").out
        assert set(re.findall(r"--[a-z-]+", options)) <= set(re.findall(r"--[a-z-]+", known))


def test_a_closed_standard_output_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m index.cli status --data {tmp_path} >&-"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr[:34]) == (1, "cari: Nothing has been published i")
