"""Every error as an RFC 9457 problem body (application/problem+json)."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from index import MOST_HITS, CariError, DamagedSnapshot, NotFound, QueryError, SnapshotError
from service.generations import NotReady
from service.schemas import FieldError, Problem
from service.workers import Overloaded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import FastAPI, Request

MEDIA_TYPE = "application/problem+json"
SHOWN_CHARACTERS = 80
"""Most characters of an invalid value in an error."""
SHOWN_PATH = 200
"""Most characters of a path in an error and in the log."""
SHOWN_ERRORS = 20
"""Most invalid fields in an answer; the others are counted."""
_EXAMPLE = 'such as {"question": "gempa Cianjur"}.'

log = logging.getLogger("cari.service")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem. Its name is part of the contract, since programs check it."""

    name: str
    status: int
    title: str
    retry_after: int | None = None
    """Seconds after which the same request may succeed."""


INVALID = Kind("invalid-request", 422, "The request cannot be used as it is")
NO_INDEX = Kind("no-index", 503, "There is no index to answer from", retry_after=5)
OVERLOADED = Kind("overloaded", 503, "Too many questions at once", retry_after=1)
STOPPING = Kind("stopping", 503, "The service is stopping", retry_after=5)
UNREADABLE = Kind("index-unreadable", 503, "The index cannot be read just now", retry_after=5)
NO_ARTICLE = Kind("no-such-article", 404, "There is no such article")
NOT_JSON = Kind("not-json", 415, "The body is not marked as JSON")
TOO_LARGE = Kind("body-too-large", 413, "The body is too large")
INTERNAL = Kind("internal", 500, "The service failed")

_KINDS: Sequence[tuple[type[CariError], Kind]] = (
    (NotReady, NO_INDEX),
    (Overloaded, OVERLOADED),
    (NotFound, NO_ARTICLE),
    (QueryError, INVALID),
)


def install(app: FastAPI) -> None:
    """Answer all exceptions of requests with a problem body."""
    app.add_exception_handler(CariError, _on_cari_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http_error)


