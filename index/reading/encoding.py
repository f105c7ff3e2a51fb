"""From bytes to clean text: the encoding, what is no text, and the repair of wrongly decoded text."""

from __future__ import annotations

import codecs
import re
import unicodedata

from index.errors import ReadError

MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive (or a .docx/.xlsx file)",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel document",
    b"\x1f\x8b": "gzip data",
    b"\xfd7zXZ": "xz data",
    b"BZh": "bzip2 data",
    b"7z\xbc\xaf": "a 7-zip archive",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
HEAD_BYTES = 4096
"""Bytes at the start of a file that are searched for its kind and encoding. A page must name its encoding in
the first 1024, but some are late, and comments of the site's cache may come before the first tag."""
FOREIGN_SHARE = 0.3
"""Most undecodable bytes, as a share of the text. Indonesian or English pages have under 5% letters beyond
ASCII; with more than this the bytes are another alphabet in its own encoding (Shift-JIS, GBK, KOI8), and
would be noise as cp1252."""
FOREIGN_BYTES = 10
"""Least different bytes beyond ASCII in another alphabet. A line of its own may be short in cp1252, too: a
dash, an ellipsis, a no-break space, or a row of dashes."""
MANY_ZEROS, FEW_ZEROS = 0.4, 0.02
"""UTF-16 without a byte-order mark has zeros in more than `MANY_ZEROS` of every second byte, and fewer than
`FEW_ZEROS` (of all bytes) elsewhere: in Latin text every second byte is zero, except for dashes and curly
quotes. Binary data have zeros in both places, or fewer."""
CURE = "save it as UTF-8 text"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SUSPECT = re.compile(r"[\u0080-\u009f\u00c2-\u00f4\ufffd\ud800-\udfff]|&#?\w{2,8};")
"""Characters that ftfy may have to repair: the first byte of a UTF-8 letter, C2 to F4, becomes the same code
point in cp1252. Most text has none, and skips the slower repair."""
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\u200b\u2060\u00ad\u200e\u200f\u202a-\u202e]")
"""Control characters, soft hyphens, zero-width marks: they are invisible, but split words."""
_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""Replaced one for one: two spaces may be all that separates a headline from the text after it."""
_NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0c]")


def check_text(head: bytes) -> None:
    """Raise `ReadError` if the first bytes of a file are those of a known binary format."""
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            raise ReadError(f"this is {kind}, not text; export its text as UTF-8 .txt or .html")


def wide_encoding(head: bytes) -> str | None:
    """Return `utf-16-le` or the like if the first bytes show it; None for encodings based on single bytes.

    Raises:
        ReadError: the bytes hold zeros that no text encoding explains.
    """
    for bom, name in _BOMS:
        if head.startswith(bom):
            return None if name == "utf-8" else name
    if b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > MANY_ZEROS * len(head[1::2]) and even < FEW_ZEROS * len(head):
        return "utf-16-le"
    if even > MANY_ZEROS * len(head[0::2]) and odd < FEW_ZEROS * len(head):
        return "utf-16-be"
    raise ReadError(f"this is binary data (a zero byte at offset {head.index(0)}), not text; {CURE}")


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode `data`: as UTF-16 or UTF-8, else as declared, else as UTF-8 with stray bytes as cp1252.

    Args:
        data: a whole file or line.
        declared: the encoding that an HTML page names; ignored if Python does not know it.

    Raises:
        ReadError: the data are binary, or neither UTF-8, UTF-16 nor cp1252.
    """
    wide = wide_encoding(data[:HEAD_BYTES])
    if wide:
        return data.decode(wide, "replace").lstrip("\ufeff")
    if b"\x00" in data:
        raise ReadError(f"this is binary data (a zero byte at offset {data.index(0)}), not text; {CURE}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_single(data, declared)


def _decode_single(data: bytes, declared: str | None) -> str:
    if declared and not declared.lower().startswith(("utf", "iso-8859-1", "windows-1252", "latin")):
        try:
            return data.decode(declared)
        except (LookupError, UnicodeError):
            pass  # a wrong declaration is common; the bytes themselves decide below
    # Registered on use: idempotent, and nothing happens at import.
    codecs.register_error("cari-cp1252", _stray_byte)
    text = data.decode("utf-8", "cari-cp1252").lstrip("\ufeff")
    stray = data.decode("utf-8", "replace").count("\ufffd")
    if stray > FOREIGN_SHARE * len(text) and len(set(data).difference(range(128))) >= FOREIGN_BYTES:
        raise ReadError(f"this is not UTF-8, UTF-16 or Windows-1252 text; {CURE}")
    return text


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def repair(text: str) -> str:
    """Repair wrongly decoded letters (ftfy), resolve HTML entities, and remove odd spaces and controls.

    Curly quotes and dashes stay, because answers quote the body letter for letter.
    """
    text = text.replace("\x0b", "\n")  # a line break of Word, which ftfy would remove between two words
    if _SUSPECT.search(text):
        text = _fixed(text)
    elif not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = _NEWLINES.sub("\n", text)
    return _SPACES.sub(" ", INVISIBLE.sub("", text))


def _fixed(text: str) -> str:
    import ftfy  # imported here: a question never reads files

    config = ftfy.TextFixerConfig(
        explain=False,
        unescape_html=True,  # by itself it leaves "&amp;" wherever a "<" stands, as in "a < b"
        uncurl_quotes=False,
        fix_character_width=False,
        normalization="NFC",
        max_decode_length=20_000,
    )
    return ftfy.fix_text(text, config)
