"""The times that a question names: which of them articles may be of, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.times.expressions import has_begun, time_expressions
from index.understanding.times_in_names import within_name

if TYPE_CHECKING:
    from datetime import date

    from index.question import Filters, Preferences, TimeExpression, TimeUse
    from index.records import Language


class NamedTimes(NamedTuple):
    """The times that a question names."""

    stated: tuple[TimeExpression, ...] = ()
    """All of them, whatever they do; some may be words of names."""
    coming: tuple[TimeExpression, ...] = ()
    """Those that have not begun."""
    used: tuple[TimeExpression, ...] = ()
    """Those that articles may be of; where times are insisted on, those that certainly are times, coming ones
    too."""
    ambiguous: tuple[TimeExpression, ...] = ()
    """Those that are not used only because they may be no times."""

    @property
    def telling_when(self) -> tuple[TimeExpression, ...]:
        """Those that say when, and not what."""
        return (*self.used, *self.coming)


def named_times(
    wanted: str, language: Language, today: date, filters: Filters, preferences: Preferences
) -> NamedTimes:
    """Gives the times that a question names, by what they do to its answer.

    Args:
        wanted: the question without what is excluded.
        language: its language.
        today: what `kemarin` is the day before.
        filters: as the caller says.
        preferences: as the caller says.
    """
    stated = tuple(time_expressions(wanted, language, today))
    if preferences.time == "off" or filters.since or filters.until:
        return NamedTimes(stated)
    insisted = preferences.time == "filter"
    told = tuple(one for one in stated if insisted or not within_name(wanted, one))
    coming = tuple(one for one in told if one.since and one.since > today)
    named = [one for one in told if has_begun(one, today) or (insisted and one in coming)]
    used = tuple(one for one in named if one.certain or not insisted)
    return NamedTimes(stated, coming, used, tuple(one for one in named if one not in used))


def time_use(preferences: Preferences, times: tuple[TimeExpression, ...], *, topicless: bool) -> TimeUse:
    """Gives what the times do: where nothing else is asked for, there is nothing else to prefer by."""
    if not times:
        return "off"
    return "filter" if topicless and preferences.time == "prefer" else preferences.time
