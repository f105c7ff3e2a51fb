"""`catalog.sqlite`: the articles, and the spans of their passages."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from index.errors import MEND, DamagedSnapshot, NotFound
from index.records import Article, ArticleName, Passage, day_to_date
from index.snapshot.schema import ARTICLE_FIELDS
from index.snapshot.unreadable import raise_if_unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from types import TracebackType

_SELECTED = (*ARTICLE_FIELDS, "body")
_ARTICLE = ", ".join(_SELECTED)
_NAME = ", ".join(ArticleName._fields)
_ARTICLES = "articles a JOIN bodies b ON b.article = a.ordinal"
_LISTED = "(SELECT value FROM json_each(?))"

_ARTICLES_A_READ = 1_000
"""Whole articles per query: a few megabytes."""
_ROWS_A_READ = 10_000
"""Hashes or names per query: few, so that other threads do not wait long for the connection."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a catalog, and its first and last day."""

    articles: int
    passages: int
    languages: dict[str, int]
    """Number of articles by language, sorted by number, descending."""
    sources: dict[str | None, int]
    """Number of articles by source, sorted by number, descending; None is for articles without a source."""
    oldest: date | None
    """First day of publication."""
    newest: date | None


class Catalog:
    """The catalog of a published generation, read-only. Threads may share one.

    All reads use one connection under a lock. It is opened once, so a generation that is removed while a
    service uses it stays readable.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path
        self._lock = threading.Lock()
        self.passage_count: int = self._fetch("SELECT coalesce(max(row), -1) + 1 FROM passages")[0][0]
        """Number of passages, which is also the next row number: rows have no gaps."""
        self.article_count: int = self._fetch("SELECT coalesce(max(ordinal), -1) + 1 FROM articles")[0][0]

    @classmethod
    def open(cls, path: Path) -> Catalog:
        """Open a finished catalog.

        Raises:
            DamagedSnapshot: the file is missing or not a catalog.
            SnapshotError: this process may not read it, or lacks resources.
        """
        # immutable: no locks and no journal beside a published file, and read-only volumes work.
        uri = f"file:{quote(os.fsencode(path.resolve()))}?mode=ro&immutable=1"
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            # Sorting writes files, which a full disk or a read-only one does not allow.
            connection.execute("PRAGMA temp_store = MEMORY")
            return cls(connection, path)
        except (sqlite3.Error, DamagedSnapshot) as error:
            if connection is not None:
                connection.close()
            _check_can_be_opened(path)
            raise _damaged(path, error) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Catalog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def article(self, article_id: str) -> Article:
        """Return the article with this id.

        Raises:
            NotFound: there is none.
        """
        # SQLite rejects half a surrogate pair, which is what bytes that are not UTF-8 become.
        known = article_id.encode(errors="replace").decode()
        found = self._fetch(f"SELECT {_ARTICLE} FROM {_ARTICLES} WHERE id = ?", (known,))  # noqa: S608
        if not found:
            raise NotFound(
                f"No article has the id {article_id!r}: ids are 16 hex digits, as `cari search` prints them, "
                "and an article that is no longer among the sources leaves with the next build."
            )
        return self._article(found[0])

    def passages(self, rows: Sequence[int]) -> list[tuple[Article, Passage]]:
        """Return the passages in these rows, each with its article, in the order of `rows`.

        Passages of one article share one `Article`, so its body is read and kept once.

        Raises:
            DamagedSnapshot: the catalog does not have a row, so it does not belong to the index.
        """
        places = self._fetch(
            f"SELECT row, article, ordinal, start_at, end_at FROM passages WHERE row IN {_LISTED}",  # noqa: S608
            (json.dumps([int(row) for row in rows]),),
        )
        articles = self._by_ordinal({held_by for _, held_by, *_ in places})
        found = {
            row: (article, _passage(article, place))
            for row, held_by, *place in places
            if (article := articles.get(held_by))
        }
        try:
            return [found[int(row)] for row in rows]
        except KeyError as error:
            raise _damaged(self._path, f"passage row {error} is not in it") from error

    def article_at(self, ordinal: int) -> Article:
        """Return an article by its ordinal: its number in reading order, from 0."""
        return self._by_ordinal([ordinal])[ordinal]

    def hashes(self) -> Iterator[tuple[str, int]]:
        """Yield the content hash and the row of each passage, by row."""
        query = "SELECT hash, row FROM passages WHERE row >= ? AND row < ? ORDER BY row"
        return self._paged(query, self.passage_count, _ROWS_A_READ)

    def names(self) -> Iterator[ArticleName]:
        """Yield the names of each article by ordinal, without reading any body."""
        query = f"SELECT {_NAME} FROM articles WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal"  # noqa: S608
        return map(ArticleName._make, self._paged(query, self.article_count, _ROWS_A_READ))

    def digests(self) -> Iterator[tuple[str, int, int]]:
        """Yield id, hash of the body, and hash of all fields except the origin, of each article by ordinal.

        They are Python's own hashes, valid within one process only.
        """
        fields = _ARTICLE.replace("origin, ", "")
        query = f"SELECT {fields} FROM {_ARTICLES} WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal"  # noqa: S608
        for record in self._paged(query, self.article_count, _ARTICLES_A_READ):
            yield record[0], hash(record[-1]), hash(record)

    def addresses(self, part: str) -> list[tuple[int, str]]:
        """Return ordinal and url of each article whose url has this part, its ASCII in lower case."""
        return self._fetch(
            "SELECT ordinal, url FROM articles WHERE instr(lower(url), ?) ORDER BY ordinal", (part,)
        )

    def facets(self) -> list[tuple[str, int | None, str | None, int]]:
        """Return language, day (since 1970-01-01), source and passage count of each article by ordinal."""
        return self._fetch("SELECT language, day, source, passages FROM articles ORDER BY ordinal")

    @cached_property
    def summary(self) -> Summary:
        """Counts by language and source, and the first and last day. Reads all articles once."""
        count = "SELECT {0}, count(*) FROM articles GROUP BY {0} ORDER BY count(*) DESC, {0}"
        oldest, newest = self._fetch("SELECT min(day), max(day) FROM articles")[0]
        return Summary(
            articles=self.article_count,
            passages=self.passage_count,
            languages=dict(self._fetch(count.format("language"))),
            sources=dict(self._fetch(count.format("source"))),
            oldest=None if oldest is None else day_to_date(oldest),
            newest=None if newest is None else day_to_date(newest),
        )

    def problems(self) -> list[str]:
        """Return what SQLite's integrity check and a count of the rows find. Reads the whole file."""
        found = [str(record[0]) for record in self._fetch("PRAGMA integrity_check")]
        if found != ["ok"]:
            return found
        stored = [
            self._fetch(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608
            for table in ("articles", "bodies", "passages")
        ]
        passages = sum(passages for *_, passages in self.facets())
        sound = stored == [self.article_count] * 2 + [self.passage_count] and passages == self.passage_count
        return [] if sound else ["rows are missing"]

    def _by_ordinal(self, ordinals: Iterable[int]) -> dict[int, Article]:
        """Return the articles with these ordinals, by ordinal."""
        query = f"SELECT ordinal, {_ARTICLE} FROM {_ARTICLES} WHERE ordinal IN {_LISTED}"  # noqa: S608
        return {
            ordinal: self._article(record)
            for ordinal, *record in self._fetch(query, (json.dumps(list(ordinals)),))
        }

    def _article(self, record: Sequence[Any]) -> Article:
        values = dict(zip(_SELECTED, record, strict=True))
        values["published_inferred"] = bool(values["published_inferred"])
        try:
            values["authors"] = tuple(json.loads(values["authors"]))
            values["keywords"] = tuple(json.loads(values["keywords"]))
        except (ValueError, TypeError) as error:
            raise _damaged(self._path, error) from error
        return Article(**values)

    def _paged(self, query: str, count: int, size: int) -> Iterator[Any]:
        """Yield what a query finds between two numbers, from 0 to `count`, `size` of them at a time."""
        for first in range(0, count, size):
            yield from self._fetch(query, (first, first + size))

    def _fetch(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(query, tuple(values)).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # its messages quote the file's bytes
            raise _damaged(self._path, error) from error


def _passage(article: Article, record: Sequence[int]) -> Passage:
    ordinal, start, end = record
    # Not with SQLite's substr, which stops at the first NUL and decodes the body again for each passage.
    return Passage(article_id=article.id, ordinal=ordinal, start=start, end=end, text=article.body[start:end])


def _check_can_be_opened(path: Path) -> None:
    """Raise the reason why a file cannot be opened: SQLite only says `unable to open database file`."""
    try:
        path.open("rb").close()
    except OSError as error:
        raise_if_unreadable(path, error)


def _damaged(path: Path, what: object) -> DamagedSnapshot:
    return DamagedSnapshot(f"The catalog {path} is damaged ({what})", MEND)
