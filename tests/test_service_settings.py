"""Settings come from the environment, and a bad value is told in a sentence."""

from __future__ import annotations

import errno
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from service.app import create_app
from service.server import ListenError, serve, server_of
from service.settings import Settings, SettingsError

ROOT = Path(__file__).resolve().parents[1]


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_environment({"CARI_PORT": "", "CARI_DATA": ""})
    assert settings == Settings()
    assert (settings.data, settings.host, settings.port) == (Path("data"), "127.0.0.1", 8000)


def test_each_variable_is_read() -> None:
    environment = {
        "CARI_DATA": "/srv/cari",
        "CARI_HOST": "::1",
        "CARI_PORT": "0",
        "CARI_THREADS": "3",
        "CARI_QUEUE": "7",
        "CARI_POLL_SECONDS": "0.25",
    }
    assert Settings.from_environment(environment) == Settings(
        data=Path("/srv/cari"), host="::1", port=0, threads=3, queue=7, poll_seconds=0.25
    )


@pytest.mark.parametrize(
    ("name", "value", "rest"),
    [
        ("CARI_PORT", "http", "set it to a whole number from 0 to 65535, or leave it unset for 8000."),
        ("CARI_PORT", "65536", "set it to a whole number from 0 to 65535, or leave it unset for 8000."),
        ("CARI_QUEUE", "-1", "set it to a whole number from 0 to 10000, or leave it unset for 64."),
        ("CARI_POLL_SECONDS", "nan", "set it to a number from 0.01 to 3600.0, or leave it unset for 0.5."),
    ],
)
def test_a_value_that_cannot_be_used(name: str, value: str, rest: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({name: value})
    assert str(caught.value) == f"{name} is {value!r}; {rest}"


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert why_not(Settings(port=port)) == (
            f"Cannot listen on 127.0.0.1 port {port}: Address already in use. "
            "Stop the program that uses it, or choose another port with `--port` or CARI_PORT."
        )


@pytest.mark.parametrize("host", ["a..b", "a" * 64, "[::1]", "192.0.2.1"])
def test_what_is_no_address_of_this_machine_is_told_in_a_sentence(host: str) -> None:
    told = why_not(Settings(host=host, port=0))
    assert told.startswith(f"Cannot listen on {host} port 0: ")
    assert ". Give an address of this machine with `--host` or CARI_HOST, say " in told
    assert "(" not in told  # the address as Python writes it


def test_a_port_without_the_right_to_it_is_told_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(
            errno.EACCES, "Permission denied (while attempting to bind on address ('', 80))"
        )

    monkeypatch.setattr("socket.create_server", refuse)
    assert why_not(Settings(port=80)) == (
        "Cannot listen on 127.0.0.1 port 80: Permission denied. Ports below 1024 need a right that this user "
        "lacks: choose another port with `--port` or CARI_PORT."
    )


def why_not(settings: Settings) -> str:
    with pytest.raises(ListenError) as caught:
        serve(settings)
    return str(caught.value)


def test_variables_of_uvicorn_do_not_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "auto")
    assert server_of(create_app(Settings())).config.workers == 1


def test_making_the_application_imports_no_torch() -> None:
    code = (
        "import sys; from service.app import create_app; create_app(); "
        "print(sorted({'torch', 'sentence_transformers', 'trafilatura', 'pandas'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
