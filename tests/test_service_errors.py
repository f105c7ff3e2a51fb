"""Every error is a problem body that names the field, the value and the cure."""

from __future__ import annotations

import gzip
import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from starlette.requests import Request

from index import CariError, SnapshotError
from service.errors import path_of
from service.middleware import MAX_BODY_BYTES
from service.schemas import Problem
from tests.service_standin import Shelf, running

if TYPE_CHECKING:
    from fastapi.testclient import TestClient


@pytest.fixture(scope="module")
def client():
    with running(Shelf("0001-aa")) as client:
        yield client


def read_problem(response: Any, status: int, name: str) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    assert response.status_code == status, body
    assert response.headers["content-type"] == "application/problem+json"
    assert Problem.model_validate(body).type == f"urn:cari:problem:{name}"
    assert (body["status"], body["instance"]) == (status, response.request.url.path)
    return body


QUERIES = [
    ("", "q", "`q` is missing."),
    ("q=", "q", "`q` is '': String should have at least 1 character."),
    ("q=%20%09", "q", "`q` is ' \\t': String should have at least 1 character."),
    ("q=" + "a" * 10_001, "q", "String should have at most 10000 characters."),
    ("q=a&limit=0", "limit", "`limit` is '0': Input should be greater than or equal to 1."),
    ("q=a&limit=101", "limit", "`limit` is '101': Input should be less than or equal to 100."),
    ("q=a&limit=ten", "limit", "`limit` is 'ten': Input should be a valid integer"),
    ("q=a&language=fr", "language.0", "`language.0` is 'fr': Input should be 'id', 'en' or 'und'."),
    ("q=a&source=+", "source.0", "`source.0` is ' ': String should have at least 1 character."),
    ("q=a&langauge=", "langauge", "`langauge` is not a field of this request."),
    ("q=a&since=2024", "since", "`since` is '2024': Give a day as YYYY-MM-DD."),
    ("q=a&until=2024-02-30", "until", "`until` is '2024-02-30': Input should be a valid date"),
    ("q=a&since=2024-02-02&until=2024-02-01", "until", "It lies before `since`, 2024-02-02; swap the two."),
    ("q=a&prefer_language=und", "prefer_language", "is 'und': Input should be 'id' or 'en'."),
    ("q=a&collapse=all", "collapse", "`collapse` is 'all': Input should be 'story', 'article' or 'none'."),
    ("q=a&time=past", "time", "`time` is 'past': Input should be 'off', 'prefer' or 'filter'."),
    ("q=a&recency=1", "recency", "`recency` is '1': Input should be 'off', 'auto' or 'strong'."),
    ("q=a&explain=please", "explain", "`explain` is 'please': Input should be a valid boolean"),
    ("q=a&langauge=id", "langauge", "`langauge` is not a field of this request."),
    ("q=a&q=b", "q", "`q` is ['a', 'b']: Give it once."),
    ("q=a&limit=3&limit=3", "limit", "`limit` is ['3', '3']: Give it once."),
    ("q=%ff%fe", "q", "`q` is '%FF%FE': Give it in UTF-8."),
    ("q=kafe&source=Kaf%e9", "source", "`source` is 'Kaf%E9': Give it in UTF-8."),
    ("q=a&limit=" + "9" * 5000, "limit", "Unable to parse input string as an integer, exceeded maximum size"),
]


@pytest.mark.parametrize(("query", "field", "sentence"), QUERIES)
def test_a_query_that_cannot_be_used(client: TestClient, query: str, field: str, sentence: str) -> None:
    body = read_problem(client.get(f"/v1/search?{query}"), 422, "invalid-request")
    (error,) = body["errors"]
    assert error["field"] == field
    assert sentence in error["detail"]
    assert error["detail"] in body["detail"]


def test_a_question_of_the_greatest_length_is_answered(client: TestClient) -> None:
    assert client.get("/v1/search", params={"q": f" {'é' * 10_000} "}).status_code == 200


def test_a_body_has_room_for_the_longest_question_in_escapes(client: TestClient) -> None:
    content = json.dumps({"q": "😀" * 10_000, "source": ["é" * 200] * 50})
    assert len(content) > 180_000
    assert client.post("/v1/search", content=content, headers=JSON).status_code == 200


