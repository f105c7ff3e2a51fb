"""Kill a build with SIGKILL at random moments, and check what it leaves behind.

    python bench/kill.py                              200 kills of a build of small made-up generations
    python bench/kill.py --kills 50 --corpus seeds    50 kills of `cari build seeds`

Half of the kills come at a random moment after the build has begun to write, half after its manifest appears:
publication is a small part of a build, and the part in which a kill could do harm. After each kill:

- the pointer is readable and does not name an older generation than before;
- every published generation, including the one that serves, passes all checks, with every byte read;
- in the made-up ones, all parts come from the same build;
- the lock is free, and a build that is left alone succeeds and removes the remains of the dead one.

Prints one line, and each failure on a line of its own; exits with 1 if there was any.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run as a script, before anything is installed

from index.config import BuildConfig  # noqa: E402
from index.dense.encoder import EncoderIdentity  # noqa: E402
from index.dense.parts import part_writer, quantised_int8  # noqa: E402
from index.errors import CariError  # noqa: E402
from index.lexical.term_vectors import TermVectorsWriter  # noqa: E402
from index.records import Article, Passage  # noqa: E402
from index.snapshot import layout  # noqa: E402
from index.snapshot.catalog import Catalog  # noqa: E402
from index.snapshot.catalog_writer import CatalogWriter  # noqa: E402
from index.snapshot.columns import write_columns  # noqa: E402
from index.snapshot.manifest import Counts, Draft  # noqa: E402
from index.snapshot.pointer import serving  # noqa: E402
from index.snapshot.publish import publish  # noqa: E402
from index.snapshot.store import Store  # noqa: E402

BUILDS_A_WORKER = 2
"""Made-up generations that one process publishes, so that the start of Python is not most of its life."""

ARTICLES = 300
DIMENSION = 32
POLL = 0.0005
"""Seconds between two checks of what a build has written."""


def publish_small(data: Path) -> None:
    """Publish a made-up generation. One random number, the stamp, is in every part of it."""
    stamp = int.from_bytes(os.urandom(4))
    store = Store(data)
    with store.staging() as staged:
        with CatalogWriter(staged / layout.CATALOG) as writer:
            for number in range(ARTICLES):
                body = f"Article {number} of build {stamp}."
                article = Article(f"{number:016x}", str(stamp), body, "en", "made-up")
                writer.add(article, [Passage(article.id, 0, 0, len(body), body)], [f"{stamp}-{number}"])
        with Catalog.open(staged / layout.CATALOG) as catalog:
            write_columns(catalog, staged / layout.COLUMNS, np.arange(ARTICLES, dtype=np.int32))
        embeddings = np.random.default_rng(stamp).standard_normal((ARTICLES, DIMENSION)).astype(np.float32)
        np.save(staged / layout.EMBEDDINGS, embeddings)
        (staged / layout.VECTORS).write_bytes(embeddings.tobytes())
        for part in (layout.SENTENCES, layout.WORDS):
            with part_writer(staged / part) as parts:
                for vector in embeddings:
                    parts.add(quantised_int8(vector[np.newaxis]))
        with TermVectorsWriter(staged / layout.PLACES) as places:
            for _ in range(ARTICLES):
                places.add([], [], 0)
        (staged / layout.POSTINGS).mkdir()
        np.save(staged / layout.POSTINGS / "documents.npy", np.full(ARTICLES, stamp))
        (staged / layout.REPORT).write_text(json.dumps({"stamp": stamp}), encoding="utf-8")
        counts = Counts(articles=ARTICLES, passages=ARTICLES, vectors=ARTICLES, postings=ARTICLES)
        encoder = EncoderIdentity("made-up", "1", DIMENSION, 64, "", "", "mean", word_dimension=DIMENSION)
        draft = Draft(encoder, BuildConfig(), counts, sources=(), recall=1.0)
        publish(
            data,
            staged,
            serving(data),
            draft,
            lambda rows: [[int(np.argmax(embeddings @ embeddings[row]))] for row in rows],
        )


def stamps(generation: Path) -> set[str]:
    """Return the stamps in the parts of a made-up generation."""
    report = json.loads((generation / layout.REPORT).read_text(encoding="utf-8"))["stamp"]
    with Catalog.open(generation / layout.CATALOG) as catalog:
        titles = {str(catalog.article_at(number).title) for number in range(ARTICLES)}
    embeddings = np.random.default_rng(report).standard_normal((ARTICLES, DIMENSION)).astype(np.float32)
    same = np.array_equal(np.load(generation / layout.EMBEDDINGS), embeddings)
    vectors = (generation / layout.VECTORS).read_bytes() == embeddings.tobytes()
    documents = {str(stamp) for stamp in np.load(generation / layout.POSTINGS / "documents.npy")}
    return {str(report), *titles, *documents} | (set() if same and vectors else {"other vectors"})


class Harness:
    """A data directory, and the command whose runs are killed."""

    def __init__(self, data: Path, corpus: list[str], seed: int) -> None:
        self.data, self.store, self.corpus = data, Store(data), corpus
        self.random = random.Random(seed)  # noqa: S311 - moments, not secrets
        made_up = [sys.executable, __file__, "--worker"]
        self.command = [sys.executable, "-m", "index.cli", "build", *corpus] if corpus else made_up
        self.failures: list[str] = []
        self.found: Counter[str] = Counter()

    def start(self) -> subprocess.Popen[bytes]:
        """Start a build in a process group of its own."""
        command = [*self.command, "--data", str(self.data)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)

    def measure(self) -> tuple[float, float]:
        """Return seconds from a run's first write to its end, and from its last manifest to its end."""
        worker = self.start()
        begin: float | None = None
        now = published = time.perf_counter()
        while worker.poll() is None:
            now = time.perf_counter()
            if begin is None and self.staged():
                begin = now
            if not self.staged(layout.MANIFEST):
                published = now
            time.sleep(POLL)
        if worker.returncode != 0:
            raise SystemExit(f"the build fails even when left alone: {' '.join(self.command)}")
        return now - (begin or now), now - published

    def staged(self, name: str = "") -> bool:
        """Whether a build has begun to write, or has written this file."""
        try:
            return any((self.data / layout.STAGING).glob(f"*/{name}*"))
        except FileNotFoundError:  # the directory was published between two looks
            return False

    def kill_once(self, whole: float, publication: float, *, late: bool) -> bool:
        """Start a build and kill it; return False if it was over before."""
        worker = self.start()
        while worker.poll() is None and not self.staged(layout.MANIFEST if late else ""):
            time.sleep(POLL)
        time.sleep(self.random.uniform(0, publication if late else whole))
        alive = worker.poll() is None
        if alive:
            os.killpg(worker.pid, signal.SIGKILL)
        if worker.wait() not in (0, -signal.SIGKILL):
            raise SystemExit(f"the build fails even when left alone: {' '.join(self.command)}")
        return alive

    def look(self, before: int) -> None:
        """Check the data directory after a kill; `before` is the generation served before the build."""
        self.found[self.moment()] += 1
        current = self.store.current()
        if current is None or current.number < before:
            raise AssertionError(f"generation {before} served before, now it is {current}")
        for generation in self.store.generations():
            problems = [str(problem) for problem in self.store.verify(generation.name)]
            if not problems and not self.corpus and len(stamps(generation.path)) != 1:
                problems = [f"mixed parts: {stamps(generation.path)}"]
            if problems:
                raise AssertionError(f"{generation.name}: {'; '.join(problems)}")
        if (self.data / layout.QUARANTINE).exists():
            raise AssertionError("a sound generation went to quarantine")

    def moment(self) -> str:
        """Return where the build was when it died, judged by what it left."""
        newest = self.store.generations()[0]
        if not newest.is_current:
            return "between rename and switch"
        if self.staged(layout.MANIFEST):
            return "checking or removing"
        return "building" if any((self.data / layout.STAGING).iterdir()) else "between builds"

    def build_again(self, before: int) -> None:
        """Run a build after the kill, and let it finish."""
        if self.corpus:
            subprocess.run(
                [*self.command, "--data", str(self.data)], cwd=ROOT, check=True, capture_output=True
            )
        else:
            publish_small(self.data)
        if any((self.data / layout.STAGING).iterdir()):
            raise AssertionError("the next build left remains in staging")
        if self.store.sound_current().number <= before or self.store.verify():
            raise AssertionError("the next build did not publish a sound generation")

    def run(self, kills: int) -> None:
        """Kill `kills` builds, and check after each."""
        whole, publication = self.measure()
        done = 0
        while done < kills:
            before = self.store.sound_current().number
            if not self.kill_once(whole, publication, late=done % 2 == 1):
                continue
            done += 1
            try:
                self.look(before)
                self.build_again(self.store.sound_current().number)
            except (AssertionError, CariError, OSError, ValueError, subprocess.CalledProcessError) as error:
                self.failures.append(f"kill {done}: {error}")

    def summary(self, kills: int) -> str:
        """Return the findings in one line."""
        moments = ", ".join(f"{count} {moment}" for moment, count in self.found.most_common())
        return f"{kills} kills: {moments}; {len(self.failures)} failures"


def main() -> int:
    """Parse the arguments and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--corpus", nargs="+", default=[], help="build these with `cari build`")
    parser.add_argument("--data", type=Path, help="data directory (default: a temporary one)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        for _ in range(BUILDS_A_WORKER):
            publish_small(arguments.data)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        corpus = [str(Path(path).resolve()) for path in arguments.corpus]
        harness = Harness((arguments.data or Path(temporary) / "data").resolve(), corpus, arguments.seed)
        harness.run(arguments.kills)
    print(*harness.failures, harness.summary(arguments.kills), sep="\n")
    return 1 if harness.failures else 0


if __name__ == "__main__":
    sys.exit(main())
