"""What a question gets: immutable data types that all modules share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from index.question import Understanding
    from index.records import Article, Language, Passage, Span

Decided = Literal["words", "meaning"]
"""What the sentence that answers best was chosen by."""
Asked = Literal["asks", "states", "news"]
"""What the share of the dense leg goes by: a question in words, anything else, or nothing but news."""
Grounds = Literal["same_article", "same_story"]
Demand = Literal["phrase", "excluded", "time", "filter"]
Reason = Literal["diversity", "relevance"] | Demand


@dataclass(frozen=True, slots=True)
class Leg:
    """What one leg of the search made of a passage."""

    rank: int | None
    """One more than there are candidates that score more, among those that either leg finds first, whatever
    the number of hits; None where no word matches."""
    score: float
    """For the dense leg a mean of cosines (of the passage, its nearest sentence and its nearest words), for
    the lexical one BM25 (of the passage, and partly of its best sentence; a time asked for is a word)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A word or a quoted phrase of a passage, and what of the question it answers to."""

    start: int
    """Offsets within the passage, in code points: `text[start:end] == word`."""
    end: int
    word: str
    """As the passage has it."""
    question_word: str
    """In lower case and standard spelling; a phrase as it was asked for."""
    stem: str
    """The question's stem, by which both meet; a phrase has none but itself."""
    via: Literal["word", "translation", "phrase"]
    probability: float
    """Of the translation; 1 for a word in one of its own forms, and for a phrase."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """The sentence of a passage that answers best: `passage.text[start:end]`."""

    start: int
    end: int
    highlights: tuple[Span, ...]
    """What to mark anywhere in the passage: sorted and disjoint, offsets in the passage's text."""
    matches: tuple[Match, ...]
    """The words behind the highlights."""
    by: Decided
    """What decided: for keywords and statements `words`, where one of content matches, and what they mean
    among sentences of the same; for a question in words, and where no such word matches, `meaning`. Where
    there is nothing to decide, a single sentence or no topic, it is `words`."""


@dataclass(frozen=True, slots=True)
class Standardised:
    """The scores of both legs in standard deviations above the mean of the candidates (z-scores).

    They are of the raw scores, levelled for the language of the article. The dense leg's share of its own is
    its part of the score; the rest of the share, of the lexical leg's, is that leg's part and what it adds
    for the time. Where nothing but news is asked for, a hundredth of that is.
    """

    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Grouped:
    """A further passage or another outlet of a hit, and why it is no hit of its own."""

    article_id: str
    because: Grounds
    score: float
    """Its own ranking score."""
    like: str | None = None
    """Of a copy, the id of the article of its story that it is most like."""
    likeness: float | None = None
    """How alike these two are, 0 to 1: the share of their runs of words that both have (Jaccard similarity),
    as MinHash estimates it. From `index.ranking.stories.SIMILAR` on they are copies."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit stands where it does: `score` is the sum of the five parts."""

    dense: float
    """What the dense leg adds: its share of its standardised score."""
    lexical: float
    """What the lexical leg adds by its words."""
    period: float
    """What being of the time that the question names adds, or telling of it: a bonus, and what the lexical
    leg adds for the time, which counts as a word there."""
    recency: float
    """What being new adds."""
    language: float
    """What being in the language that is preferred adds."""
    standardised: Standardised | None = None
    """None unless it was asked for."""
    grouped: tuple[Grouped, ...] = ()
    """The hit's `passages` and then its `outlets`, in their order; empty unless it was asked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage with its article."""

    article: Article
    passage: Passage
    score: float
    """Ranking score: it orders the hits of one question and means nothing across questions. What was found
    only by looking deeper, for want of hits, stands behind what was found first, whatever its score."""
    relevance: float | None
    """Probability that the passage answers, 0 to 1; None with a model that it was not fitted for, and where
    nothing but news is asked for, which any article answers, or nothing at all, or what has an address."""
    dense: Leg
    lexical: Leg
    snippet: Snippet
    explanation: Explanation
    passages: tuple[Passage, ...] = ()
    """Further passages of the article among the candidates, best first, ten at most."""
    outlets: tuple[Article, ...] = ()
    """Other articles that print the same story, earliest first."""


@dataclass(frozen=True, slots=True)
class Cut:
    """An article that is no hit, and what left it out: otherwise it would be among as many as were wanted."""

    article_id: str
    title: str | None
    because: Reason
    """`diversity`: it says what hits say. `relevance`: it has less than was asked for. Else its best passage
    lacks a phrase or has what is excluded, or it is not of the time insisted on or does not pass a filter."""
    demand: str | None = None
    """What it does not meet: the phrase, what is excluded, the words of the time, or the filter's name."""
    relevance: float | None = None
    """Of what was left out for it; None where that is not known."""
    like: str | None = None
    """Of what was left out for diversity, the id of the article of the hit that it is most like."""
    cosine: float | None = None
    """Of these two passages."""


@dataclass(frozen=True, slots=True)
class AnswerExplanation:
    """How an answer came about."""

    dense_share: float
    """The dense leg's share of the fused score, 0 to 1; the rest is the lexical leg's."""
    because: Asked
    cut: tuple[Cut, ...]
    """What was left out, ten at most for relevance and diversity, then ten for other reasons. It is known of
    candidates alone, which for the other reasons are those that the question has in the whole index."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets: the best hits first."""

    question: str
    """As asked, without markup, white space around it and what nobody sees: offsets in it count so."""
    language: Language
    took_ms: float
    generation: str
    hits: tuple[Hit, ...]
    understood: Understanding
    withheld: int = 0
    """Hits that were left out for being less relevant than asked for."""
    below: Hit | None = None
    """The best of them, where no other was left and it was asked for."""
    explanation: AnswerExplanation | None = None
    """None unless it was asked for."""
