"""Framing: what a question says to the one who is asked, and not about what it asks for.

Who asks a chatbot is polite (`tolong carikan berita tentang`, `could you tell me`, `terima kasih ya`) and
points at what lies before him (`menurut kutipan di atas`). To a search such words are noise: both legs would
look for articles that hold them. They are left out, and the answer says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.text.patterns import lowered
from index.text.spans import without
from index.understanding.framing_forms import LETTERS, WORD, framing_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Span

CLOSING_REACH = 60
"""Characters of the end of a question in which what closes it is looked for."""
MOST_WORDS = 6
"""Of a topic beside which `berita` or `news` is framing: what has more is a sentence, maybe about it."""
TITLE = 4
"""Words with a capital each that make a headline of what begins with a capital."""
SHORTEST_PART = 3
"""Letters of a part of a word by which an opening may begin: `apa(?:kah)?`."""

# No colon ends one: `US: tariffs`.
SENTENCE = re.compile(r"\S.*?(?:[.!?;](?=\s|$)|\n|$)")
_PARTING = re.compile(r"[\s,.:;!?–—-]*")
_TRAILING = " ,.:;–—-"
_ENDING = f"{_TRAILING}?!"


def framing(question: str) -> list[Span]:
    """Gives the (start, end) of all framing in a question, in order, disjoint.

    Nothing that is quoted is framing, nor is what capitals show to be a name. All of a question may be.

    Args:
        question: as asked: in lower case, none of it is taken for a name.
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
        spans.append(match.span("told"))
        end = start + len(rest[start : match.start("told")].rstrip(_TRAILING))
    return sorted(spans + (_news(question, rest, start, end) or _talk(rest, start, end)))


def orders(question: str, told: Sequence[Span]) -> bool:
    """Whether the framing of a question has what follows told: `sebutkan`; no headline that begins so.

    Args:
        question: as asked.
        told: what `framing` gives.
    """
    demand = framing_forms().demand
    rest = without(question, told)
    spans = [
        span
        for span in told
        # `jawab singkat` at the end tells how, and of whatever is asked.
        if rest[span[1] :].strip(_ENDING)
        and not demand.isdisjoint(WORD.findall(lowered(question[slice(*span)])))
    ]
    return bool(spans) and not _is_titled(WORD.findall(without(question, spans)))


def asks_for_anything(question: str, besides: Sequence[Span] = ()) -> bool:
    """Whether a question names no subject: `berita terbaru`, `what happened`; not `latest US news`.

    Args:
        question: as asked.
        besides: the places in it of framing and of times, which are no subject.
    """
    known = framing_forms()
    rest = without(question, besides)
    words = WORD.findall(rest)
    if not rest.isupper() and any(len(word) > 1 and word.isupper() for word in words):
        return False
    unsaid = {word.lower() for word in words} - known.empty
    # `ringkasan berita kemarin` wants the news of yesterday, `daftar harga` a list.
    of_news = not (known.told | known.happening).isdisjoint(WORD.findall(lowered(question)))
    return not unsaid or (of_news and unsaid <= known.digest)


def only_talks(question: str) -> bool:
    """Whether a question asks nothing: `halo`, `could you help me?`, `tell me a joke`; not `halo effect`.

    Args:
        question: as asked: what is quoted in it, or what capitals show to be a name, is asked about.
    """
    known = framing_forms()
    lower = lowered(question)
    if not known.chatting.issuperset(WORD.findall(lower)):
        return False
    said = [match.span() for match in known.said.finditer(lower)]
    words = WORD.findall(without(lowered_but_for_names(question), said))
    if not (known.talk | known.asking).issuperset(words):
        playful = known.talk | known.asking | known.do | known.play
        return playful.issuperset(words) and not any(
            kind.isdisjoint(words) for kind in (known.do, known.play)
        )
    # `great news` may be what is asked about.
    cue = known.cue - known.told
    return not cue.isdisjoint(words) or (bool(said) and known.told.isdisjoint(words))


def _references(question: str, text: str) -> list[Span]:
    """The places of what points at a text: `menurut kutipan di atas`."""
    asks = _asks(text)
    if not asks and not _has_order(text):
        return []
    found = framing_forms().reference.finditer(lowered(question))
    spans = [match.span("told") for match in found if match["told"]]
    # A statement that points at what stands around it was taken from there, and is looked for as it stands.
    return spans if asks or _begins_with_order(without(text, spans)) else []


