"""Publish generation after generation under load: no request may fail.

    python bench/swaps.py --swaps 100 --clients 4

Starts the service over a fresh index, keeps asking it from several connections, and rebuilds the index again
and again. One article names its edition, so that every answer can be checked against the generation from
which it claims to come. Prints one line; exits with 1 if a request failed, an answer did not match its
generation, or a client got an older generation than before.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import build, open_encoder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index import Encoder

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 60.0
"""How long the service may take to start, or to notice a generation, on a busy machine."""
SUBJECTS = (
    ("pasar", "Pasar pagi Tanjung Biru dibuka kembali setelah perbaikan atap selesai."),
    ("feri", "Jadwal feri ke Pulau Karang ditambah dua kali sehari selama musim libur."),
    ("harbour", "The harbour office of Blue Cape counted more fishing boats than last year."),
    ("library", "A travelling library brings story books to the schools of Coral Island."),
)


@dataclass
class Load:
    """The observations of the clients."""

    seen: list[tuple[str, str]] = field(default_factory=list)
    """Generation and passage text of each answer."""
    took: list[float] = field(default_factory=list)
    """Milliseconds for each answer, measured by the client."""
    failures: list[str] = field(default_factory=list)


def main() -> int:
    """Run, print the summary, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--swaps", type=int, default=100)
    parser.add_argument("--clients", type=int, default=4)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        load, seconds = run(Path(folder), arguments.swaps, arguments.clients)
    for failure in load.failures[:10]:
        print(failure, file=sys.stderr)
    cuts = statistics.quantiles(load.took, n=100)
    print(
        f"{arguments.swaps} swaps, {len(load.took)} requests from {arguments.clients} clients, "
        f"{len(load.failures)} failed, p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms, in {seconds:.0f} s"
    )
    return 1 if load.failures else 0


def run(folder: Path, swaps: int, clients: int) -> tuple[Load, float]:
    """Serve, ask and swap; return the observations of the clients and the seconds taken."""
    articles, data = folder / "articles", folder / "data"
    articles.mkdir()
    for name, text in SUBJECTS:
        (articles / f"{name}.txt").write_text(f"{name.title()}\n\n{text}\n", encoding="utf-8")
    encoder = open_encoder()
    editions = {publish(articles, data, 0, encoder): 0}
    load, stop = Load(), threading.Event()
    with serving(data, folder / "log") as port:
        threads = [threading.Thread(target=ask, args=(port, load, stop)) for _ in range(clients)]
        started = time.perf_counter()
        for thread in threads:
            thread.start()
        for edition in range(1, swaps + 1):
            generation = publish(articles, data, edition, encoder)
            editions[generation] = edition
            wait_for(port, generation)
        stop.set()
        for thread in threads:
            thread.join()
    load.failures += strangers(load, editions)
    return load, time.perf_counter() - started


def publish(articles: Path, data: Path, edition: int, encoder: Encoder) -> str:
    """Build with the edition's own article; return the generation's name."""
    text = f"Kabar Edisi\n\nKabar Tanjung Biru terbit hari ini sebagai edisi nomor {edition} tahun ini.\n"
    (articles / "edisi.txt").write_text(text, encoding="utf-8")
    return build([str(articles)], data, encoder=encoder).generation


@contextmanager
def serving(data: Path, log: Path) -> Iterator[int]:
    """Run the service in a process of its own; yield its port."""
    environment = {**os.environ, "CARI_DATA": str(data), "CARI_PORT": "0", "CARI_POLL_SECONDS": "0.05"}
    command = [sys.executable, "-m", "service"]
    with (
        log.open("wb") as stderr,
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=stderr) as process,
    ):
        try:
            yield port_of(process, log)
        finally:
            process.terminate()


def port_of(process: subprocess.Popen[bytes], log: Path) -> int:
    """Return the port that the service reports."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)", log.read_text()):
            return int(found[1])
        time.sleep(0.05)
    raise SystemExit(f"The service did not start:\n{log.read_text()}")


def ask(port: int, load: Load, stop: threading.Event) -> None:
    """Ask as one client, on one connection, until `stop` is set."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    last = ""
    while not stop.is_set():
        started = time.perf_counter()
        try:
            status, answer = get(connection, "/v1/search?q=edisi+nomor+berapa&limit=10")
        except (OSError, http.client.HTTPException, ValueError) as error:
            load.failures.append(f"no answer: {error!r}")
            connection.close()
            continue
        load.took.append((time.perf_counter() - started) * 1000)
        if status != http.client.OK:
            load.failures.append(f"{status}: {answer}")
            continue
        if answer["generation"] < last:
            load.failures.append(f"{answer['generation']} after {last}")
        last = answer["generation"]
        load.seen.append((last, " ".join(hit["passage"]["text"] for hit in answer["hits"])))
    connection.close()


def get(connection: http.client.HTTPConnection, path: str) -> tuple[int, dict[str, Any]]:
    """Return status and body of one GET."""
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, json.loads(response.read())


def wait_for(port: int, generation: str) -> None:
    """Return when the service reports that it serves the generation."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if get(connection, "/readyz")[1].get("generation") == generation:
            connection.close()
            return
        time.sleep(0.02)
    raise SystemExit(f"The service did not swap to {generation} in {PATIENCE_SECONDS:.0f} seconds.")


def strangers(load: Load, editions: dict[str, int]) -> list[str]:
    """Return a message for each answer without the edition of the generation that it names."""
    return [
        f"{generation} answered with another edition than {editions[generation]}: {text!r}"
        for generation, text in load.seen
        if f"nomor {editions[generation]} tahun" not in text
    ]


if __name__ == "__main__":
    sys.exit(main())
