"""Framing: words of a question that address the search engine, and are not about the topic.

People are polite to a chatbot (`tolong carikan berita tentang`, `could you tell me`, `terima kasih ya`) and
refer to a text before them (`menurut kutipan di atas`). For a search such words are noise, since both legs
would match articles that hold them. They are left out, and the answer says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.text.patterns import LETTERS, lowered
from index.text.spans import without
from index.understanding.framing_forms import WORD, framing_forms, lowered_but_for_names
from index.understanding.small_talk import asks_for_anything

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Span

CLOSING_REACH = 60
"""Characters at the end of a question in which closings are searched for."""
MOST_TOPIC_WORDS = 6
"""Most words of a topic beside which `berita` or `news` is framing. More are a sentence, maybe about news."""
TITLE = 4
"""Fewest words, each with a capital, that are a headline."""
SHORTEST_PART = 3
"""Fewest letters of a part of a word with which an opening may begin: `apa(?:kah)?`."""

# A colon ends no sentence: `US: tariffs`.
SENTENCE = re.compile(r"\S.*?(?:[.!?;](?=\s|$)|\n|$)")
_PARTING = re.compile(r"[\s,.:;!?–—-]*")
_TRAILING = " ,.:;–—-"
_ENDING = f"{_TRAILING}?!"
_AFTER_CLAUSE = (",", ".", ";", "?", "!")


def framing(question: str) -> list[Span]:
    """Return the (start, end) of all framing in a question, in order, disjoint.

    Neither quoted words nor names, which capitals show, are framing. All of a question may be framing.

    Args:
        question: the question as asked, since a question in lower case shows no names.
    """
    known = framing_forms()
    text = lowered_but_for_names(question)
    spans = _references(question, text)
    rest = without(text, spans)
    end = len(rest.rstrip(_TRAILING))
    opened = _openings(rest, end)
    spans += opened
    start = _after_gap(rest, opened[-1][1] if opened else 0)
    if before := _before_question_word(rest, start, end):
        spans.append(before)
        start = _after_gap(rest, before[1])
    while match := known.closing.search(rest, max(start, end - CLOSING_REACH), end):
        if not _closes(question, match.span("found")):
            break
        spans.append(match.span("found"))
        end = start + len(rest[start : match.start("found")].rstrip(_TRAILING))
    return sorted(spans + (_news(question, rest, start, end) or _talk(rest, start, end)))


def orders(question: str, spans: Sequence[Span]) -> bool:
    """Whether the framing demands what follows: `sebutkan`. A headline that begins like this does not.

    Args:
        question: the question as asked.
        spans: what `framing` returns.
    """
    demand = framing_forms().demand
    rest = without(question, spans)
    demanding = [
        span
        for span in spans
        # `jawab singkat` at the end says how to answer, whatever is asked.
        if rest[span[1] :].strip(_ENDING)
        and not demand.isdisjoint(WORD.findall(lowered(question[slice(*span)])))
    ]
    return bool(demanding) and not _is_titled(WORD.findall(without(question, demanding)))


def _references(question: str, text: str) -> list[Span]:
    """Return the spans of references to a text: `menurut kutipan di atas`."""
    asks = _asks(text)
    if not asks and not _has_order(text):
        return []
    found = framing_forms().reference.finditer(lowered(question))
    spans = [match.span("found") for match in found if match["found"]]
    # A statement that refers to a text was taken from it, and is searched for as it is.
    return spans if asks or _begins_with_order(without(text, spans)) else []


def _begins_with_order(text: str) -> bool:
    """Whether a text begins with an order, without a question word or mark: `jelaskan alasan`."""
    opened = _openings(text, len(text.rstrip(_TRAILING)))
    return any(_has_order(text[slice(*span)]) for span in opened)


def _has_order(text: str) -> bool:
    known = framing_forms()
    return not (known.demand | known.sum).isdisjoint(WORD.findall(text))


def _openings(text: str, end: int) -> list[Span]:
    """Return the spans of the openings of a question, one after the other."""
    spans: list[Span] = []
    start = _after_gap(text, 0)
    while _may_open(text, start) and (match := framing_forms().opening.match(text, start, end)):
        spans.append(match.span("found"))
        start = _after_gap(text, match.end())
    return spans


def _may_open(text: str, start: int) -> bool:
    """Whether an opening may begin here; False spares three questions of four the pattern of openings."""
    if text[start : start + 1].isdigit() or text.startswith("[", start):
        return True
    found = LETTERS.match(text, start)
    word, first = found[0].casefold() if found else "", framing_forms().first
    return word in first or any(word[:end] in first for end in range(SHORTEST_PART, len(word)))


def _before_question_word(text: str, start: int, end: int) -> Span | None:
    """Return the span of talk before a question word: `di teksnya tertulis gak sih | kapan`."""
    known = framing_forms()
    talk: list[re.Match[str]] = []
    ends = 0
    for word in WORD.finditer(text, start, end):
        if word[0] in known.asking:
            ends = len(talk)
        elif word[0] not in known.talk:
            break
        talk.append(word)
    cued = any(word[0] in known.cue for word in talk[:ends])
    return (talk[0].start(), talk[ends - 1].end()) if cued and talk[0][0] not in known.asking else None


def _closes(question: str, span: Span) -> bool:
    """Whether a closing is one; a form of address may be another word: `ikan mas`, `arti cuy`."""
    known = framing_forms()
    before, found = question[: span[0]].rstrip(), question[slice(*span)]
    if found.lower() not in known.called or before.endswith(_AFTER_CLAUSE):
        return True
    # Without another subject the word itself is asked about.
    if asks_for_anything(before):
        return False
    last = WORD.findall(lowered(before))[-1]
    return {last, f"{last} {found.lower()}"}.isdisjoint(known.uncalled)


def _news(question: str, text: str, start: int, end: int) -> list[Span]:
    """Return the span of a word for news that stands first or last beside a few words of a topic."""
    known = framing_forms()
    end = start + len(text[start:end].rstrip(_ENDING))
    if found := known.leading.match(text, start, end):
        topic = text[found.end() : end]
    elif found := known.trailing.search(text, start, end):
        topic = text[start : found.start()]
    words = WORD.findall(topic) if found else []
    if not found or len(words) > MOST_TOPIC_WORDS or (known.empty | known.digest).issuperset(words):
        return []
    neighbour = words[0 if found.start() == start else -1].lower()
    if neighbour in known.beside or ": " in topic or not known.asking.isdisjoint(words):
        return []
    # `Kabar Habibie Meninggal Dipastikan Hoaks`
    return [] if question[start].isupper() and _is_titled(words) else [found.span("found")]


def _talk(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of sentences that only talk, if another asks (`Mohon dijawab dengan singkat`)."""
    talk = framing_forms().talk
    spans: list[Span] = []
    asks = False
    for sentence in SENTENCE.finditer(text, start, end):
        words = WORD.findall(sentence[0])
        if words and talk.issuperset(words):
            spans.append(sentence.span())
        else:
            asks = asks or _asks(sentence[0])
    return spans if asks else []


def _is_titled(words: list[str]) -> bool:
    return len(words) >= TITLE and all(word[0].isupper() for word in words)


def _asks(text: str) -> bool:
    return "?" in text or not framing_forms().asking.isdisjoint(WORD.findall(text))


def _after_gap(text: str, start: int) -> int:
    gap = _PARTING.match(text, start)
    return gap.end() if gap else start
