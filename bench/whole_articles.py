"""An index of the whole articles that questions are about, to check what is shown of each."""

from __future__ import annotations

import argparse
import json
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from passage_questions import record

from index import Searcher, build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any


def data_folder(description: str | None) -> Path:
    """Return the folder of the data from the command line."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data: Path = parser.parse_args().data
    return data


@contextmanager
def searching(data: Path, questions: Iterable[Mapping[str, Any]]) -> Iterator[Searcher]:
    """Yield a searcher of the articles that questions are about; their `record_id` is from `name`."""
    articles = {name(one): record(data, one["where"]) for one in questions}
    records = ({"id": called, "title": one["title"], "text": one["text"]} for called, one in articles.items())
    with tempfile.TemporaryDirectory() as temporary:
        file, index = Path(temporary) / "articles.jsonl", Path(temporary) / "index"
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in records)
        file.write_text("".join(lines), encoding="utf-8")
        build([file], index)
        with closing(Searcher.open(index)) as searcher:
            yield searcher


def name(question: Mapping[str, Any]) -> str:
    """Return the name of the article that a question is about."""
    return f"{question['where']['file']}#{question['where']['passage']}"
