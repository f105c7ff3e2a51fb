"""What each path answers, and with which headers."""

from __future__ import annotations

import datetime
import logging

import pytest
from fastapi.testclient import TestClient

from index import Filters, Preferences
from service.app import create_app
from service.questions import SearchFields
from service.schemas import ArticleAnswer, SearchAnswer, StatusAnswer
from service.settings import Settings
from tests.service_standin import ARTICLE, Shelf, running

GET = "/v1/search"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf("0001-aa")


@pytest.fixture
def client(shelf: Shelf):
    with running(shelf) as client:
        yield client


SUMMARY = {
    "id": "00000000000000a1",
    "title": "Jembatan baru dibuka",
    "language": "id",
    "published": "2024-05-06",
    "published_inferred": False,
    "source": "Kabar Biru",
    "authors": ["Sari"],
    "url": None,
    "keywords": [],
    "section": None,
    "place": None,
    "origin": "berita/jembatan.txt",
    "record_id": None,
}
COPY = {
    **SUMMARY, "id": "00000000000000b2", "title": None, "published": None, "source": None, "authors": [],
    "origin": "berita/salinan.txt",
}  # fmt: skip
HIT = {
    "article": SUMMARY,
    "passage": {"text": "Jembatan baru dibuka di Tanjung Biru.", "start": 0, "end": 37},
    "snippet": {"start": 0, "end": 37, "highlights": [[0, 8]], "by": "words"},
    "score": 0.5,
    "relevance": 0.75,
    "legs": {"dense": {"rank": 1, "score": 0.75}, "lexical": {"rank": None, "score": 0.0}},
    "passages": [{"text": "Warga menyambutnya.", "start": 38, "end": 57}],
    "outlets": [COPY],
}
UNDERSTOOD = {
    "phrases": ["tanjung biru"],
    "excluded": ["feri"],
    "framing": ["tolong carikan"],
    "times": [
        {
            "text": "sejak Mei 2024",
            "start": 9,
            "end": 23,
            "since": "2024-05-01",
            "until": None,
            "certain": True,
        }
    ],
    "time_use": "prefer",
    "suggestions": [{"word": "jembatn", "replacement": "jembatan", "start": 0, "end": 7, "sure": True}],
    "corrected": "jembatan sejak Mei 2024",
    "insisting": '"jembatn" sejak Mei 2024',
    "note": "Tidak ada artikel yang memuat satu kata pun dari pertanyaan.",
}


