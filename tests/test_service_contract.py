"""The OpenAPI document: stable names, problem bodies, and examples that keep to their schemas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from index import Searcher, build
from service import examples
from service.app import create_app
from service.generations import Generations
from service.questions import SearchRequest
from service.schemas import ArticleAnswer, Problem, Readiness, SearchAnswer, StatusAnswer
from service.settings import Settings
from tests.fake_encoder import FakeEncoder
from tests.service_standin import Shelf

if TYPE_CHECKING:
    from pydantic import BaseModel

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return create_app(Settings(), generations=Shelf().generations()).openapi()


def test_the_operations_keep_their_names(document: dict[str, Any]) -> None:
    names = {
        f"{method.upper()} {path}": operation["operationId"]
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }
    assert names == {
        "GET /v1/search": "search",
        "POST /v1/search": "searchPost",
        "GET /v1/articles/{id}": "getArticle",
        "GET /v1/status": "getStatus",
        "GET /livez": "live",
        "GET /readyz": "ready",
    }


def test_each_search_says_what_it_is_for(document: dict[str, Any]) -> None:
    for operation in document["paths"]["/v1/search"].values():
        assert operation["summary"].startswith("Search news")
        assert "passages" in operation["description"]
        assert "GET" not in operation["description"]


def test_every_reference_is_defined(document: dict[str, Any]) -> None:
    def references(node: object) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*(references(value) for value in node.values()))
        if isinstance(node, list):
            return set().union(*(references(value) for value in node))
        return set()

    defined = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert "#/components/schemas/Problem" in references(document)
    assert references(document) <= defined
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_every_error_is_documented_as_a_problem_with_an_example(document: dict[str, Any]) -> None:
    for item in document["paths"].values():
        for operation in item.values():
            for status, response in operation["responses"].items():
                if status != "200":
                    (content,) = response["content"].items()
                    assert content[0] == "application/problem+json"
                    assert content[1]["example"]["status"] == int(status)


def test_parameters_are_bounded(document: dict[str, Any]) -> None:
    found = {item["name"]: item for item in document["paths"]["/v1/search"]["get"]["parameters"]}
    assert list(found) == [
        "limit", "language", "source", "since", "until",
        "collapse", "time", "recency", "diverse", "prefer_language", "min_relevance", "below", "explain", "q",
    ]  # fmt: skip
    assert (found["q"]["required"], found["q"]["schema"]["maxLength"]) == (True, 10_000)
    assert (found["limit"]["schema"]["minimum"], found["limit"]["schema"]["maximum"]) == (1, 100)
    assert found["language"]["schema"]["items"]["enum"] == ["id", "en", "und"]
    choices = {name: found[name]["schema"] for name in ("collapse", "time", "recency")}
    assert {name: (one["enum"], one["default"]) for name, one in choices.items()} == {
        "collapse": (["story", "article", "none"], "article"),
        "time": (["off", "prefer", "filter"], "prefer"),
        "recency": (["off", "auto", "strong"], "auto"),
    }
    least = found["min_relevance"]["schema"]
    assert (least["minimum"], least["maximum"], least["default"]) == (0, 1, 0)
    body = document["components"]["schemas"]["SearchRequest"]
    assert (body["required"], body["additionalProperties"]) == (["question"], False)
    assert set(body["properties"]) == {"question", *found} - {"q"}  # `q` is taken, and makes a poor tool
    question = body["properties"]["question"]
    assert (question["type"], question["minLength"], question["maxLength"]) == ("string", 1, 10_000)
    assert body["properties"]["language"]["items"]["enum"] == ["id", "en", "und"]


EXAMPLES: list[tuple[type[BaseModel], dict[str, Any]]] = [
    (SearchRequest, examples.QUESTION),
    (SearchAnswer, examples.ANSWER),
    (ArticleAnswer, examples.ARTICLE),
    (StatusAnswer, examples.STATUS),
    (Readiness, examples.READY),
    *((Problem, example) for example in examples.PROBLEMS.values()),
]


@pytest.mark.parametrize(("model", "example"), EXAMPLES)
def test_examples_keep_to_their_schemas(model: type[BaseModel], example: dict[str, Any]) -> None:
    model.model_validate(example)


SENT: dict[int, tuple[str, str, dict[str, Any]]] = {
    400: ("POST", "/v1/search", {"content": b'{"question": "\xff"}', "headers": JSON}),
    404: ("GET", "/v1/articles/abc", {}),
    413: ("POST", "/v1/search", {"content": b" " * 185_537, "headers": JSON}),
    415: ("POST", "/v1/search", {"content": b"gempa", "headers": {"content-type": "text/plain"}}),
    422: ("POST", "/v1/search", {"json": {"question": "gempa", "limit": 500}}),
    503: ("GET", "/v1/search?q=gempa", {}),
}
"""By status, the method, the path and the rest of a request that is answered with the example."""


@pytest.mark.parametrize("status", examples.PROBLEMS)
def test_the_examples_of_problems_are_what_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.chdir(tmp_path)
    if status == 404:
        (tmp_path / "a.txt").write_text("Gempa mengguncang Lembata pada Jumat siang.\n", encoding="utf-8")
        build(["a.txt"], Path("data"), encoder=FakeEncoder())
    opened = Generations(
        Path("data"),
        poll_seconds=60,
        open_searcher=lambda data, _, suspects: Searcher.open(data, FakeEncoder()),
    )
    method, path, rest = SENT[status]
    with TestClient(create_app(Settings(), generations=opened)) as client:
        answer = client.request(method, path, **rest)
    assert (answer.status_code, answer.json()) == (status, examples.PROBLEMS[status])


def test_the_spans_of_the_example_are_those_of_its_words() -> None:
    (hit,) = examples.ANSWER["hits"]
    text, (time,) = hit["passage"]["text"], examples.ANSWER["understood"]["times"]
    matches = hit["explanation"]["matches"]
    assert [match["word"] for match in matches] == ["Gempa", "Lembata"]
    assert [[match["start"], match["end"]] for match in matches] == hit["snippet"]["highlights"]
    assert all(text[match["start"] : match["end"]] == match["word"] for match in matches)
    assert examples.ANSWER["question"][time["start"] : time["end"]] == time["text"]
    parts = (hit["explanation"][name] for name in ("dense", "lexical", "period", "recency"))
    assert sum(parts) == pytest.approx(hit["score"])
    share, told = examples.ANSWER["explanation"]["dense_share"], hit["explanation"]
    weighted = [share * told["standardised"]["dense"], (1 - share) * told["standardised"]["lexical"]]
    assert weighted == pytest.approx([told["dense"], told["lexical"]], abs=1e-5)
    assert [one["id"] for one in told["grouped"]] == [outlet["id"] for outlet in hit["outlets"]]
