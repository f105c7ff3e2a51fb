"""How fast a set of articles is indexed, and how fast it is indexed again when nothing has changed.

    python bench/build.py ../shared/data/eval/clickid-title-id

Runs `cari build`, then `cari rebuild`, each in a process of its own, in a temporary data directory. Prints
articles, passages, seconds, passages a second, the peak memory of the build, and the size on disk.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MB = 1_000_000


def cari(*arguments: str) -> Any:
    """Return the output of a command with `--json`."""
    command = [sys.executable, "-m", "index.cli", *arguments, "--json"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def articles_of(path: Path) -> Path:
    """Return the documents of a judged set; any other path unchanged."""
    corpus = path / "corpus.jsonl"
    return (corpus if corpus.is_file() else path).resolve()


def main() -> None:
    """Build twice and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path, help="a judged set (BEIR layout), or any folder of articles")
    articles = articles_of(parser.parse_args().path)
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "data")
        first = cari("build", str(articles), "--data", data)
        # Linux counts in KiB. This is the peak of the build: the rebuild comes later and embeds nothing.
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / MB
        size = sum(file.stat().st_size for file in Path(data).rglob("*") if file.is_file()) / MB
        again = cari("rebuild", "--data", data)
    rate = first["passages"] / first["seconds"]
    print(
        f"{articles.parent.name if articles.is_file() else articles.name}: {first['articles']:,} articles, "
        f"{first['passages']:,} passages in {first['seconds']:.1f} s, {rate:.0f} passages/s; "
        f"again, unchanged, in {again['seconds']:.1f} s ({again['embedded']} embedded); "
        f"{memory:.0f} MB of memory at most, {size:.0f} MB on disk"
    )


if __name__ == "__main__":
    main()
