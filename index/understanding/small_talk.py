"""Small talk and questions without a subject: `halo`, `tell me a joke`, `berita terbaru`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.text.patterns import lowered
from index.text.spans import without
from index.understanding.framing_forms import WORD, framing_forms, lowered_but_for_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Span


def asks_for_anything(question: str, besides: Sequence[Span] = ()) -> bool:
    """Whether a question names no subject: `berita terbaru`, `what happened`; not `latest US news`.

    Args:
        question: the question as asked.
        besides: the spans of framing and times, which are no subject.
    """
    known = framing_forms()
    rest = without(question, besides)
    words = WORD.findall(rest)
    if not rest.isupper() and any(len(word) > 1 and word.isupper() for word in words):
        return False
    content = {word.lower() for word in words} - known.empty
    # `ringkasan berita kemarin` wants the news of yesterday, `daftar harga` a list.
    of_news = not (known.news | known.happening).isdisjoint(WORD.findall(lowered(question)))
    return not content or (of_news and content <= known.digest)


def only_talks(question: str) -> bool:
    """Whether a question asks nothing: `halo`, `could you help me?`, `tell me a joke`; not `halo effect`.

    Args:
        question: the question as asked. It asks about quoted words, and about names, which capitals show.
    """
    known = framing_forms()
    lower = lowered(question)
    if not known.chatting.issuperset(WORD.findall(lower)):
        return False
    chat = [match.span() for match in known.chat_pattern.finditer(lower)]
    words = WORD.findall(without(lowered_but_for_names(question), chat))
    if not (known.talk | known.asking).issuperset(words):
        playful = known.talk | known.asking | known.do | known.play
        return playful.issuperset(words) and not any(
            kind.isdisjoint(words) for kind in (known.do, known.play)
        )
    # `great news` may be what is asked about.
    cue = known.cue - known.news
    return not cue.isdisjoint(words) or (bool(chat) and known.news.isdisjoint(words))