def _begins_with_order(text: str) -> bool:
    """Whether who speaks wants something told, with no word or mark of a question: `jelaskan alasan`."""
    opened = _openings(text, len(text.rstrip(_TRAILING)))
    return any(_has_order(text[slice(*span)]) for span in opened)


def _has_order(text: str) -> bool:
    known = framing_forms()
    return not (known.demand | known.sum).isdisjoint(WORD.findall(text))


def _openings(text: str, end: int) -> list[Span]:
    """The places of what begins a question, one behind the other."""
    spans: list[Span] = []
    start = _after_gap(text, 0)
    while _may_open(text, start) and (match := framing_forms().opening.match(text, start, end)):
        spans.append(match.span("told"))
        start = _after_gap(text, match.end())
    return spans


def _may_open(text: str, start: int) -> bool:
    """False where no opening begins: three questions of four need no pattern of them."""
    if text[start : start + 1].isdigit() or text.startswith("[", start):
        return True
    found = LETTERS.match(text, start)
    word, first = found[0].casefold() if found else "", framing_forms().first
    return word in first or any(word[:end] in first for end in range(SHORTEST_PART, len(word)))


def _before_question_word(text: str, start: int, end: int) -> Span | None:
    """The place of what talks before a question word: `di teksnya tertulis gak sih | kapan`."""
    known = framing_forms()
    said: list[re.Match[str]] = []
    ends = 0
    for word in WORD.finditer(text, start, end):
        if word[0] in known.asking:
            ends = len(said)
        elif word[0] not in known.talk:
            break
        said.append(word)
    cued = any(word[0] in known.cue for word in said[:ends])
    return (said[0].start(), said[ends - 1].end()) if cued and said[0][0] not in known.asking else None


def _news(question: str, text: str, start: int, end: int) -> list[Span]:
    """The place of a word for news that stands first or last beside a few words of a topic."""
    known = framing_forms()
    end = start + len(text[start:end].rstrip(_ENDING))
    if found := known.leading.match(text, start, end):
        topic = text[found.end() : end]
    elif found := known.trailing.search(text, start, end):
        topic = text[start : found.start()]
    words = WORD.findall(topic) if found else []
    if not found or len(words) > MOST_WORDS or (known.empty | known.digest).issuperset(words):
        return []
    neighbour = words[0 if found.start() == start else -1].lower()
    if neighbour in known.beside or ": " in topic or not known.asking.isdisjoint(words):
        return []
    # `Kabar Habibie Meninggal Dipastikan Hoaks`
    return [] if question[start].isupper() and _is_titled(words) else [found.span("told")]


def _talk(text: str, start: int, end: int) -> list[Span]:
    """The places of sentences that only talk, if another asks (`Mohon dijawab dengan singkat`)."""
    talk = framing_forms().talk
    said: list[Span] = []
    asks = False
    for sentence in SENTENCE.finditer(text, start, end):
        words = WORD.findall(sentence[0])
        if words and talk.issuperset(words):
            said.append(sentence.span())
        else:
            asks = asks or _asks(sentence[0])
    return said if asks else []


def _is_titled(words: list[str]) -> bool:
    return len(words) >= TITLE and all(word[0].isupper() for word in words)


def _asks(text: str) -> bool:
    return "?" in text or not framing_forms().asking.isdisjoint(WORD.findall(text))


def lowered_but_for_names(question: str) -> str:
    """The question in lower case, but for acronyms and for words with a capital within a sentence.

    No pattern and no list holds a capital, and so none of these is framing: `Tell Me Why singer`, `Park Ji
    Min`. Where all is in capitals they say nothing, and neither do those of courtesy (`Apakah Anda`).
    """
    lower = lowered(question)
    if not any(letter.islower() for letter in question):
        return lower
    courtesy = framing_forms().courtesy
    text = list(lower)
    ends = 0
    for word in LETTERS.finditer(question):
        start, gap = word.start(), question[ends : word.start()]
        within = ends > 0 and gap.isspace() and "\n" not in gap
        acronym = len(word[0]) > 1 and word[0].isupper()
        if (acronym or (within and word[0][0].isupper())) and lower[start : word.end()] not in courtesy:
            text[start : word.end()] = word[0]
        ends = word.end()
    return "".join(text)


def _after_gap(text: str, start: int) -> int:
    gap = _PARTING.match(text, start)
    return gap.end() if gap else start
