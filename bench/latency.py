"""How long a question takes: in the library, over HTTP, and from a cold start on the command line.

    python bench/latency.py ../shared/data/eval/clickid-title-id --questions 500

Indexes the set's documents into a temporary data directory (or uses `--data`), then asks its questions one
after the other, including the model, with ten hits. Prints a line for each way of asking, with the memory of
the serving process.
"""

from __future__ import annotations

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from swaps import PATIENCE_SECONDS, get, port_of

from index import QueryError, Searcher, build
from train.examples import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
COLD_STARTS = 10
WARM_UP = 20
"""Questions that are asked before the measurement."""


def main() -> None:
    """Ask in each way and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("set", type=Path, help="a judged set (BEIR layout)")
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--data", type=Path, help="an existing index of the set's documents")
    arguments = parser.parse_args()
    asked = islice(json_lines(arguments.set / "queries.jsonl"), arguments.questions)
    questions = [record["text"] for record in asked]
    with tempfile.TemporaryDirectory() as folder:
        data = arguments.data or Path(folder) / "data"
        if not arguments.data:
            build([arguments.set / "corpus.jsonl"], data)
        print(f"library: {in_library(data, questions)}")
        with serving(data, Path(folder) / "log") as (port, process):
            print(f"HTTP: {over_http(port, questions)}; {memory(process)}")
        print(f"`cari search`, process start to answer: {cold(data, questions[0])}")


def in_library(data: Path, questions: Sequence[str]) -> str:
    """Ask one `Searcher` in this process."""
    searcher = Searcher.open(data)
    took = []
    for question in [*questions[:WARM_UP], *questions]:
        started = time.perf_counter()
        try:
            searcher.search(question)
        except QueryError:
            continue
        took.append(time.perf_counter() - started)
    status = searcher.status()
    searcher.close()
    return f"{figures(took[WARM_UP:])} over {status.articles:,} articles, {status.passages:,} passages"


def over_http(port: int, questions: Sequence[str]) -> str:
    """Ask over one connection; the time ends with the last byte of each answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    took = []
    for question in [*questions[:WARM_UP], *questions]:
        started = time.perf_counter()
        connection.request("GET", f"/v1/search?{urlencode({'q': question})}")
        response = connection.getresponse()
        response.read()
        if response.status == http.client.OK:
            took.append(time.perf_counter() - started)
    connection.close()
    return figures(took[WARM_UP:])


def cold(data: Path, question: str) -> str:
    """Run `cari search` in a new process each time; the first may wait for the disk, so see the median."""
    command = [sys.executable, "-m", "index.cli", "search", question, "--data", str(data.resolve())]
    took = []
    for _ in range(COLD_STARTS):
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - started)
    return f"median {statistics.median(took):.2f} s, worst {max(took):.2f} s of {COLD_STARTS}"


def figures(took: Sequence[float]) -> str:
    """Return percentiles of times given in seconds."""
    cuts = statistics.quantiles(took, n=100)
    return f"p50 {1000 * cuts[49]:.1f} ms, p95 {1000 * cuts[94]:.1f} ms, p99 {1000 * cuts[98]:.1f} ms"


def memory(process: subprocess.Popen[bytes]) -> str:
    """Return the resident memory of a process, and how much of it is not backed by a file (Linux)."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    fields = dict(line.split(":", 1) for line in status.splitlines())
    total, own = (int(fields[name].split()[0]) * 1024 / 1e6 for name in ("VmRSS", "RssAnon"))
    return f"RSS {total:.0f} MB, of it {own:.0f} MB its own"


@contextmanager
def serving(data: Path, log: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run the service in a process of its own; yield its port and the process."""
    environment = {**os.environ, "CARI_DATA": str(data.resolve()), "CARI_PORT": "0"}
    command = [sys.executable, "-m", "service"]
    with (
        log.open("wb") as stderr,
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=stderr) as process,
    ):
        try:
            port = port_of(process, log)
            wait_until_ready(port)
            yield port, process
        finally:
            process.terminate()


def wait_until_ready(port: int) -> None:
    """Return when the index is served."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        status, _ = get(connection, "/readyz")
        connection.close()
        if status == http.client.OK:
            return
        time.sleep(0.05)
    raise SystemExit("The service did not open the index.")


if __name__ == "__main__":
    main()
