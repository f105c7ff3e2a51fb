"""What a connection may ask: requests of every length and speed that end, and of no other."""

from __future__ import annotations

import re
import socket
import struct
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from service import connections
from service.middleware import MAX_BODY_BYTES
from service.schemas import Problem
from service.server import GRACE_SECONDS
from tests.service_standin import Shelf, listening, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    import uvicorn

ASK = b"GET /v1/search?q=a HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
TOO_MUCH = b"%x\r\n%s\r\n" % (MAX_BODY_BYTES + 1, b" " * (MAX_BODY_BYTES + 1))
"""A chunk."""


@pytest.fixture
def shelf() -> Shelf:
    return Shelf("0001-aa")


@pytest.fixture
def port(shelf: Shelf) -> Iterator[int]:
    with listening(shelf) as (_, port):
        yield port


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        yield connection


def received(connection: socket.socket) -> bytes:
    """All that comes until the service closes the connection."""
    found = b""
    try:
        while piece := connection.recv(65_536):
            found += piece
    except ConnectionResetError:  # closed while more was on the way to it
        pass
    return found


def refusal(port: int, sent: bytes) -> tuple[bytes, Problem]:
    """The head and the body of the one answer to what is sent, after which the service closes."""
    with connected(port) as connection:
        connection.sendall(sent)
        head, _, body = received(connection).partition(b"\r\n\r\n")
    return head, Problem.model_validate_json(body)


def statuses(answers: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d+) ", answers)]


ENDLESS = {
    "a header": (ASK + b"X-Long: ", b"a" * 10_000),
    "headers": (ASK, b"X-More: a\r\n" * 1_000),
    "a path": (b"GET /", b"a" * 10_000),
    "trailers": (CHUNKED + b"0\r\n", b"X-More: a\r\n" * 1_000),
    "empty lines": (b"", b"\r\n" * 5_000),
    "the names of chunks": (CHUNKED + b"1;", b"a" * 10_000),
    "chunks with long names": (CHUNKED, b"1;%s\r\n \r\n" % (b"a" * 10_000)),
    "a body that is too large": (POST + b"Content-Length: %d\r\n\r\n" % 10**12, b" " * 10_000),
    "chunks that are too large": (CHUNKED, b"2710\r\n%s\r\n" % (b" " * 10_000)),
    "a body that nothing reads": (
        CHUNKED.replace(b"/v1/search", b"/nowhere"),
        b"2710\r\n%s\r\n" % (b" " * 10_000),
    ),
    "a body of another method": (CHUNKED.replace(b"POST", b"PUT"), b"2710\r\n%s\r\n" % (b" " * 10_000)),
}


@pytest.mark.parametrize("what", ENDLESS)
def test_what_does_not_end_is_not_read_to_the_end(port: int, what: str) -> None:
    start, more = ENDLESS[what]
    with connected(port) as connection:
        connection.sendall(start)
        with pytest.raises(ConnectionError):
            connection.sendall(more * 10_000)  # 100 MB


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (
            "GET /v1/search?q=Beyoncé HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
            "percent-encode all that is not ASCII",
        ),
        (b"EHLO x\r\n\r\n", "The first line of the request is not `METHOD /address HTTP/1.1`."),
        (b"\r\n\r\n" + ASK + b"\r\n", "The first line of the request is not"),
        (ASK + b"no\r\n\r\n", "A header of the request is not `Name: value`"),
        (b"GET / HTTP/1.1\r\n\r\n", "The request has no `Host` header: send one"),
        (ASK + b"Host: y\r\n\r\n", "The request has more than one `Host` header: send one."),
        (POST + b"Content-Length: 1_0\r\n\r\n", "`Content-Length` is not one whole number"),
        (
            POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "`Content-Length` is not one whole number",
        ),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "looks like TLS, and this port speaks plain HTTP"),
        (b"\x16\x03\x01\n\nno", "looks like TLS, and this port speaks plain HTTP"),
        (CHUNKED + b'{"q": "a"}\r\n', "The body is not in chunks"),
        (CHUNKED + b"1\r\n{{{", "The body is not in chunks"),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_problem_body(port: int, sent: bytes, sentence: str) -> None:
    head, problem = refusal(port, sent)
    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert {
        b"content-type: application/problem+json",
        b"connection: close",
        b"cache-control: no-store",
    } < set(head.lower().split(b"\r\n"))
    assert (problem.type, problem.status) == ("urn:cari:problem:bad-request", 400)
    assert sentence in problem.detail


