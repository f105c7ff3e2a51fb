"""The output of `cari search` for people: how the question was understood, then the hits."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from index.cli.explanation_view import print_cut, print_explanation, print_fusion
from index.cli.marks import SURROUNDINGS, marked
from index.cli.options import typed
from index.cli.output import counted, on_one_line, print_lines, print_wrapped, printable, probability
from index.understanding.phrasing import is_long

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rich.console import Console

    from index.answer import Answer, Hit
    from index.question import TimeExpression, Understanding
    from index.records import Article

LANGUAGES = {"id": "Indonesian", "en": "English", "und": "undetermined"}
INDENT = 4
"""Columns by which a hit is indented below its number."""
MOST_PASSAGES = 3
"""Most further passages with a line of their own; the others are counted."""
TIME_USES = {
    "prefer": ("preferred", "--time filter to insist, --time off to ignore"),
    "filter": ("required", "--time off to ignore"),
    "off": ("ignored", "--time prefer to use"),
}
"""For each use of a time: the word for it, and the options for another use."""


def print_answer(console: Console, answer: Answer, data: Path, *, filtered: bool, explain: bool) -> None:
    """Print an answer; `filtered` is whether there were filters, which a message may name."""
    _print_understood(console, answer, data)
    if answer.explanation:
        print_fusion(console, answer.explanation)
    for number, hit in enumerate(answer.hits, start=1):
        _print_hit(console, number, hit, explain=explain)
    if answer.explanation:
        print_cut(console, answer)
    if answer.withheld and not answer.hits:
        if answer.below:
            _print_hit(console, 1, answer.below, explain=explain)
        else:
            print_wrapped(console, "Add --below to see it, or ask with a lower --min-relevance.", "dim")
        return
    if not answer.hits:
        cure = _cure(answer.understood, filtered=filtered)
        console.print(f"No hits: {cure}; `{typed('status', data)}` says what there is.", soft_wrap=True)
        return
    console.print(
        f"{counted(len(answer.hits), 'hit')} in {answer.took_ms:.1f} ms; the question reads as "
        f"{LANGUAGES[answer.language]}.",
        style="dim",
    )
    console.print(
        f"A whole article: {typed(f'show {answer.hits[0].article.id}', data)}",
        style="green",
        soft_wrap=True,
    )


def about(article: Article) -> str:
    """Return source, time and language of an article, in one line."""
    inferred = " (inferred)" if article.published_inferred else ""
    return (
        f"{article.source or 'unknown source'} · {_moment(article.published)}{inferred} · "
        f"{LANGUAGES[article.language]}"
    )


def _moment(published: str | None) -> str:
    """Return `2024-04-19T12:55:00+07:00` as `2024-04-19 12:55 +07:00`."""
    if published is None:
        return "no date"
    day, _, time = published.partition("T")
    return " ".join(part for part in (day, time[:5], time[8:]) if part)


def _print_understood(console: Console, answer: Answer, data: Path) -> None:
    understood = answer.understood
    lines = []
    if understood.times:
        does, else_ = TIME_USES[understood.time_use]
        times = ", ".join(_time(one) for one in understood.times)
        lines.append(f"Time: {times} {does} ({else_})")
    if understood.phrases:
        lines.append(f"Must occur: {_quoted(understood.phrases)}")
    if understood.excluded:
        lines.append(f"Without: {_quoted(understood.excluded)}")
    if understood.framing:
        lines.append(f"Ignored: {_quoted(understood.framing)}")
    for line in lines:
        print_wrapped(console, line, "dim")
    if understood.note:
        print_wrapped(console, understood.note, "yellow")
    if understood.corrected:
        _print_corrected(console, answer, data)
    unsure = [one.replacement for one in understood.suggestions if not one.sure]
    if unsure:
        print_wrapped(console, f"Did you mean {_quoted(unsure)}?", "dim")
    if lines or understood.note or understood.suggestions:
        console.print()


def _print_corrected(console: Console, answer: Answer, data: Path) -> None:
    """Print the corrected question, and the command that asks it without corrections."""
    sure = [one for one in answer.understood.suggestions if one.sure]
    if is_long(answer.question):
        read = dict.fromkeys(f'"{one.word}" as "{one.replacement}"' for one in sure)
        print_wrapped(console, f"Read, because hardly any article holds them: {', '.join(read)}", "dim")
        return
    unknown = _quoted(one.word for one in sure)
    print_wrapped(
        console, f"Searched for: {answer.understood.corrected} (hardly any article holds {unknown})", "dim"
    )
    if answer.understood.insisting:
        console.print("To look for it as it stands:", style="dim")
        asking = _asking(answer.understood.insisting, data)
        console.print(printable(f"    {asking}"), style="green", soft_wrap=True)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{one}"' for one in words)


def _time(one: TimeExpression) -> str:
    if one.since == one.until:
        days = f"{one.since}"
    elif one.until is None:
        days = f"from {one.since}"
    elif one.since is None:
        days = f"until {one.until}"
    else:
        days = f"{one.since}…{one.until}"
    return f'"{one.text}" {days}'


def _asking(question: str, data: Path) -> str:
    """Return the command that asks a question, with `--` before a hyphen at its start."""
    return f"{typed('search', data)} {'-- ' if question.startswith('-') else ''}{shlex.quote(question)}"


def _cure(understood: Understanding, *, filtered: bool) -> str:
    if understood.phrases:
        return "quote less"
    if understood.time_use == "filter":
        return "ask with --time prefer"
    if understood.excluded:
        return "exclude less"
    if filtered:
        return "ask with fewer filters"
    return "ask with other words" if understood.note else "build an index of more articles"


def _print_hit(console: Console, number: int, hit: Hit, *, explain: bool) -> None:
    from rich.text import Text

    article = hit.article
    title = printable(article.title or "(no title)")
    place = on_one_line(f"{article.id}  {article.url or article.origin}")
    heading = Text.assemble((f"{number:>2}  ", "bold cyan"), (title, "bold"), (f"  {_rated(hit)}", "cyan"))
    console.print(heading, soft_wrap=True)
    print_wrapped(console, about(article), "magenta", indent=INDENT)
    print_lines(console, marked(hit.passage.text, hit.snippet), indent=INDENT, blank=False)
    for line in _further(hit):
        text = Text(f"+ {printable(line)}", SURROUNDINGS)
        text.truncate(console.width - INDENT, overflow="ellipsis")
        console.print(" " * INDENT, text, sep="", soft_wrap=True)
    for line in _more(hit):
        print_wrapped(console, line, "cyan", indent=INDENT)
    if explain:
        print_explanation(console, hit, indent=INDENT)
    # Unwrapped: addresses are there to be copied.
    console.print(" " * INDENT, Text(place, "dim"), "\n", sep="", soft_wrap=True)


def _rated(hit: Hit) -> str:
    """Return the relevance, or the score if the relevance is unknown."""
    return f"score {hit.score:.2f}" if hit.relevance is None else f"relevance {probability(hit.relevance)}"


def _further(hit: Hit) -> Iterator[str]:
    """Yield the beginning of each of the first further passages, as one line."""
    for passage in hit.passages[:MOST_PASSAGES]:
        # Passages overlap: leave out the text that the hit has shown.
        said = hit.passage.end - passage.start if passage.start >= hit.passage.start else 0
        yield " ".join((passage.text[max(0, said) :] or passage.text).split())


def _more(hit: Hit) -> list[str]:
    lines = []
    if len(hit.passages) > MOST_PASSAGES:
        lines.append(f"+{len(hit.passages) - MOST_PASSAGES} more")
    if hit.outlets:
        names = ", ".join(outlet.source or outlet.origin for outlet in hit.outlets)
        order = " (earliest first)" if len(hit.outlets) > 1 else ""
        lines.append(f"+{counted(len(hit.outlets), 'outlet')}: {names}{order}")
    return lines