def test_a_search_answers_with_all_that_the_readme_names(client: TestClient) -> None:
    response = client.get(GET, params={"q": "jembatan baru"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == {
        "question": "jembatan baru",
        "language": "id",
        "took_ms": 1.5,
        "generation": "0001-aa",
        "understood": UNDERSTOOD,
        "hits": [HIT],
        "withheld": 1,
        "below": HIT,
    }


@pytest.mark.parametrize("explain", [False, True])
def test_answers_are_what_their_schema_says(client: TestClient, explain: bool) -> None:
    answer = client.get(GET, params={"q": "jembatan", "explain": explain}).json()
    described = SearchAnswer.model_validate(answer).model_dump(mode="json", exclude_unset=True)
    assert described == answer
    assert ("explanation" in answer["hits"][0]) is explain
    assert ("explanation" in answer) is explain


def test_explained_an_answer_tells_its_fusion_and_what_was_cut(client: TestClient) -> None:
    told = client.get(GET, params={"q": "bridge", "explain": True}).json()["explanation"]
    assert told == {
        "dense_share": 0.5,
        "because": "states",
        "cut": [
            {
                "id": "00000000000000b2",
                "title": None,
                "because": "excluded",
                "demand": "feri",
                "relevance": None,
                "like": None,
                "cosine": None,
            }
        ],
    }


def test_explained_a_hit_has_the_parts_of_its_score_and_its_matches(client: TestClient) -> None:
    (hit,) = client.post(GET, json={"question": "bridge", "explain": True}).json()["hits"]
    assert hit["explanation"] == {
        "dense": 0.375,
        "lexical": 0.0,
        "period": 0.125,
        "recency": 0.0,
        "language": 0.0,
        "matches": [
            {
                "word": "Jembatan",
                "question_word": "bridge",
                "via": "translation",
                "probability": 0.25,
                "start": 0,
                "end": 8,
            }
        ],
        "standardised": None,
        "grouped": [],
    }


def test_get_and_post_ask_the_same(client: TestClient, shelf: Shelf) -> None:
    client.get(
        f"{GET}?q=%20jembatan%20&limit=3&language=id&language=en&source=Kabar+Biru"
        "&since=2024-01-02&until=2024-01-03&collapse=story&time=filter&recency=strong&diverse=true"
        "&prefer_language=en&min_relevance=0.5&below=true"
    )
    fields = {
        "limit": 3,
        "language": ["id", "en"],
        "source": ["Kabar Biru"],
        "since": "2024-01-02",
        "until": "2024-01-03",
        "collapse": "story",
        "time": "filter",
        "recency": "strong",
        "diverse": True,
        "prefer_language": "en",
        "min_relevance": 0.5,
        "below": True,
    }
    client.post(GET, json={"question": "jembatan", **fields})
    client.post(GET, json={"q": "jembatan", **fields})
    filters = Filters(
        languages=frozenset({"id", "en"}),
        sources=frozenset({"Kabar Biru"}),
        since=datetime.date(2024, 1, 2),
        until=datetime.date(2024, 1, 3),
    )
    preferences = Preferences(
        collapse="story",
        time="filter",
        recency="strong",
        diverse=True,
        language="en",
        min_relevance=0.5,
        below=True,
    )
    assert shelf.searchers["0001-aa"].asked == [("jembatan", 3, filters, preferences)] * 3


def test_one_language_and_one_source_need_no_list(client: TestClient, shelf: Shelf) -> None:
    client.get(f"{GET}?q=jembatan&language=id&source=Kabar+Biru")
    client.post(GET, json={"q": "jembatan", "language": "id", "source": "Kabar Biru"})
    filters = Filters(languages=frozenset({"id"}), sources=frozenset({"Kabar Biru"}))
    assert shelf.searchers["0001-aa"].asked == [("jembatan", 10, filters, Preferences())] * 2


def test_a_field_that_is_null_is_left_out(client: TestClient, shelf: Shelf) -> None:
    nulls = dict.fromkeys(SearchFields.model_fields)
    assert client.post(GET, json={**nulls, "question": "apa", "q": None}).status_code == 200
    assert shelf.searchers["0001-aa"].asked == [("apa", 10, Filters(), Preferences())]


def test_a_field_that_is_empty_is_left_out(client: TestClient, shelf: Shelf) -> None:
    names = SearchFields.model_fields
    client.get(f"{GET}?q=apa&" + "&".join(f"{name}=" for name in names))
    client.post(GET, json={"question": "apa", **dict.fromkeys(names, "")})
    client.post(GET, json={"question": "apa", "language": [""], "source": ["", ""]})
    client.get(f"{GET}?q=apa&language=&source=&source=")
    assert shelf.searchers["0001-aa"].asked == [("apa", 10, Filters(), Preferences())] * 4
    client.get(f"{GET}?q=apa&language=&language=id")
    assert shelf.searchers["0001-aa"].asked[-1][2] == Filters(languages=frozenset({"id"}))


def test_the_defaults_are_those_of_the_library(client: TestClient, shelf: Shelf) -> None:
    client.get(GET, params={"q": "apa"})
    assert shelf.searchers["0001-aa"].asked == [("apa", 10, Filters(), Preferences())]


def test_an_article_comes_whole(client: TestClient) -> None:
    answer = ArticleAnswer.model_validate(client.get(f"/v1/articles/{ARTICLE.id}").json())
    assert (answer.body, answer.title) == (ARTICLE.body, ARTICLE.title)


def test_status_tells_of_the_index_and_of_the_process(client: TestClient) -> None:
    status = client.get("/v1/status").json()
    StatusAnswer.model_validate(status)
    assert (status["generation"], status["articles"], status["service"]["trouble"]) == ("0001-aa", 1, None)
    assert status["service"]["uptime_seconds"] >= 0


def test_health(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "live"}
    assert client.get("/readyz").json() == {"status": "ready", "generation": "0001-aa"}


@pytest.mark.parametrize(
    "path", ["/v1/search/?q=a", "/v1/status/", "/livez/", "/readyz/", f"/v1/articles/{ARTICLE.id}/"]
)
def test_a_trailing_slash_is_another_spelling(client: TestClient, path: str) -> None:
    assert client.get(path, follow_redirects=False).status_code == 200


def test_a_trailing_slash_does_not_redirect_a_post(client: TestClient) -> None:
    response = client.post("/v1/search/", json={"question": "a"}, follow_redirects=False)
    assert SearchAnswer.model_validate(response.json()).question == "a"


def test_every_answer_has_an_id_and_safe_headers(client: TestClient) -> None:
    for path, status in (("/livez", 200), ("/nowhere", 404)):
        response = client.get(path)
        assert response.status_code == status
        assert len(response.headers["x-request-id"]) == 32
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("given", "kept"), [("abc-1.2_X", True), ("a b", False), ("x" * 65, False)])
def test_a_plain_request_id_is_kept(client: TestClient, given: str, kept: bool) -> None:
    assert (client.get("/livez", headers={"x-request-id": given}).headers["x-request-id"] == given) is kept


def test_the_log_has_one_line_a_request_and_no_question(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="cari.access"):
        client.get(GET, params={"q": "rahasia"}, headers={"x-request-id": "r1"})
    (line,) = [record.getMessage() for record in caplog.records if record.name == "cari.access"]
    assert line.startswith("method=GET path=/v1/search status=200 took_ms=")
    assert line.endswith("request_id=r1")
    assert "rahasia" not in line


@pytest.mark.parametrize(
    ("client_address", "logged"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("fe80::1%eth0 status=200", "fe80::1"),
        ("6.6.6.6 status=200 request_id=fake", "-"),
        ("proxy", "-"),
    ],
)
def test_the_log_names_a_client_by_its_address_only(
    shelf: Shelf, caplog: pytest.LogCaptureFixture, client_address: str, logged: str
) -> None:
    app = create_app(Settings(), generations=shelf.generations())
    with TestClient(app, client=(client_address, 1)) as client, caplog.at_level("INFO", "cari.access"):
        client.get("/livez", headers={"x-request-id": "r1"})
    (line,) = [record.getMessage() for record in caplog.records if record.name == "cari.access"]
    assert line.endswith(f" client={logged} request_id=r1")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/search?q=a", 200),
        ("/v1/search/?q=a", 200),
        (f"/v1/articles/{ARTICLE.id}", 200),
        ("/v1/articles/ffff", 404),
        ("/v1/status", 200),
        ("/livez", 200),
        ("/readyz", 200),
        ("/openapi.json", 200),
    ],
)
def test_head_is_get_without_the_body(client: TestClient, path: str, status: int) -> None:
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content, get.status_code) == (status, b"", status)
    assert head.headers["content-type"] == get.headers["content-type"]
    assert int(head.headers["content-length"]) > 0


def test_the_log_tells_head_from_get(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="cari.access"):
        client.head("/livez")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "cari.access"]
    assert line.startswith("method=HEAD path=/livez status=200 ")
