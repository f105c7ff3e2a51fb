"""Checks of query strings and bodies for mistakes that the framework accepts."""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import parse_qsl, quote

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotation
from fastapi.exceptions import RequestValidationError

from service.questions import LISTS, MAX_FILTER_VALUES, SearchQuery

MOST_FIELDS = 250
"""Most fields of a request: more than all there are, with all their values. A body has room for tens of
thousands, and each that is wrong makes an error."""


async def check_query_string(request: Request) -> None:
    """Refuse a repeated field (the framework would take the last), a value that is not UTF-8, and a flood.

    Raises:
        RequestValidationError: there is such a field, or there are too many.
    """
    given = _read(request)
    errors = []
    for name in SearchQuery.model_fields:
        values = given.get(name, [])
        if len(values) > 1 and name not in LISTS:
            errors.append(_error("query", "repeated", name, values, "Give it once"))
        errors += [
            _error("query", "not_utf8", name, quote(value, " ", errors="surrogateescape"), "Give it in UTF-8")
            for value in values
            if any("\udc80" <= character <= "\udcff" for character in value)
        ]
    if errors:
        raise RequestValidationError(errors)


def _read(request: Request) -> dict[str, list[str]]:
    """Return the values of the query string by name; bytes that are not UTF-8 become surrogates.

    Raises:
        RequestValidationError: there are too many fields.
    """
    raw = request.scope["query_string"].decode("ascii", "surrogateescape")
    if sum(map(bool, raw.split("&"))) > MOST_FIELDS:
        raise RequestValidationError([_too_many("query")])
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(raw, keep_blank_values=True, errors="surrogateescape"):
        given.setdefault(name, []).append(value)
    return given


async def check_body(request: Request) -> None:
    """Refuse a repeated field (the JSON parser would take the last), a query string, and a flood of fields.

    A body that is not JSON is refused elsewhere.

    Raises:
        RequestValidationError: there is such a field, or there are too many.
    """
    if in_query := _read(request):
        cure = "POST reads no query string; put it in the body"
        raise RequestValidationError(
            [_error("query", "in_query", name, values[0], cure) for name, values in in_query.items()]
        )
    with suppress(ValueError, RecursionError):
        json.loads(await request.body(), object_pairs_hook=_once)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(pairs) > MOST_FIELDS:
        raise RequestValidationError([_too_many("body")])
    given: dict[str, list[object]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    errors = [
        _error("body", "repeated", name, values, "Give it once")
        for name, values in given.items()
        if len(values) > 1
    ]
    if errors:
        raise RequestValidationError(errors)
    return dict(pairs)


def _too_many(where: str) -> dict[str, object]:
    cure = (
        f"There are more than {MOST_FIELDS} fields: give each field of a search once, `language` and "
        f"`source` with up to {MAX_FILTER_VALUES} values."
    )
    return {"type": "too_many_fields", "loc": (where,), "msg": cure}


def _error(where: str, kind: str, name: str, value: object, cure: str) -> dict[str, object]:
    return {"type": kind, "loc": (where, name), "input": value, "msg": cure}
