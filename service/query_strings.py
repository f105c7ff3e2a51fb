"""What the framework lets pass in a query string, and would not be what was meant."""

from __future__ import annotations

from typing import get_origin
from urllib.parse import parse_qsl, quote

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotation
from fastapi.exceptions import RequestValidationError

from service.questions import SearchQuery

_MANY = {name for name, field in SearchQuery.model_fields.items() if get_origin(field.annotation) is list}
"""Fields that may be repeated."""


async def check_query_string(request: Request) -> None:
    """Refuse a field that is given twice, or is not UTF-8: the framework would take the last, or any text.

    Raises:
        RequestValidationError: there is such a field.
    """
    raw = request.scope["query_string"].decode("ascii", "surrogateescape")
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(raw, keep_blank_values=True, errors="surrogateescape"):
        given.setdefault(name, []).append(value)
    errors = []
    for name in SearchQuery.model_fields:
        values = given.get(name, [])
        if len(values) > 1 and name not in _MANY:
            errors.append(_error("repeated", name, values, "Give it once"))
        errors += [
            _error("not_utf8", name, quote(value, " ", errors="surrogateescape"), "Give it in UTF-8")
            for value in values
            if any("\udc80" <= character <= "\udcff" for character in value)
        ]
    if errors:
        raise RequestValidationError(errors)


def _error(kind: str, name: str, value: object, cure: str) -> dict[str, object]:
    return {"type": kind, "loc": ("query", name), "input": value, "msg": cure}
