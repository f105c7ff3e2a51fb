"""Bytes to clean text: which encoding, what is no text at all, and repair of text decoded wrongly before."""

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
FOREIGN_SHARE = 0.3
"""Pages in Indonesian or English stay under 5% letters beyond ASCII; above this share undecodable bytes
are another alphabet in its own encoding (Shift-JIS, GBK, KOI8), which read as cp1252 would be noise."""
MANY_ZEROS, FEW_ZEROS = 0.4, 0.02
"""Shares of zeros that tell UTF-16 without a mark, of every second byte and, for the others, of all. Of Latin
text every second byte is zero, but for dashes and curly quotes, and hardly any of the others is. Binary data
have zeros in both places, or fewer."""
CURE = "save it as UTF-8 text"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SUSPECT = re.compile(r"[\u0080-\u009f\u00c2-\u00f4\ufffd\ud800-\udfff]|&#?\w{2,8};")
"""Where ftfy may have work: the first byte of a UTF-8 letter, C2 to F4, is that very letter in cp1252.
Text without one, nearly all of it, is spared the slower look."""
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\u200b\u2060\u00ad\u200e\u200f\u202a-\u202e]")
"""Control characters, soft hyphens, marks of width 0: nobody sees them, and they part words."""
_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""One for one: two in a row may be all that parts a headline from the text after it."""
_NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0c]")


def check_text(head: bytes) -> None:
    """Raise `ReadError` when the first bytes of a file are those of another kind of file."""
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            raise ReadError(f"this is {kind}, not text; export its text as UTF-8 .txt or .html")


def wide_encoding(head: bytes) -> str | None:
    """`utf-16-le` and the like when the first bytes say so, None for encodings of one byte a letter.

    Raises:
        ReadError: The bytes hold zeros that no text encoding explains.
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
    raise ReadError(f"binary data (a zero byte at offset {head.index(0)}), not text; {CURE}")


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of `data`: by byte-order mark, as declared, else UTF-8 with stray bytes read as cp1252.

    Args:
        data: A whole file or line.
        declared: The encoding that an HTML page names; ignored when Python does not know it.

    Raises:
        ReadError: Binary data, or bytes that are neither UTF-8, UTF-16 nor cp1252.
    """
    wide = wide_encoding(data[:4096])
    if wide:
        return data.decode(wide, "replace").lstrip("\ufeff")
    if b"\x00" in data:
        raise ReadError(f"binary data (a zero byte at offset {data.index(0)}), not text; {CURE}")
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
    if stray > FOREIGN_SHARE * len(text):
        raise ReadError(f"the bytes are neither UTF-8, UTF-16 nor Windows-1252; {CURE}")
    return text


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def repair(text: str) -> str:
    """`text` with mis-decoded letters put right (ftfy), HTML entities resolved, odd spaces and controls gone.

    Curly quotes and dashes stay as they are: answers quote the body letter for letter.
    """
    text = text.replace("\x0b", "\n")  # a line break of Word, which ftfy would take out between two words
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
