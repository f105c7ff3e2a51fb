"""The server as a process: what it says when it starts, and how it stops."""

from __future__ import annotations

import errno
import io
import logging
import os
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import httpx

from service.server import _listen
from service.settings import Settings
from tests.service_process import process
from tests.service_standin import Shelf, listening, until

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_it_starts_without_an_index_and_stops_on_sigterm(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with process(tmp_path / "data", log) as (running, address):
        assert httpx.get(f"{address}/livez").status_code == 200
        answer = httpx.get(f"{address}/readyz")
        assert (answer.status_code, answer.json()["detail"]) == (503, "No index has been published yet.")
        running.send_signal(signal.SIGTERM)
        assert running.wait(10) in (0, -signal.SIGTERM)
    text = log.read_text()
    assert f"Cari answers at {address} (Ctrl-C stops it)\n" in text
    assert "path=/readyz status=503" in text
    assert f"Nothing has been published in {tmp_path / 'data'}: build with `cari build" in text
    assert "Traceback" not in text


class FullDisk(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_it_starts_where_nothing_can_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", FullDisk())
    with listening(Shelf("0001-aa")) as (_, port):
        assert httpx.get(f"http://127.0.0.1:{port}/livez").status_code == 200


def test_a_running_question_is_answered_before_the_server_stops() -> None:
    shelf = Shelf("0001-aa")
    only = shelf.searchers["0001-aa"]
    only.gate.clear()
    with listening(shelf, threads=1) as (server, port), ThreadPoolExecutor(1) as pool:
        address = f"http://127.0.0.1:{port}"
        slow = pool.submit(httpx.get, f"{address}/v1/search?q=a", timeout=20)
        assert only.searching.acquire(timeout=10)
        server.should_exit = True
        until(lambda: not listening_at(address))
        assert only.closed == 0
        only.gate.set()
        assert slow.result(10).json()["generation"] == "0001-aa"
        assert slow.result(10).headers["connection"] == "close"
    assert only.closed == 1


def test_questions_that_outlast_a_shutdown_get_a_problem_and_a_line_each(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("service.server.GRACE_SECONDS", 0.2)
    caplog.set_level(logging.INFO, "cari.access")
    shelf = Shelf("0001-aa")
    only = shelf.searchers["0001-aa"]
    only.gate.clear()
    with listening(shelf, threads=1) as (server, port), ThreadPoolExecutor(2) as pool:
        ask = partial(httpx.get, f"http://127.0.0.1:{port}/v1/search?q=a", timeout=20)
        asked = [pool.submit(ask), pool.submit(ask)]  # one runs, and one waits
        assert only.searching.acquire(timeout=10)
        until(lambda: len(server.server_state.tasks) == 2)
        server.should_exit = True
        answers = [one.result(10) for one in asked]
        only.gate.set()
    for answer in answers:
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert answer.headers["connection"] == "close"
        assert answer.json()["type"] == "urn:cari:problem:stopping"
    lines = [record.getMessage() for record in caplog.records if record.name == "cari.access"]
    assert ["status=503" in line for line in lines] == [True, True]
    assert not [record for record in caplog.records if record.exc_info]


def listening_at(address: str) -> bool:
    try:
        httpx.get(f"{address}/livez")
    except httpx.TransportError:
        return False
    return True


def test_connections_do_not_wait_for_acknowledgements() -> None:
    with (
        _listen(Settings(port=0)) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