JSON = {"content-type": "application/json"}
BODIES = [
    ({}, "question", "`question` is missing."),
    ({"question": "a", "lang": "id"}, "lang", "`lang` is not a field of this request."),
    ({"question": "a", "q": "b"}, "q", "`q` and `question` are both given; leave one out."),
    ({"q": "a", "limit": True}, "limit", "`limit` is true: Give a JSON number."),
    ({"q": "a", "limit": "5"}, "limit", '`limit` is "5": Give a JSON number.'),
    ({"q": "a", "limit": 10**300}, "limit", "Input should be less than or equal to 100."),
    ({"q": "a", "min_relevance": "0.5"}, "min_relevance", '`min_relevance` is "0.5": Give a JSON number.'),
    ({"q": "a", "min_relevance": False}, "min_relevance", "`min_relevance` is false: Give a JSON number."),
    ({"q": "a", "explain": 1}, "explain", "`explain` is 1: Give true or false."),
    ({"q": "a", "diverse": "true"}, "diverse", '`diverse` is "true": Give true or false.'),
    ({"question": 5}, "question", "`question` is 5: Input should be a valid string."),
    ({"question": "a", "language": "fr"}, "language.0", "`language.0` is \"fr\": Input should be 'id', 'en'"),
    ({"question": "a", "language": 1}, "language", "`language` is 1: Input should be a valid list."),
    ({"question": "a", "since": 1713484800}, "since", "`since` is 1713484800: Give a day as YYYY-MM-DD."),
    ({"q": "a", "language": [None]}, "language.0", "`language.0` is null: Input should be 'id', 'en'"),
    ({"q": "a", "source": ["\u200b\n", "é"] * 101}, "source", '`source` is ["\\u200b\\n", "\\u00e9"'),
    ({"q": "a", "since": {"day": "é"}}, "since", '`since` is {"day": "é"}: Give a day'),
    ({"q": None}, "question", "`question` is missing."),
    ({"q": "a", "lang": None}, "lang", "`lang` is not a field of this request."),
    ({"q": "", "question": ""}, "question", "`question` is missing."),
    ({"q": "a", "limit": [""] * 2}, "limit", '`limit` is ["", ""]: Input should be a valid integer.'),
    (["a"], "body", '`body` is ["a"]: Give a JSON object.'),
    (None, "body", 'The request has no body: send JSON, such as {"question": "gempa Cianjur"}.'),
]


@pytest.mark.parametrize(("body", "field", "sentence"), BODIES)
def test_a_body_that_cannot_be_used(client: TestClient, body: Any, field: str, sentence: str) -> None:
    (error,) = read_problem(client.post("/v1/search", json=body), 422, "invalid-request")["errors"]
    assert error["field"] == field
    assert sentence in error["detail"]


def test_a_number_too_long_to_be_read(client: TestClient) -> None:
    content = b'{"q": "a", "limit": ' + b"9" * 5000 + b"}"
    (error,) = read_problem(client.post("/v1/search", content=content, headers=JSON), 422, "invalid-request")[
        "errors"
    ]
    assert "out of the range of every field: `limit` is from 1 to 100" in error["detail"]


@pytest.mark.parametrize(
    ("content", "field", "values"),
    [
        (b'{"question": "a", "limit": 3, "question": "b"}', "question", '["a", "b"]'),
        (b'{"q": "a", "language": "id", "language": ["en"]}', "language", '["id", ["en"]]'),
        (rb'{"q": "a", "\ud800": 1, "\ud800": 2}', r"\ud800", "[1, 2]"),
    ],
)
def test_a_field_that_a_body_gives_twice(client: TestClient, content: bytes, field: str, values: str) -> None:
    for path in ("/v1/search", "/v1/search/"):
        (error,) = read_problem(client.post(path, content=content, headers=JSON), 422, "invalid-request")[
            "errors"
        ]
        assert error == {"field": field, "detail": f"`{field}` is {values}: Give it once."}


def test_fields_of_many_values_are_repeated_in_a_query(client: TestClient) -> None:
    query = "q=caf%C3%A9&language=id&language=en&source=a&source=b"
    assert client.get(f"/v1/search?{query}").json()["question"] == "café"


def test_several_errors_are_told_at_once(client: TestClient) -> None:
    body = read_problem(client.get("/v1/search?limit=0&since=x"), 422, "invalid-request")
    assert [error["field"] for error in body["errors"]] == ["limit", "since", "q"]


def test_the_first_twenty_errors_are_told_and_the_others_counted(client: TestClient) -> None:
    names = [f"x{number}" for number in range(23)]
    query = "&".join(f"{name}=1" for name in names)
    for response in (
        client.get(f"/v1/search?q=a&{query}"),
        client.post("/v1/search", json={"q": "a", **dict.fromkeys(names, 1)}),
        client.post(f"/v1/search?{query}", json={"q": "a"}),
    ):
        body = read_problem(response, 422, "invalid-request")
        assert [error["field"] for error in body["errors"]] == names[:20]
        assert body["detail"].endswith(f"{body['errors'][-1]['detail']} And 3 more.")


