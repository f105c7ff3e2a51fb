"""Messages for bytes that are not an HTTP request, which never reach the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.errors import Kind, http_kind

if TYPE_CHECKING:
    import h11

TOO_LONG = http_kind(431)
LONG_HEAD = (
    "The head of the request, address and headers together, is longer than 64 KB: send fewer or shorter "
    "headers, and a long question in the body of `POST /v1/search`."
)
TLS_RECORD = b"\x16"
"""First byte of every TLS connection, and of no HTTP request."""

_TLS = (
    "What was sent looks like TLS, and this port speaks plain HTTP: write `http://` in place of `https://`."
)
_LINE = (
    "The first line of the request is not `METHOD /address HTTP/1.1`. In the address, percent-encode all "
    "that is not ASCII: `é` is `%C3%A9`."
)
_HEADER = "A header of the request is not `Name: value`, or holds characters that no header may: mend it."
_LENGTH = "`Content-Length` is not one whole number: send the length of the body in bytes, once."
_CODING = (
    "The transfer encoding is not supported: send the body with `Content-Length`, or in chunks "
    "(`Transfer-Encoding: chunked`), not compressed."
)
_CHUNKS = (
    "The body is not in chunks, as `Transfer-Encoding: chunked` says: begin each with its length in "
    "hexadecimal digits, or send `Content-Length` instead."
)
_OTHER = "What was sent cannot be read as an HTTP request: send it as HTTP/1.1."

_SENTENCES = {
    "missing mandatory host": "The request has no `Host` header: send one, as HTTP/1.1 asks.",
    "found multiple host": "The request has more than one `Host` header: send one.",
    "illegal request line": _LINE,
    "illegal target": _LINE,
    "illegal method": _LINE,
    "no request line": _LINE,
    "illegal header": _HEADER,
    "continuation line": _HEADER,
    "bad content-length": _LENGTH,
    "conflicting content-length": _LENGTH,
    "only transfer-encoding": _CODING,
    "multiple transfer-encoding": _CODING,
    "illegal chunk header": _CHUNKS,
    "malformed chunk footer": _CHUNKS,
    "too many chunks": (
        "The body comes in too many chunks, or with too much around them: send it in larger ones, or with "
        "`Content-Length`."
    ),
}
"""Messages by the beginning of those of h11, and of ours in `connections`, which have no cure and quote as
Python does."""


def what_is_wrong(error: h11.RemoteProtocolError, unread: bytes) -> tuple[Kind, str]:
    """Return the kind of problem and the message for an error of h11; `unread` are the bytes after it."""
    kind = http_kind(error.error_status_hint)
    if kind == TOO_LONG:
        return kind, LONG_HEAD
    found = str(error).lower()
    if found.startswith("illegal request line") and (unread.startswith(TLS_RECORD) or r"\x16" in found):
        return kind, _TLS
    return kind, next((said for start, said in _SENTENCES.items() if found.startswith(start)), _OTHER)
