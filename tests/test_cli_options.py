"""Options and arguments that several commands take, and commands as the user must type them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.cli.options import as_typed
from service.settings import Settings
from tests.cli_runs import ARTICLES, Cari, cari

__all__ = ["cari"]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings that `cari serve` starts with; nothing is started."""
    settings: list[Settings] = []
    monkeypatch.setattr("service.server.serve", settings.append)
    return settings


def test_an_option_of_serve_takes_the_place_of_its_variable(cari: Cari, served: list[Settings]) -> None:
    url = "tcp://10.0.0.11:8000"  # what Kubernetes sets in the pods beside a service of the name `cari`
    run = cari("serve", "--port", "0", "--host", "::1", CARI_PORT=url, CARI_HOST="a", CARI_QUEUE="7")
    assert (run.code, run.err) == (0, "")
    (settings,) = served
    assert (settings.host, settings.port, settings.queue, settings.data) == ("::1", 0, 7, cari.data)


def test_without_an_option_the_variable_counts(cari: Cari, served: list[Settings]) -> None:
    assert cari("serve", CARI_PORT="81").code == 0
    assert served[0].port == 81
    run = cari("serve", CARI_PORT="tcp://10.0.0.11:8000")
    assert (run.code, run.err[:41]) == (1, "cari: CARI_PORT is 'tcp://10.0.0.11:8000'")


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", ""),
        ("build", "news.jsonl", " "),
        ("build", "news.jsonl", "--model", ""),
        ("serve", "--host", ""),
    ],
)
def test_a_value_of_an_unset_variable_is_wrong_usage(
    cari: Cari, arguments: tuple[str, ...], served: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(cari.write("news.jsonl", ARTICLES).parent)
    run = cari(*arguments)
    assert (run.code, run.out, cari.data.exists(), served) == (2, "", False, [])
    assert "it is empty; give a value, or leave it out" in " ".join(run.err.split())


def test_without_option_and_variable_the_index_is_in_the_folder_data(
    cari: Cari, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(cari.folder)
    assert cari("build", cari.write("news.jsonl", ARTICLES), CARI_DATA=None).code == 0
    assert (cari.folder / "data/current").is_file()
    assert cari("status", CARI_DATA=None).code == 0


def test_a_tilde_in_the_data_directory_is_the_home(cari: Cari, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(cari.folder / "home"))
    monkeypatch.chdir(cari.folder)
    built = cari(
        "build", cari.write("news.jsonl", ARTICLES), "--data=~/index"
    )  # bash leaves this one as it is
    assert (built.code, (cari.folder / "home/index/current").is_file()) == (0, True)
    assert built.out.splitlines()[-1] == f'Now ask: cari search "…" --data {cari.folder}/home/index'
    assert cari("build", "news.jsonl", CARI_DATA="~/index").out.splitlines()[-1] == 'Now ask: cari search "…"'
    assert not (cari.folder / "~").exists()
    assert Settings.from_environment({"CARI_DATA": "~/index"}).data == cari.folder / "home/index"


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("`cari rebuild`.", "`/opt/cari/bin/cari rebuild --data there`."),
        ("`cari build PATH...`.", "`/opt/cari/bin/cari build --data there PATH...`."),
        ("`cari build PATH... --data there`.", "`/opt/cari/bin/cari build PATH... --data there`."),
    ],
)
def test_a_command_is_named_with_the_path_that_the_user_typed(
    message: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["/opt/cari/bin/cari"])
    assert as_typed(message, Path("there")) == told