@pytest.mark.parametrize("many", [250, 251])
def test_a_flood_of_fields_is_refused_as_one_error(client: TestClient, many: int) -> None:
    fields = {"q": "a", **{f"x{number}": 1 for number in range(many - 1)}}
    query = "&".join(f"{name}=1" for name in fields)
    for response in (
        client.get(f"/v1/search?{query}"),
        client.post("/v1/search", json=fields),
        client.post(f"/v1/search?{query}", json={"q": "a"}),
    ):
        errors = read_problem(response, 422, "invalid-request")["errors"]
        assert ("There are more than 250 fields: " in errors[0]["detail"]) is (many > 250)
        assert len(errors) == (1 if many > 250 else 20)


def test_empty_fields_are_no_flood(client: TestClient) -> None:
    assert client.get("/v1/search?q=a" + "&" * 250).status_code == 200


def test_a_hundred_languages_and_sources_are_no_flood(client: TestClient) -> None:
    many = "".join(f"&source=s{number}&language=id" for number in range(100))
    assert client.get(f"/v1/search?q=a{many}").status_code == 200


def test_what_a_client_sends_is_not_sent_back_at_any_length(client: TestClient) -> None:
    long = "a" * 50_000
    for response in (
        client.post("/v1/search", json={"q": "a", long: 1}),
        client.get(f"/v1/search?q=a&{long}=1"),
        client.get(f"/v1/search?limit={long}"),
        client.post("/v1/search", content=b"{}", headers={"content-type": long}),
        client.post("/v1/search", content=b"{}", headers={**JSON, "content-encoding": long}),
        client.request("A" * 50_000, "/v1/search"),
    ):
        assert response.status_code in (405, 415, 422)
        assert len(response.content) < 1000


def test_a_path_is_told_as_it_was_sent_and_cut(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "cari.access")
    body = client.get("/%ff" + "%Ff" * 20_000).json()
    told = "/%ff" + "%Ff" * 65 + "%" + "..."  # 200 characters, and the dots
    assert body["instance"] == told
    assert body["detail"] == f"There is nothing at {told}; /openapi.json lists what there is."
    assert f" path={told} status=404 " in caplog.text
    assert client.get("/a=b%2Fc:d").json()["instance"] == "/a=b%2Fc:d"


@pytest.mark.parametrize(
    ("raw", "told"), [({}, "/a%20b"), ({"raw_path": None}, "/a%20b"), ({"raw_path": b"/\xff"}, "/\\xff")]
)
def test_a_path_of_another_server_is_told(raw: dict[str, bytes | None], told: str) -> None:
    """ASGI lets servers leave out `raw_path`."""
    assert path_of(Request({"type": "http", "path": "/a b", **raw})) == told


def test_a_body_that_is_not_json(client: TestClient) -> None:
    response = client.post("/v1/search", content=b'{"question": ', headers=JSON)
    (error,) = read_problem(response, 422, "invalid-request")["errors"]
    assert error["detail"] == "The body is not JSON: Expecting value at character 13."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"question": "\xff"}', "The body cannot be read: send JSON in UTF-8"),
        (b'{"question": ' + b"[" * 20_000, "The body is nested too deep to be read"),
    ],
    ids=["not UTF-8", "nested too deep"],
)
def test_a_body_that_cannot_be_parsed(client: TestClient, content: bytes, sentence: str) -> None:
    found = read_problem(client.post("/v1/search", content=content, headers=JSON), 400, "bad-request")
    assert found["detail"].startswith(sentence)


@pytest.mark.parametrize("depth", range(50, 1001, 50))
def test_a_body_nested_as_deep_as_can_just_be_read_is_no_failure(client: TestClient, depth: int) -> None:
    content = b'{"question": "a", "limit": ' + b"[" * depth + b"]" * depth + b"}"
    assert client.post("/v1/search", content=content, headers=JSON).status_code in (400, 422)


def test_a_query_string_of_a_post_is_refused(client: TestClient) -> None:
    for path in ("/v1/search", "/v1/search/"):
        response = client.post(f"{path}?limit=3", json={"question": "a"})
        (error,) = read_problem(response, 422, "invalid-request")["errors"]
        sentence = "`limit` is '3': POST reads no query string; put it in the body."
        assert error == {"field": "limit", "detail": sentence}


def test_half_a_character_is_refused(client: TestClient) -> None:
    response = client.post("/v1/search", content=rb'{"question": "\ud83d"}', headers=JSON)
    read_problem(response, 422, "invalid-request")


@pytest.mark.parametrize("headers", [{}, {"content-type": "text/plain"}])
def test_a_body_that_does_not_say_it_is_json(client: TestClient, headers: dict[str, str]) -> None:
    response = client.post("/v1/search", content=b'{"question": "a"}', headers=headers)
    assert "send `Content-Type: application/json`" in read_problem(response, 415, "not-json")["detail"]


