"""The value of the time in a question: questions of a few words and a month or a day.

    python bench/timed_questions.py --news ../shared/data/news [--days]

Indexes 3,000 dated articles of 2018 to 2025 and asks for 300 of them by three words of their headlines: these
alone; with the month of the article (`banjir bandang Bogor Oktober 2019`), whose words are searched for like
others (`--time off`); and with the month as Cari treats it. With `--days` the day of the article is named
instead, and then the day before, on which its events may have happened; without it, also the month of an
article of another month, which is wrong. Prints a Markdown table: the mean reciprocal rank among the first
ten, the share that is first, its mean relevance there, and the share of answers with a note.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from index import Preferences, Searcher, build, open_encoder
from index.text.terms import spanned_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.question import TimeUse

FILES = ("clickid-2019", "kompas-tribun-wiraindrak", "detik1k-summ-2025", "bisnis-2019-svmihar")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_MONTH_FIRST = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d\d")
ARTICLES = 3_000
QUESTIONS = 300
WORDS = 3
SEED = 5
FAR = 100
"""Days between the right month and a wrong one, at least."""


def articles(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the dated articles of the files, each with an id of its own."""
    for name in FILES:
        with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                date = _MONTH_FIRST.sub(r"\3-\1-\2", record["date"])[:10]
                if _DAY.fullmatch(date) and record["text"] and record["title"]:
                    yield {"id": record["id"], "title": record["title"], "text": record["text"], "date": date}


def words_of(title: str) -> str:
    """Return the three longest words of a title in its order, because these are the most specific."""
    places = sorted({span for _, span in spanned_terms(title, "id")})
    longest = sorted(places, key=lambda place: place[0] - place[1])[:WORDS]
    return " ".join(title[start:end] for start, end in sorted(longest))


def ways_of(
    article: dict[str, Any], others: Iterable[dict[str, Any]], *, days: bool
) -> dict[str, tuple[str, TimeUse]]:
    """Return the ways to ask for an article among others: name -> question and use of time."""
    words, day = words_of(article["title"]), date.fromisoformat(article["date"])
    months = (date.fromisoformat(one["date"]).replace(day=1) for one in others)
    wrong = next(month for month in months if abs((month - day.replace(day=1)).days) > FAR)
    unit = "day" if days else "month"

    def timed(one: date) -> str:
        return f"{words} {f'{one.day} ' * days}{MONTHS[one.month - 1]} {one.year}"

    ways: dict[str, tuple[str, TimeUse]] = {
        "three words": (words, "off"),
        f"and a {unit}, its words looked for": (timed(day), "off"),
        f"and a {unit}, as Cari takes it": (timed(day), "prefer"),
    }
    if days:
        ways["and the day before, as Cari takes it"] = (timed(day - timedelta(days=1)), "prefer")
    else:
        ways["and a wrong month, as Cari takes it"] = (timed(wrong), "prefer")
    return ways


class Found(NamedTuple):
    """What became of a question."""

    rank: float
    """Of the article among the first ten, from 1; infinity if it is not there."""
    relevance: float
    """Of the article as the first hit; NaN if it is not the first."""
    noted: bool


def ask(searcher: Searcher, question: str, wanted: str, time: TimeUse) -> Found:
    """Ask, and look for the article."""
    answer = searcher.search(question, preferences=Preferences(time=time))
    found = [hit.article.record_id for hit in answer.hits]
    rank = found.index(wanted) + 1 if wanted in found else float("inf")
    relevance = answer.hits[0].relevance if rank == 1 else None
    return Found(rank, np.nan if relevance is None else relevance, answer.understood.note is not None)


def main() -> None:
    """Build, ask, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--news", type=Path, default=Path("../shared/data/news"))
    parser.add_argument("--days", action="store_true", help="name days instead of months")
    args = parser.parse_args()
    every = list(articles(args.news))
    chosen = [every[at] for at in np.random.default_rng(SEED).permutation(len(every))[:ARTICLES]]
    asked = chosen[:QUESTIONS]
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / "articles.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in chosen), encoding="utf-8")
        encoder = open_encoder()
        build([str(file)], Path(temporary) / "data", encoder=encoder)
        searcher = Searcher.open(Path(temporary) / "data", encoder)
        became: dict[str, list[Found]] = {}
        for at, article in enumerate(asked):
            for way, (question, time) in ways_of(article, chosen[at + 1 :], days=args.days).items():
                became.setdefault(way, []).append(ask(searcher, question, article["id"], time))
        searcher.close()
    print("| asked by | RR@10 | first | relevance as first | noted |\n|---|---|---|---|---|")
    for way, found in became.items():
        rank, relevance, noted = np.array(found).T
        told = f"{np.nanmean(relevance):.2f} | {noted.mean():.2f}"
        print(f"| {way} | {np.mean(1 / rank):.3f} | {np.mean(rank == 1):.3f} | {told} |")


if __name__ == "__main__":
    main()
