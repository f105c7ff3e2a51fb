"""Writing `catalog.sqlite`, whose row numbers all other parts of a generation use."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.records import file_of, published_day
from index.snapshot.schema import ARTICLE_FIELDS, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from index.records import Article, Passage

_INSERT_ARTICLE = (
    f"INSERT INTO articles (ordinal, passages, day, {', '.join(ARTICLE_FIELDS)}) "  # noqa: S608
    f"VALUES ({', '.join('?' * (3 + len(ARTICLE_FIELDS)))})"
)
_INSERT_PASSAGE = (
    "INSERT INTO passages (row, article, ordinal, start_at, end_at, hash) VALUES (?, ?, ?, ?, ?, ?)"
)


class CatalogWriter:
    """Writes articles and their passages into a new catalog; used in a `with` block.

    The file is complete when the block ends without an exception. Publication syncs it to the disk, with all
    other files.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # After a crash the whole staging directory is removed, so the file needs no journal on disk.
        for setting in ("journal_mode = MEMORY", "synchronous = OFF"):
            self._connection.execute(f"PRAGMA {setting}")
        self._connection.executescript(f"BEGIN; {SCHEMA}")
        self.articles = 0
        """Number of articles added so far."""
        self.rows = 0
        """Number of passages added so far, which is the row of the next one."""

    def __enter__(self) -> CatalogWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._connection.execute("COMMIT")
        finally:
            self._connection.close()

    def add(self, article: Article, passages: Sequence[Passage], content_hashes: Sequence[str]) -> None:
        """Store an article and its passages in the next rows.

        Args:
            article: the article; its body is stored once.
            passages: slices of that body, in order; they are stored as offsets.
            content_hashes: for each passage the hash of all that its vector depends on.

        Raises:
            ReadError: the id is taken, the date is not ISO 8601, or the text has half a surrogate pair.
                Nothing was stored, and the next article can be added.
            ValueError: a passage is not a slice of this article, or the number of hashes differs.
        """
        _check(article, passages, content_hashes)
        rows = range(self.rows, self.rows + len(passages))
        try:
            article.body.encode()  # if it fails, then before anything is stored
            self._connection.execute(_INSERT_ARTICLE, self._article_record(article, len(rows)))
        except sqlite3.IntegrityError as error:
            raise ReadError(self._taken(article)) from error
        except UnicodeEncodeError as error:
            raise ReadError(
                f"{article.origin}: text that is not Unicode ({error}); save it as UTF-8."
            ) from error
        self._connection.execute("INSERT INTO bodies VALUES (?, ?)", (self.articles, article.body))
        self._connection.executemany(
            _INSERT_PASSAGE,
            (
                (row, self.articles, passage.ordinal, passage.start, passage.end, content_hash)
                for row, passage, content_hash in zip(rows, passages, content_hashes, strict=True)
            ),
        )
        self.articles += 1
        self.rows = rows.stop

    def _article_record(self, article: Article, passages: int) -> tuple[object, ...]:
        values = {name: getattr(article, name) for name in ARTICLE_FIELDS}
        values["authors"] = json.dumps(article.authors)
        values["keywords"] = json.dumps(article.keywords)
        return (self.articles, passages, _day(article), *values.values())

    def _taken(self, article: Article) -> str:
        found = self._connection.execute("SELECT origin FROM articles WHERE id = ?", (article.id,)).fetchone()
        is_record = file_of(article.origin) != article.origin
        cure = "give its record an id of its own" if is_record else "correct its canonical link or url"
        return (
            f"{article.origin}: the same article as {found[0] if found else 'another'} (id {article.id}); "
            f"if it is another one, {cure}"
        )


def _check(article: Article, passages: Sequence[Passage], content_hashes: Sequence[str]) -> None:
    if len(passages) != len(content_hashes):
        raise ValueError(f"{article.origin}: {len(passages)} passages but {len(content_hashes)} hashes")
    for passage in passages:
        if passage.article_id != article.id or passage.text != article.body[passage.start : passage.end]:
            raise ValueError(
                f"{article.origin}: passage {passage.ordinal} is not a slice of article {article.id}"
            )


def _day(article: Article) -> int | None:
    if article.published is None:
        return None
    try:
        return published_day(article.published)
    except ValueError as error:
        raise ReadError(
            f"{article.origin}: the date {article.published!r} is not ISO 8601 (like 2024-04-19)."
        ) from error
