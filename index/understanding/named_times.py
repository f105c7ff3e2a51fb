"""The times that a question names: which of them articles may be of, and what they do to the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.text.spans import covered
from index.times.expressions import has_begun, time_expressions
from index.understanding.framing import framing
from index.understanding.story import told
from index.understanding.times_in_names import within_name

if TYPE_CHECKING:
    from datetime import date

    from index.question import Filters, Preferences, TimeExpression, TimeUse
    from index.records import Language, Span


class NamedTimes(NamedTuple):
    """The times that a question names, by what can be done with them."""

    stated: tuple[TimeExpression, ...] = ()
    """All of them; some may be words of names."""
    coming: tuple[TimeExpression, ...] = ()
    """Those that have not begun."""
    used: tuple[TimeExpression, ...] = ()
    """Those that articles may be of. Where times filter, only those that are certain, and coming ones too."""
    ambiguous: tuple[TimeExpression, ...] = ()
    """Those that are not used, since times filter and they may be no times."""

    @property
    def telling_when(self) -> tuple[TimeExpression, ...]:
        """Those that say when something was or will be, and so are no topic."""
        return (*self.used, *self.coming)


def named_times(
    wanted: str, language: Language, today: date, filters: Filters, preferences: Preferences
) -> NamedTimes:
    """Find the times that a question names.

    Args:
        wanted: the question without what is excluded.
        language: the language of the question.
        today: the day after `kemarin`.
        filters: the caller's filters. With a filter of dates, times are stated only.
        preferences: the caller's preferences.
    """
    stated = tuple(time_expressions(wanted, language, today))
    if preferences.time == "off" or filters.since or filters.until:
        return NamedTimes(stated)
    insisted = preferences.time == "filter"
    # Read once for all times: it takes longer than all that follows.
    framed = framing(wanted) if any(time.relative for time in stated) and not insisted else []
    times = [time for time in stated if insisted or not within_name(wanted, time, framed)]
    coming = tuple(time for time in times if time.since and time.since > today)
    usable = [time for time in times if has_begun(time, today) or (insisted and time.since)]
    used = tuple(time for time in usable if time.certain or not insisted)
    return NamedTimes(stated, coming, used, tuple(time for time in usable if insisted and not time.certain))


def own_times(question: str, today: date) -> list[Span]:
    """Return the spans of the times of what askers did, which are not asked for.

    `Kemarin saya naik Whoosh. Berapa harga tiketnya?` These count from today, for a date may belong to what
    is asked about: `Saya belajar soal kerusuhan Mei 1998.` A time to come stays, since it may be asked for:
    `Saya naik haji tahun depan. Berapa biayanya?`

    Args:
        question: the question as asked, without the story.
        today: the day after `kemarin`.
    """
    deeds = covered(told(question))
    times = time_expressions(question, "und", today) if deeds else []
    past = (time for time in times if time.relative and has_begun(time, today))
    return [(time.start, time.end) for time in past if time.start in deeds]


def time_use(preferences: Preferences, times: tuple[TimeExpression, ...], *, topicless: bool) -> TimeUse:
    """Return what the times do: they filter a question without a topic, which has nothing else to rank by."""
    if not times:
        return "off"
    return "filter" if topicless and preferences.time == "prefer" else preferences.time