def problem(
    request: Request,
    kind: Kind,
    detail: str,
    *,
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return a response with a problem body."""
    extra = {"Retry-After": str(kind.retry_after)} if kind.retry_after else {}
    return JSONResponse(
        problem_body(kind, detail, path_of(request), errors),
        status_code=kind.status,
        headers={**(headers or {}), **extra},
        media_type=MEDIA_TYPE,
    )


def problem_body(kind: Kind, detail: str, path: str, errors: Sequence[FieldError] = ()) -> dict[str, Any]:
    """Return the body for one occurrence of a problem."""
    body = Problem(
        type=f"urn:cari:problem:{kind.name}",
        title=kind.title,
        status=kind.status,
        detail=detail,
        instance=path,
        errors=list(errors),
    )
    return body.model_dump()


def path_of(request: Request) -> str:
    """Return the path as it was sent, cut. `request.url` depends on the Host header, which anyone can set."""
    raw = request.scope.get("raw_path") or quote(request.scope["path"]).encode()  # servers may leave it out
    return cut(raw.decode("ascii", "backslashreplace"), SHOWN_PATH)


def cut(text: str, most: int = SHOWN_CHARACTERS) -> str:
    """Return a text of a client, with dots in place of what exceeds a length."""
    return text if len(text) <= most else f"{text[:most]}..."


def internal_error(request: Request) -> JSONResponse:
    """Return the answer to an unexpected error, which is in the log only."""
    return problem(
        request, INTERNAL, "An error that was not foreseen; the log has it under this request's x-request-id."
    )


def stopping(request: Request) -> JSONResponse:
    """Return the answer to a request that a shutdown did not wait for."""
    return problem(
        request, STOPPING, "The service stops before it has the answer; ask again in a few seconds."
    )


async def _on_cari_error(request: Request, error: Exception) -> JSONResponse:
    # The details of what concerns the index have paths: they are for the operator, not for strangers.
    if isinstance(error, DamagedSnapshot):  # the follower logs it, and opens another generation
        return problem(request, NO_INDEX, "The index is damaged; ask again in a few seconds.")
    if isinstance(error, SnapshotError):  # for example too many open files
        log.error("%s %s: %s", request.method, path_of(request), error)
        return problem(
            request, UNREADABLE, "The index cannot be read at the moment; ask again in a few seconds."
        )
    for cls, kind in _KINDS:
        if isinstance(error, cls):
            return problem(request, kind, str(error))
    raise error  # `RequestLog` logs it, and answers


async def _on_http_error(request: Request, error: Exception) -> JSONResponse:
    """Errors of routing and of reading the body: 400, 404, 405, 413."""
    error = cast("HTTPException", error)
    if _has_too_long_a_number(error):
        detail = (
            "The body holds a number of more digits than can be read, out of the range of every field: "
            f"`limit` is from 1 to {MOST_HITS}, `min_relevance` from 0 to 1."
        )
        return problem(request, INVALID, detail, errors=[FieldError(field="body", detail=detail)])
    kind = http_kind(error.status_code)
    headers = dict(error.headers or {})
    detail = error.detail
    if detail == HTTPStatus.NOT_FOUND.phrase:
        detail = f"There is nothing at {path_of(request)}; /openapi.json lists what there is."
    elif detail == HTTPStatus.METHOD_NOT_ALLOWED.phrase:
        headers["Allow"] = _allowed(request)
        detail = f"{path_of(request)} does not take {cut(request.method)}; use {headers['Allow']}."
    elif isinstance(error.__cause__, RecursionError):
        detail = "The body is nested too deep to be read: its fields are plain values, or lists of them."
    elif error.status_code == HTTPStatus.BAD_REQUEST:  # the framework's message has no details
        detail = f"The body cannot be read: send JSON in UTF-8, {_EXAMPLE}"
    return problem(request, kind, detail, headers=headers)


def _has_too_long_a_number(error: HTTPException) -> bool:
    """Whether the body has a number that Python refuses to parse (`sys.set_int_max_str_digits`)."""
    return isinstance(error.__cause__, ValueError) and "digits" in str(error.__cause__)


def http_kind(status: int) -> Kind:
    """Return the kind of problem for an HTTP status, named like the status: 400 is `bad-request`."""
    if status == TOO_LARGE.status:
        return TOO_LARGE
    phrase = HTTPStatus(status).phrase
    return Kind(phrase.lower().replace(" ", "-"), status, phrase)


def _allowed(request: Request) -> str:
    """Return the methods of the matched path in the contract; routing only has those of its first route.

    HEAD is not in the contract: it works wherever GET does.
    """
    path = str(getattr(request.scope.get("route"), "path_format", request.scope["path"]))
    methods: Mapping[str, Any] = request.app.openapi()["paths"].get(path.rstrip("/"), {"get": {}})
    head = ["HEAD"] * ("get" in methods)
    return ", ".join(sorted([*head, *(method.upper() for method in methods)]))


async def _on_invalid_request(request: Request, error: Exception) -> JSONResponse:
    error = cast("RequestValidationError", error)
    if isinstance(error.body, bytes) and request.method == "POST":
        given = request.headers.get("content-type", "none at all")
        return problem(
            request, NOT_JSON, f"The content type is {cut(given)}; send `Content-Type: application/json`."
        )
    found = error.errors()
    errors = [_field_error(item) for item in found[:SHOWN_ERRORS]]
    said = [item.detail for item in errors]
    if len(found) > SHOWN_ERRORS:
        said.append(f"And {len(found) - SHOWN_ERRORS} more.")
    return problem(request, INVALID, " ".join(said), errors=errors)


def _field_error(item: Mapping[str, Any]) -> FieldError:
    """Return an error of pydantic as a sentence with the field and the value."""
    where, *path = item["loc"]
    field = ".".join(str(part) for part in path) or str(where)
    field = cut(field.encode(errors="backslashreplace").decode())  # JSON may name half a surrogate pair
    if item["type"] == "json_invalid":
        return FieldError(
            field=str(where), detail=f"The body is not JSON: {item['ctx']['error']} at character {path[0]}."
        )
    if item["type"] == "too_many_fields":
        return FieldError(field=field, detail=item["msg"])
    if item["type"] == "missing" and not path:
        return FieldError(field=field, detail=f"The request has no body: send JSON, {_EXAMPLE}")
    if item["type"] == "missing":
        return FieldError(field=field, detail=f"`{field}` is missing.")
    if item["type"] == "extra_forbidden" and field == "q":  # alone it is a field of every search
        return FieldError(field=field, detail="`q` and `question` are both given; leave one out.")
    if item["type"] == "extra_forbidden":
        return FieldError(field=field, detail=f"`{field}` is not a field of this request.")
    shown = _shown(item.get("input"), as_json=where == "body")
    cure = "Give a JSON object" if item["type"] == "model_attributes_type" else item["msg"]
    return FieldError(field=field, detail=f"`{field}` is {shown}: {cure}.")


def _shown(value: object, *, as_json: bool) -> str:
    """Return an invalid value, shortened; one from a body is shown as JSON (`true`, `null`)."""
    text = json.dumps(value, ensure_ascii=False) if as_json else repr(value)
    if not text.isprintable():  # never what `repr` gives
        text = json.dumps(value)
    return cut(text)