def access_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "cari.access"]


@pytest.mark.parametrize(
    ("sent", "line"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", "method=- path=- status=400 took_ms=0.0 client=127.0.0.1"),
        (b"GET /" + b"a" * 70_000, "method=- path=- status=431 took_ms=0.0 client=127.0.0.1"),
        (ASK + b"\r\nno\r\n\r\n", "method=- path=- status=400 took_ms=0.0 client=127.0.0.1"),
        (CHUNKED + b"1\r\n{{{", "method=POST path=/v1/search status=400 took_ms="),
    ],
    ids=["no host", "too long", "behind another", "its body"],
)
def test_what_cannot_be_read_has_an_id_and_a_line(
    port: int, caplog: pytest.LogCaptureFixture, sent: bytes, line: str
) -> None:
    caplog.set_level("INFO", "cari.access")
    with connected(port) as connection:
        connection.sendall(sent)
        ids = re.findall(r"x-request-id: (\w{32})\r", received(connection).decode())
    most = 2 if sent.startswith(ASK) else 1
    until(lambda: len(access_lines(caplog)) == most)
    found = {line.partition(" request_id=")[2]: line for line in access_lines(caplog)}
    assert sorted(found) == sorted(ids)
    assert found[ids[-1]].startswith(line)


def test_a_body_in_an_encoding_that_is_not_read_is_told_so(port: int) -> None:
    head, problem = refusal(port, POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n")
    assert statuses(head) == [501]
    assert problem.type == "urn:cari:problem:not-implemented"
    assert "The transfer encoding is not supported" in problem.detail


def in_tiny_chunks(body: bytes) -> bytes:
    return b"".join(b"1\r\n%c\r\n" % byte for byte in body)


def test_a_body_in_too_many_chunks_is_refused(port: int) -> None:
    head, problem = refusal(port, CHUNKED + in_tiny_chunks(b" " * 5_000))
    assert statuses(head) == [413]
    assert problem.type == "urn:cari:problem:body-too-large"
    assert "send it in larger ones" in problem.detail


def test_a_question_in_chunks_of_a_character_is_answered(port: int) -> None:
    body = b'{"q": "%s"}' % (b"a" * 2_000)
    with connected(port) as connection:
        connection.sendall((CHUNKED + in_tiny_chunks(body) + b"0\r\n\r\n") * 4)
        connection.sendall(ASK + b"Connection: close\r\n\r\n")
        assert statuses(received(connection)) == [200] * 5


def test_an_ordinary_body_that_is_too_large_is_refused_and_the_connection_kept(port: int) -> None:
    with connected(port) as connection:
        for _ in range(3):
            connection.sendall(POST + b"Content-Length: 1048576\r\n\r\n" + b" " * 1_048_576)
        connection.sendall(ASK + b"Connection: close\r\n\r\n")
        assert statuses(received(connection)) == [413, 413, 413, 200]


def test_head_gets_no_body(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(ASK.replace(b"GET", b"HEAD") + b"Connection: close\r\n\r\n")
        head, _, body = received(connection).partition(b"\r\n\r\n")
    assert (statuses(head), body) == ([200], b"")


@pytest.mark.parametrize(
    "sent",
    [ASK + b"X-Long: " + b"a" * 200_000 + b"\r\n\r\n", b"GET /v1/search?q=" + b"a" * 200_000],
    ids=["a header", "an address"],
)
def test_a_head_that_is_too_long_is_told_so(port: int, sent: bytes) -> None:
    head, problem = refusal(port, sent[:70_000])  # what is sent after the answer could reset the connection
    assert head.startswith(b"HTTP/1.1 431 Request Header Fields Too Large\r\n")
    assert (problem.type, problem.status) == ("urn:cari:problem:request-header-fields-too-large", 431)
    assert "is longer than 64 KB" in problem.detail


def test_what_cannot_be_read_behind_an_answer_gets_no_second_one(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    with connected(port) as connection:
        connection.sendall(CHUNKED + TOO_MUCH)
        answer = connection.recv(65_536)
        connection.sendall(b"ZZZ\r\n")
        assert statuses(answer + received(connection)) == [413]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize(
    ("target", "path"),
    [
        (b"http://cari.example:8000/v1/search?q=a", None),
        (b"HTTPS://cari.example/livez", None),
        (b"http://cari.example", None),
        (b"http://cari.example/caf%C3%A9/http://x/", "/caf%C3%A9/http://x/"),
        (b"/http://cari.example/livez", "/http://cari.example/livez"),
    ],
)
def test_a_whole_address_is_read_as_its_path(port: int, target: bytes, path: str | None) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % target)
        head, _, body = received(connection).partition(b"\r\n\r\n")
    assert statuses(head) == [404 if path else 200]
    assert path is None or Problem.model_validate_json(body).instance == path


def test_what_cannot_be_read_behind_a_body_that_is_too_large_gets_one_answer(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    with connected(port) as connection:
        connection.sendall(CHUNKED + TOO_MUCH + b"ZZZ\r\n")
        assert len(statuses(received(connection))) == 1
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


def test_a_long_head_is_read(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(ASK + b"Connection: close\r\nX-Long: " + b"a" * 40_000)
        time.sleep(0.05)  # a head that comes in one piece is read as well
        connection.sendall(b"a" * 20_000 + b"\r\n\r\n")
        assert statuses(received(connection)) == [200]


UPGRADE = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n"


def test_a_client_that_offers_http_2_is_answered(port: int) -> None:
    body = b'{"q": "a"}'
    with connected(port) as connection:
        connection.sendall(POST + UPGRADE + b"Content-Length: 10\r\n\r\n")
        connection.sendall(body)
        connection.sendall(ASK + b"Connection: close\r\n\r\n")
        assert statuses(received(connection)) == [200, 200]


def test_bodies_do_not_count_as_heads(port: int) -> None:
    body = b'{"q": "a"}'.ljust(40_000)
    request = POST + b"Content-Length: 40000\r\n\r\n" + body
    with connected(port) as connection:
        connection.sendall(request * 4 + ASK + b"Connection: close\r\n\r\n")
        assert statuses(received(connection)) == [200] * 5


def test_requests_sent_ahead_are_answered_in_their_order(port: int) -> None:
    ahead = [b"/livez", b"/readyz", b"/nowhere"] * 33
    with connected(port) as connection:
        connection.sendall(b"".join(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % path for path in ahead))
        connection.sendall(ASK + b"Connection: close\r\n\r\n")
        assert statuses(received(connection)) == [200, 200, 404] * 33 + [200]


SLOW = [b"", b"GET /livez HTTP/1.1\r\nHo", POST + b'Content-Length: 10\r\n\r\n{"q":', CHUNKED + b"5\r\n{"]


@pytest.mark.parametrize("start", SLOW, ids=["nothing", "half a head", "half a body", "half a chunk"])
def test_a_request_that_does_not_arrive_is_given_up(
    port: int, monkeypatch: pytest.MonkeyPatch, start: bytes
) -> None:
    monkeypatch.setattr(connections, "PATIENCE_SECONDS", 0.2)
    with connected(port) as connection:
        connection.sendall(start)
        assert received(connection) == b""


def test_a_request_that_arrived_has_all_the_time_to_be_answered(
    port: int, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "PATIENCE_SECONDS", 0.1)
    only = shelf.searchers["0001-aa"]
    only.gate.clear()
    with connected(port) as connection:
        connection.sendall(ASK + b"Connection: close\r\n\r\n")
        connection.settimeout(0.5)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        only.gate.set()
        connection.settimeout(10)
        assert statuses(received(connection)) == [200]


@pytest.mark.parametrize("start", SLOW, ids=["nothing", "half a head", "half a body", "half a chunk"])
def test_a_request_that_has_not_arrived_does_not_keep_the_service_from_stopping(
    shelf: Shelf, start: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with listening(shelf) as (server, port), connected(port) as connection:
        connection.sendall(start)
        until(lambda: bool(server.server_state.connections))
        asked = time.monotonic()
        server.should_exit = True
        assert received(connection) == b""
        assert time.monotonic() - asked < GRACE_SECONDS / 2
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("more", [b"", UPGRADE], ids=["plain", "offering HTTP/2"])
def test_a_client_that_has_no_more_to_send_is_answered(port: int, shelf: Shelf, more: bytes) -> None:
    only = shelf.searchers["0001-aa"]
    only.gate.clear()
    with connected(port) as connection:
        connection.sendall(ASK + more + b"\r\n")
        connection.shutdown(socket.SHUT_WR)
        assert only.searching.acquire(timeout=10)
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        only.gate.set()
        connection.settimeout(3)  # less than the five seconds for which a connection is kept
        assert statuses(received(connection)) == [200]


LAST = b"Connection: close\r\n\r\n"
"""The end of a request after which no other comes."""
RESET = struct.pack("ii", 1, 0)
"""For `SO_LINGER`: whoever closes resets the connection."""


@pytest.mark.parametrize("resets", [False, True], ids=["closing", "resetting"])
def test_a_question_in_line_whose_client_has_left_is_not_computed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, resets: bool
) -> None:
    if not resets:
        monkeypatch.setattr(connections, "LONG_WAIT_SECONDS", 0.0)
    only = shelf.searchers["0001-aa"]
    only.gate.clear()
    with listening(shelf, threads=1) as (server, port), connected(port) as first, connected(port) as last:
        first.sendall(ASK.replace(b"q=a", b"q=first") + LAST)
        assert only.searching.acquire(timeout=10)
        with connected(port) as leaving:
            leaving.sendall(POST + b'Content-Length: 14\r\n\r\n{"q": "gone!"}')
            until(lambda: len(server.server_state.tasks) == 2)
            if resets:
                leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        found = server.server_state.connections
        until(lambda: len(found) == 2 if resets else any(one._sends_no_more for one in found))
        last.sendall(ASK + b"\r\n" + ASK + LAST)
        until(lambda: len(server.server_state.tasks) == 3)
        only.gate.set()
        assert statuses(received(first)) == [200]
        assert statuses(received(last)) == [200, 200]
    assert [question for question, *_ in only.asked] == ["first", "a", "a"]


@pytest.mark.parametrize(("most", "status"), [(60.0, 200), (0.0, 503)])
def test_a_client_that_sends_no_more_is_answered_unless_it_waits_long(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, most: float, status: int
) -> None:
    monkeypatch.setattr(connections, "LONG_WAIT_SECONDS", most)
    only = shelf.searchers["0001-aa"]
    only.gate.clear()
    with listening(shelf, threads=1) as (server, port), connected(port) as first, connected(port) as waiting:
        first.sendall(ASK + b"\r\n")
        assert only.searching.acquire(timeout=10)
        waiting.sendall(ASK + b"\r\n")
        waiting.shutdown(socket.SHUT_WR)
        until(lambda: any(one._sends_no_more for one in server.server_state.connections))
        only.gate.set()
        head, _, body = received(waiting).partition(b"\r\n\r\n")
    assert statuses(head) == [status]
    if status == 503:
        assert b"retry-after: 1\r\n" in head.lower()
        problem = Problem.model_validate_json(body)
        assert problem.type == "urn:cari:problem:overloaded"
        assert "its client has closed its side of the connection" in problem.detail


@pytest.mark.parametrize("start", SLOW, ids=["nothing", "half a head", "half a body", "half a chunk"])
def test_a_client_that_will_never_ask_is_given_up(port: int, start: bytes) -> None:
    with connected(port) as connection:
        connection.sendall(ASK + b"\r\n" + start)
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(3)
        assert statuses(received(connection)) == [200]


@contextmanager
def fetching_nothing(server: uvicorn.Server, port: int) -> Iterator[socket.socket]:
    """A client with more answers waiting for it than any buffer on the way holds."""
    with connected(port) as connection:
        connection.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * MANY)
        until(lambda: any(one.flow.write_paused for one in server.server_state.connections))
        yield connection


MANY = 400


def test_a_client_that_does_not_fetch_its_answers_is_given_up(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "PATIENCE_SECONDS", 0.2)
    with listening(shelf) as (server, port), fetching_nothing(server, port):
        until(lambda: not server.server_state.connections)


def test_a_client_that_fetches_its_answers_late_gets_them_all(shelf: Shelf) -> None:
    with listening(shelf) as (server, port), fetching_nothing(server, port) as connection:
        (one,) = server.server_state.connections
        assert one._fetching.waits
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(10)
        assert statuses(received(connection)) == [200] * MANY


def test_a_client_that_does_not_fetch_its_answers_does_not_keep_the_service_from_stopping(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    with listening(shelf) as (server, port), fetching_nothing(server, port):
        asked = time.monotonic()
        server.should_exit = True
        until(lambda: not server.server_state.connections, seconds=2 * GRACE_SECONDS)
        assert time.monotonic() - asked < GRACE_SECONDS / 2
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
