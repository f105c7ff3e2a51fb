"""A searcher whose every move a test decides: it blocks, fails and counts on demand."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi.testclient import TestClient

from index import (
    Answer,
    Article,
    Encoder,
    Explanation,
    Filters,
    Hit,
    Leg,
    Match,
    NoSnapshot,
    NotFound,
    Passage,
    Preferences,
    QueryError,
    Snippet,
    Status,
    Suggestion,
    TimeExpression,
    Understanding,
)
from index.answer import Cut, RankingExplanation
from service.app import create_app
from service.generations import Generations
from service.server import server_of
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    import uvicorn

ARTICLE = Article(
    id="00000000000000a1",
    title="Jembatan baru dibuka",
    body="Jembatan baru dibuka di Tanjung Biru. Warga menyambutnya.",
    language="id",
    origin="berita/jembatan.txt",
    published="2024-05-06",
    source="Kabar Biru",
    authors=("Sari",),
)
COPY = Article(
    id="00000000000000b2", title=None, body=ARTICLE.body, language="id", origin="berita/salinan.txt"
)
"""The same story elsewhere."""
HIT = Hit(
    article=ARTICLE,
    passage=Passage(ARTICLE.id, 0, 0, 37, ARTICLE.body[:37]),
    score=0.5,
    relevance=0.75,
    dense=Leg(1, 0.75),
    lexical=Leg(None, 0.0),
    snippet=Snippet(
        0, 37, ((0, 8),), (Match(0, 8, "Jembatan", "bridge", "bridg", "translation", 0.25),), "words"
    ),
    explanation=Explanation(dense=0.375, lexical=0.0, period=0.125, recency=0.0, language=0.0),
    passages=(Passage(ARTICLE.id, 1, 38, 57, ARTICLE.body[38:]),),
    outlets=(COPY,),
)
EXPLANATION = RankingExplanation(0.5, "states", (Cut(COPY.id, None, "excluded", "feri"),))
UNDERSTOOD = Understanding(
    phrases=("tanjung biru",),
    excluded=("feri",),
    framing=("tolong carikan",),
    times=(TimeExpression("sejak Mei 2024", 9, 23, date(2024, 5, 1), None, certain=True),),
    time_use="prefer",
    suggestions=(Suggestion("jembatn", "jembatan", 0, 7),),
    corrected="jembatan sejak Mei 2024",
    insisting='"jembatn" sejak Mei 2024',
    note="Tidak ada artikel yang memuat satu kata pun dari pertanyaan.",
)


class StandIn:
    """One generation. `gate` holds searches back while it is cleared."""

    def __init__(self, generation: str, encoder: object = "encoder") -> None:
        self.generation = generation
        self.encoder = encoder
        self.gate = threading.Event()
        self.gate.set()
        self.searching = threading.Semaphore(0)
        self.warmed = 0
        self.closed = 0
        self.asked: list[tuple[str, int, Filters, Preferences]] = []
        self.error: Exception | None = None
        self.warming: Exception | None = None

    def search(
        self, question: str, *, limit: int, filters: Filters, preferences: Preferences, explain: bool
    ) -> Answer:
        self.asked.append((question, limit, filters, preferences))
        self.searching.release()
        assert self.gate.wait(10)
        assert not self.closed, "a searcher was asked after it was closed"
        if self.error:
            raise self.error
        if question == "?":
            raise QueryError("The question '?' holds no word; ask with at least one.")
        answer = Answer(question, "id", 1.5, self.generation, (HIT,), UNDERSTOOD, withheld=1, below=HIT)
        return replace(answer, explanation=EXPLANATION) if explain else answer

    def article(self, article_id: str) -> Article:
        if article_id != ARTICLE.id:
            raise NotFound(f"No article has the id {article_id!r}.")
        return ARTICLE

    def status(self) -> Status:
        return Status(
            generation=self.generation,
            built_at="2024-05-07T00:00:00+00:00",
            articles=1,
            passages=1,
            languages={"id": 1},
            sources={"Kabar Biru": 1},
            oldest="2024-05-06",
            newest="2024-05-06",
            encoder="encoder",
            recall=1.0,
            analysis_is_current=True,
        )

    def warm(self) -> None:
        self.warmed += 1
        if self.warming:
            raise self.warming

    def close(self) -> None:
        self.closed += 1


class Shelf:
    """What stands in the data directory: a pointer, and what opening it gives.

    `instead` names the earlier generation that is opened in place of a damaged one.
    """

    def __init__(self, *generations: str) -> None:
        self.pointer: str | None = None
        self.searchers: dict[str, StandIn] = {}
        self.errors: dict[str, list[Exception]] = {}
        self.instead: dict[str, str] = {}
        self.opened: list[tuple[str, object]] = []
        self.suspects: list[set[str]] = []
        for name in generations:
            self.publish(name)

    def publish(self, name: str, *errors: Exception) -> StandIn:
        """Point at a generation; the first openings of it raise `errors`, one each."""
        self.searchers[name] = StandIn(name)
        self.errors[name] = list(errors)
        self.pointer = name
        return self.searchers[name]

    def open(self, data: Path, encoder: Encoder | None, *, suspects: Collection[str] = ()) -> StandIn:
        if self.pointer is None:
            raise NoSnapshot(f"Nothing has been published in {data}.")
        self.opened.append((self.pointer, encoder))
        self.suspects.append(set(suspects))
        if self.errors[self.pointer]:
            raise self.errors[self.pointer].pop(0)
        return self.searchers[self.instead.get(self.pointer, self.pointer)]

    def generations(self, poll_seconds: float = 0.01) -> Generations:
        return Generations(
            Path("data"),
            poll_seconds=poll_seconds,
            open_searcher=self.open,
            read_pointer=lambda data: self.pointer,
        )


@contextmanager
def running(shelf: Shelf, *, threads: int = 2, queue: int = 4) -> Iterator[TestClient]:
    """The application over a shelf, started up and, at the end, shut down."""
    app = create_app(Settings(threads=threads, queue=queue), generations=shelf.generations())
    with TestClient(app) as client:
        yield client


@contextmanager
def listening(shelf: Shelf, *, threads: int = 2) -> Iterator[tuple[uvicorn.Server, int]]:
    """A real server over a shelf, in a thread, and its port; at the end it is stopped."""
    app = create_app(Settings(threads=threads), generations=shelf.generations())
    server, accepting = server_of(app), socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [accepting]})
    thread.start()
    try:
        yield server, accepting.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def until(condition: Callable[[], bool], *, seconds: float = 10) -> None:
    """Wait for what another thread is about to do."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("what the test waits for did not happen")
