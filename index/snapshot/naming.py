"""Find a generation by its name or the beginning of its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.snapshot.layout import Generation

_BEGINNING = re.compile(r"[0-9]+(-[0-9a-f]{0,8})?")


def may_begin_a_name(text: str) -> bool:
    """Whether a text is a generation's name or can be its beginning: `00`, `0007`, `0007-3f9a1c22`."""
    return _BEGINNING.fullmatch(text) is not None


def find_generation(data: Path, known: Sequence[Generation], name: str) -> Generation:
    """Return the generation with this name, or the only one whose name begins with it.

    Args:
        data: the data directory, for error messages.
        known: its generations.
        name: a name or its beginning.

    Raises:
        NotFound: there is none, or there are several.
    """
    found = [one for one in known if one.name == name]
    found = found or [one for one in known if name and one.name.startswith(name)]
    if not found:
        raise NotFound(f"There is no generation {name!r} in {data}: {listing(known)}.")
    if len(found) > 1:
        raise NotFound(
            f"The name of more than one generation in {data} begins with {name!r}: {listing(found)}. "
            "Write more of the one that is meant."
        )
    return found[0]


def listing(generations: Sequence[Generation]) -> str:
    """Return the names of generations, for an error message."""
    names = ", ".join(one.name for one in generations)
    return f"there are {names}" if names else "it holds none"
