"""The page for readers, at `/`, with its styles and scripts: files of this package, served as they are."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

router = APIRouter(include_in_schema=False)

WEB = Path(__file__).resolve().parents[1] / "web"
PARTS = "/web/"
"""Where the styles and scripts are; the page itself is at `/`."""
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""By the end of a part's name. Some systems' tables call a script plain text, and browsers then run none."""
PAGE_HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    # Asked for each time, and sent again where it has changed: page and service are of one version.
    "cache-control": "no-cache",
    "accept-ranges": "none",
}

_FILES = StaticFiles(directory=WEB)


@router.get("/")
async def get_page(request: Request) -> Response:
    """The page; what it asks stands in the query string, for its script to read."""
    return await _file("page.html", "text/html; charset=utf-8", request)


@router.get(PARTS + "{name}")
async def get_part(name: str, request: Request) -> Response:
    """A style sheet, a script or the icon of the page."""
    media_type = TYPES.get(Path(name).suffix)
    if media_type is None:
        raise HTTPException(404)
    return await _file(name, media_type, request)


async def _file(name: str, media_type: str, request: Request) -> Response:
    # The files are small, and the framework answers units that it does not know with an error of its own.
    request.scope["headers"] = [header for header in request.scope["headers"] if header[0] != b"range"]
    response = await _FILES.get_response(name, request.scope)
    response.headers.update({"content-type": media_type, **PAGE_HEADERS})
    return response
