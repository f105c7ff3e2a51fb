"""The OpenAPI document beyond what FastAPI derives by itself: problem bodies and whole examples."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from service import examples
from service.errors import MEDIA_TYPE
from service.schemas import Problem

Responses = dict[int | str, dict[str, Any]]

_REF = "#/components/schemas/{model}"
_DESCRIPTIONS = {
    400: "The body cannot be read",
    503: "No index yet, or none that can be read, or too many questions at once; `Retry-After` says when "
    "to come back",
}
"""Where the title of the problem does not say it all."""


def responses(example: dict[str, Any], *problems: int) -> Responses:
    """The answers of a route, for its `responses`: an example of success, and its problems by status."""
    documented: Responses = {200: {"content": {"application/json": {"example": example}}}}
    for status in problems:
        problem = examples.PROBLEMS[status]
        content = {"schema": {"$ref": _REF.format(model=Problem.__name__)}, "example": problem}
        documented[status] = {
            "description": _DESCRIPTIONS.get(status, problem["title"]),
            "content": {MEDIA_TYPE: content},
        }
    return documented


class Application(FastAPI):
    """FastAPI whose document also defines the problem body that `responses` refers to."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, derived once."""
        if self.openapi_schema is None:
            document = super().openapi()
            _, schemas = models_json_schema([(Problem, "serialization")], ref_template=_REF)
            document["components"]["schemas"].update(schemas["$defs"])
        return super().openapi()
