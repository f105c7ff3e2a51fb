"""Real builds, the real searcher, a real server: from no index through a swap to a damaged generation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from index import Searcher, answer_to_dict, build
from index.snapshot.pointer import switch_pointer
from service.generations import NOT_SERVED
from service.schemas import ArticleAnswer, SearchAnswer, StatusAnswer
from tests.service_process import process
from tests.service_standin import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLES = {
    "feri.md": (
        "---\ntitle: Feri malam ke Pulau Karang mulai berlayar\nlanguage: id\ndate: 2024-03-02\n"
        "source: Kabar Biru\n---\n\nFeri malam pertama menuju Pulau Karang berangkat dari Tanjung Biru pada "
        "Sabtu. Kapal itu mengangkut dua ratus penumpang dan tiga puluh sepeda motor.\n"
    ),
    "library.md": (
        "---\ntitle: Travelling library reaches the hills\nlanguage: en\ndate: 2024-05-11\n"
        "source: Blue Cape Post\n---\n\nA truck full of story books climbed to the hill villages on Monday. "
        "Children in six schools may keep each book for a fortnight.\n"
    ),
}
LATER = (
    "---\ntitle: Panen garam Teluk Putih melimpah\nlanguage: id\ndate: 2024-08-20\n"
    "source: Kabar Biru\n---\n\n"
    "Petani garam di Teluk Putih memanen delapan puluh ton garam pada musim kemarau ini.\n"
)


class Running:
    """A service and the folders it is fed from."""

    def __init__(self, folder: Path, address: str) -> None:
        self.articles, self.data, self.log = (folder / name for name in ("articles", "data", "log"))
        self.client = httpx.Client(base_url=address)

    def get(self, path: str, **parameters: str) -> Any:
        return self.client.get(path, params=parameters).json()

    def publish(self) -> str:
        """Build the articles that there are, and wait until the service answers from them."""
        generation = build([str(self.articles)], self.data).generation
        until(lambda: self.get("/readyz").get("generation") == generation, seconds=60)
        return generation


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("service")
    with process(folder / "data", folder / "log") as (_, address):
        running = Running(folder, address)
        with running.client:
            refused = running.client.get("/v1/search", params={"q": "feri"})
            assert (refused.status_code, refused.json()["detail"]) == (
                503,
                "No index has been published yet.",
            )
            running.articles.mkdir()
            for name, text in ARTICLES.items():
                (running.articles / name).write_text(text, encoding="utf-8")
            running.publish()
            yield running


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Kapan feri malam ke Pulau Karang berangkat?", "Feri malam ke Pulau Karang mulai berlayar"),
        ("How long may children keep the library's story books?", "Travelling library reaches the hills"),
    ],
)
def test_http_answers_what_the_library_answers(service: Running, question: str, title: str) -> None:
    answer = service.get("/v1/search", q=question)
    assert SearchAnswer.model_validate(answer).hits[0].article.title == title
    searcher = Searcher.open(service.data)
    expected = answer_to_dict(searcher.search(question), explain=False)
    searcher.close()
    assert {**answer, "took_ms": 0} == {**expected, "took_ms": 0}


def test_a_passage_is_a_slice_of_its_article(service: Running) -> None:
    hit = service.get("/v1/search", q="feri malam")["hits"][0]
    article = ArticleAnswer.model_validate(service.get(f"/v1/articles/{hit['article']['id']}"))
    passage = hit["passage"]
    assert article.body[passage["start"] : passage["end"]] == passage["text"]
    assert (article.published, article.source) == ("2024-03-02", "Kabar Biru")


@pytest.mark.parametrize(
    "filters",
    [
        {"language": "en"},
        {"source": "Blue Cape Post"},
        {"since": "2024-05-11"},
        {"until": "2024-05-11", "since": "2024-03-03"},
    ],
)
def test_filters_hold(service: Running, filters: dict[str, str]) -> None:
    hits = service.get("/v1/search", q="feri malam", **filters)["hits"]
    titles = [hit["article"]["title"] for hit in hits if hit["article"]["source"] != "Kabar Biru"]
    assert titles == ["Travelling library reaches the hills"]
    assert all(hit["article"]["published"] >= "2024-03-03" for hit in hits)


def test_status_counts_what_was_built(service: Running) -> None:
    status = StatusAnswer.model_validate(service.get("/v1/status"))
    assert status.languages["en"] == 1
    assert status.sources["Blue Cape Post"] == 1
    assert status.oldest == "2024-03-02"


def test_a_new_generation_is_swapped_in_and_a_damaged_one_is_not(service: Running) -> None:
    first = service.get("/readyz")["generation"]
    (service.articles / "garam.md").write_text(LATER, encoding="utf-8")
    second = service.publish()
    assert service.get("/v1/search", q="panen garam")["hits"][0]["article"]["published"] == "2024-08-20"

    vectors = service.data / "generations" / first / "vectors.faiss"
    vectors.write_bytes(vectors.read_bytes()[:-1])
    switch_pointer(service.data, first)  # in one step, for the service may look at any moment
    until(lambda: service.get("/v1/status")["service"]["trouble"] is not None)
    status = service.get("/v1/status")
    assert status["generation"] == second
    assert status["service"]["trouble"] == NOT_SERVED
    assert f"Generation {first} in {service.data} is damaged" in service.log.read_text()
