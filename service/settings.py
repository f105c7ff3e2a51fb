"""The settings of a serving process, read once from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index import CariError, usable_cores

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Number = TypeVar("Number", int, float)


class SettingsError(CariError):
    """An environment variable has an invalid value."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process. Those of the index itself are in the manifest."""

    data: Path = Path("data")
    """Data directory that `cari build` publishes to (`CARI_DATA`)."""
    host: str = "127.0.0.1"
    """Address to listen on (`CARI_HOST`); by default only this machine can connect."""
    port: int = 8000
    """TCP port (`CARI_PORT`); 0 is any free one."""
    threads: int = field(default_factory=usable_cores)
    """Most questions answered at the same time (`CARI_THREADS`); each uses a core."""
    queue: int = 64
    """Most questions that wait for a thread (`CARI_QUEUE`): half a second of work for two cores, if they are
    short. However long they are, none waits longer than `workers.MOST_WAITING_SECONDS`."""
    poll_seconds: float = 0.5
    """Seconds between two checks of the pointer to the current generation (`CARI_POLL_SECONDS`)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from `CARI_*` variables; an unset or empty one has its default.

        Raises:
            SettingsError: a value is of the wrong type or out of range; the message names the variable.
        """
        given = os.environ if environment is None else environment
        default = cls()
        return cls(
            # Not Path.expanduser, which raises for what names no user.
            data=Path(os.path.expanduser(given.get("CARI_DATA") or default.data)),  # noqa: PTH111
            host=given.get("CARI_HOST") or default.host,
            port=_number(given, "CARI_PORT", int, default.port, low=0, high=65535),
            threads=_number(given, "CARI_THREADS", int, default.threads, low=1, high=256),
            queue=_number(given, "CARI_QUEUE", int, default.queue, low=0, high=10_000),
            poll_seconds=_number(
                given, "CARI_POLL_SECONDS", float, default.poll_seconds, low=0.01, high=3600.0
            ),
        )


def _number(
    given: Mapping[str, str],
    name: str,
    kind: Callable[[str], Number],
    default: Number,
    *,
    low: Number,
    high: Number,
) -> Number:
    text = given.get(name, "").strip()
    if not text:
        return default
    try:
        value = kind(text)
    except ValueError:
        value = None
    if value is None or not low <= value <= high:
        noun = "a whole number" if kind is int else "a number"
        raise SettingsError(
            f"{name} is {text!r}; set it to {noun} from {low} to {high}, or leave it unset for {default}."
        )
    return value
