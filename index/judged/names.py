"""Names: which article a name in a list of questions means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import EvaluationError, some_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.records import ArticleName

_SHOWN = 3
"""Articles listed in the error about an ambiguous name."""


class ArticleNames:
    """The names of the articles of one generation: id, url, file (`FILE#RECORD` of a .jsonl), record id."""

    def __init__(self, articles: Iterable[ArticleName]) -> None:
        self.ids: list[str] = []
        """Ids of the articles, by ordinal."""
        self.languages: dict[str, str] = {}
        """Article id -> language."""
        self.records: dict[str, str] = {}
        """Record id -> article id, for sets in one file, in which record ids are unique."""
        self._names: dict[str, str] = {}
        self._exact: dict[str, dict[str, None]] = {}
        """Record id or url -> article ids, each once: feeds often use the url as the record id."""
        self._files: dict[str, list[str]] = {}
        for article in articles:
            self._add(article)

    def _add(self, article: ArticleName) -> None:
        self.ids.append(article.id)
        self.languages[article.id] = article.language
        path = article.file
        self._names[article.id] = path
        if article.url:
            self._exact.setdefault(article.url.partition("#")[0], {})[article.id] = None
        if article.record_id is not None:
            self.records[article.record_id] = article.id
            self._exact.setdefault(article.record_id, {})[article.id] = None
            self._names[article.id] = f"{path}#{article.record_id}"
        for name in {path, self._names[article.id]}:
            self._files.setdefault(_file_key(name), []).append(article.id)

    def find(self, name: str) -> str | None:
        """Return the id of the article with a name; None if no article has it.

        A path may have more or fewer leading folders than the path by which the file was read.

        Raises:
            EvaluationError: several articles have the name.
        """
        found = self.find_all(name)
        if len(found) > 1:
            shown = some_of([self._names[each] for each in found], _SHOWN)
            raise EvaluationError(
                f"{name!r} names {len(found)} articles of the index ({shown}): "
                "name one by more of its path, by FILE#RECORD or by its id."
            )
        return found[0] if found else None

    def find_one(self, name: str) -> str | None:
        """Return the same, but None if several articles have the name."""
        found = self.find_all(name)
        return found[0] if len(found) == 1 else None

    def shown(self, article_id: str) -> str:
        """Return the readable name of an article: its file, with `#RECORD` if the article has a record id."""
        return self._names[article_id]

    def find_all(self, name: str) -> list[str]:
        """Return the ids of all articles with a name: several if it is ambiguous."""
        if name in self.languages:
            return [name]
        address = name.partition("#")[0]
        if "://" in address:
            return list(self._exact.get(name) or self._exact.get(address, {}))
        return list(self._exact.get(name, {})) or self._by_path(name)

    def _by_path(self, name: str) -> list[str]:
        """Return the articles whose path has most in common with a name, equal ones before longer ones."""
        fits: dict[tuple[int, bool], list[str]] = {}
        for each in self._files.get(_file_key(name), []):
            full = self._names[each]
            for known in {full, full.partition("#")[0]}:
                if _ends(known, name):
                    common = min(len(known), len(name))
                    fits.setdefault((common, known == name), []).append(each)
        return fits[max(fits)] if fits else []


def _ends(known: str, name: str) -> bool:
    return known == name or known.endswith(f"/{name}") or name.endswith(f"/{known}")


def _file_key(name: str) -> str:
    """Return a name without its folders: `news/wire.jsonl#a/1` -> `wire.jsonl#a/1`."""
    path, mark, record = name.partition("#")
    return path.rpartition("/")[2] + mark + record