def test_a_compressed_body_is_told_so(client: TestClient) -> None:
    plain = b'{"question": "a"}'
    for content, coding in ((gzip.compress(plain), "gzip"), (plain, "br")):
        response = client.post("/v1/search", content=content, headers={**JSON, "content-encoding": coding})
        body = read_problem(response, 415, "unsupported-media-type")
        assert body["detail"] == (
            f"The body has `Content-Encoding: {coding}`; send it as it is, without this header."
        )
        assert response.headers["accept-encoding"] == "identity"
    headers = {**JSON, "content-encoding": "Identity"}
    assert client.post("/v1/search", content=plain, headers=headers).status_code == 200


@pytest.mark.parametrize("headers", [{}, JSON])
def test_a_post_without_a_body(client: TestClient, headers: dict[str, str]) -> None:
    body = read_problem(client.post("/v1/search", headers=headers), 422, "invalid-request")
    detail = 'The request has no body: send JSON, such as {"question": "gempa Cianjur"}.'
    assert (body["detail"], body["errors"]) == (detail, [{"field": "body", "detail": detail}])


def test_the_size_of_a_body_is_bounded(client: TestClient) -> None:
    def padded(size: int) -> bytes:
        return json.dumps({"question": "a"}).encode().ljust(size)

    def in_chunks(body: bytes):
        yield from (body[start : start + 1000] for start in range(0, len(body), 1000))

    largest, larger = padded(MAX_BODY_BYTES), padded(MAX_BODY_BYTES + 1)
    assert client.post("/v1/search", content=largest, headers=JSON).status_code == 200
    assert client.post("/v1/search", content=in_chunks(largest), headers=JSON).status_code == 200
    for content in (larger, in_chunks(larger)):
        body = read_problem(client.post("/v1/search", content=content, headers=JSON), 413, "body-too-large")
        assert "larger than 185536 bytes" in body["detail"]


def test_an_unknown_path(client: TestClient) -> None:
    body = read_problem(client.get("/v1/nowhere"), 404, "not-found")
    assert body["detail"] == "There is nothing at /v1/nowhere; /openapi.json lists what there is."


def test_the_host_header_is_not_believed(client: TestClient) -> None:
    body = client.get("/v1/nowhere%0A", headers={"host": "[elsewhere/x?"}).json()
    assert (body["status"], body["instance"]) == (404, "/v1/nowhere%0A")


def test_an_unknown_article(client: TestClient) -> None:
    body = read_problem(client.get("/v1/articles/ffff"), 404, "no-such-article")
    assert body["detail"] == "No article has the id 'ffff'."


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/v1/search", "GET, HEAD, POST"),
        ("PUT", "/v1/search/", "GET, HEAD, POST"),
        ("POST", "/livez", "GET, HEAD"),
        ("POST", "/openapi.json", "GET, HEAD"),
    ],
)
def test_a_method_that_a_path_does_not_take(client: TestClient, method: str, path: str, allowed: str) -> None:
    response = client.request(method, path)
    assert read_problem(response, 405, "method-not-allowed")["detail"].endswith(f"use {allowed}.")
    assert response.headers["allow"] == allowed


def test_a_question_that_the_index_refuses(client: TestClient) -> None:
    body = read_problem(client.get("/v1/search?q=%3F"), 422, "invalid-request")
    assert body["detail"] == "The question '?' holds no word; ask with at least one."


def test_an_index_that_cannot_be_read_just_now_is_another_time_s_question(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = Shelf("0001-aa")
    shelf.searchers["0001-aa"].error = SnapshotError("/srv/x cannot be read (Too many open files).")
    with running(shelf) as client:
        response = client.get("/v1/search?q=a")
        assert "/srv/x" not in read_problem(response, 503, "index-unreadable")["detail"]
        assert response.headers["retry-after"] == "5"
        shelf.searchers["0001-aa"].error = None
        assert client.get("/v1/search?q=a").status_code == 200
    assert "/srv/x cannot be read (Too many open files)." in caplog.text


@pytest.mark.parametrize(
    "error", [CariError("The disk of /srv/x is full; free some."), ZeroDivisionError("secret")]
)
def test_a_failure_inside_is_told_in_the_log_only(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf("0001-aa")
    shelf.searchers["0001-aa"].error = error
    with running(shelf) as client:
        response = client.get("/v1/search?q=a")
    assert read_problem(response, 500, "internal")["detail"] == (
        "An error that was not foreseen; the log has it under this request's x-request-id."
    )
    assert f"request_id={response.headers['x-request-id']}" in caplog.text
    assert str(error) in caplog.text
