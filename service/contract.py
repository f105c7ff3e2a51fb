"""Routes and their OpenAPI document, beyond what FastAPI offers: problem bodies, examples, both spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, FastAPI
from pydantic.json_schema import models_json_schema

from service import examples
from service.errors import MEDIA_TYPE
from service.schemas import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

Responses = dict[int | str, dict[str, Any]]

_REF = "#/components/schemas/{model}"
_DESCRIPTIONS = {
    400: "The body cannot be read",
    503: "No index yet, or none that can be read, or too many questions at once, or the service is stopping; "
    "`Retry-After` says when to try again",
}
"""Descriptions by status, where the title of the problem is not enough."""


def responses(example: dict[str, Any], *problems: int) -> Responses:
    """Return the `responses` of a route: an example of success, and its problems by status."""
    documented: Responses = {200: {"content": {"application/json": {"example": example}}}}
    for status in problems:
        problem = examples.PROBLEMS[status]
        content = {"schema": {"$ref": _REF.format(model=Problem.__name__)}, "example": problem}
        documented[status] = {
            "description": _DESCRIPTIONS.get(status, problem["title"]),
            "content": {MEDIA_TYPE: content},
        }
    return documented


class Routes(APIRouter):
    """A router whose paths may end with a slash; the document names them without it."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Add both spellings, so that a POST is never answered by a redirect."""
        super().add_api_route(path, endpoint, **options)
        super().add_api_route(f"{path}/", endpoint, **{**options, "include_in_schema": False})


class Application(FastAPI):
    """FastAPI whose document also defines the problem body that `responses` refers to."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, derived once."""
        if self.openapi_schema is None:
            document = super().openapi()
            _, schemas = models_json_schema([(Problem, "serialization")], ref_template=_REF)
            document["components"]["schemas"].update(schemas["$defs"])
        return super().openapi()
