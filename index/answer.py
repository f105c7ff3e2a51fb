"""The answer to a question: immutable data types that all modules share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from index.question import Understanding
    from index.records import Article, Language, Passage, Span

ChosenBy = Literal["words", "meaning"]
"""What the sentence that answers best is chosen by."""
MatchKind = Literal["word", "translation", "phrase"]
ShareReason = Literal["asks", "states", "news"]
"""What sets the share of the dense leg: a question in words, anything else, or a request for news alone."""
GroupReason = Literal["same_article", "same_story"]
UnmetReason = Literal["phrase", "excluded", "time", "filter"]
CutReason = Literal["diversity", "relevance", UnmetReason]


@dataclass(frozen=True, slots=True)
class Leg:
    """Rank and score of a passage in one leg of the search."""

    rank: int | None
    """1 + the number of candidates with a higher score; None where no word matches. Only candidates of the
    first search count, so the rank does not change when more hits are asked for."""
    score: float
    """Dense leg: a mean of cosines (of the passage, its nearest sentence and its nearest words). Lexical leg:
    BM25 (of the passage, and in part of its best sentence); a time in the question counts as a word."""


@dataclass(frozen=True, slots=True)
class Match:
    """A word or a quoted phrase in a passage, and the word or phrase of the question that it matches."""

    start: int
    """Offsets within the passage, in code points: `text[start:end] == word`."""
    end: int
    word: str
    """As written in the passage."""
    question_word: str
    """In lower case and standard spelling; a phrase as written in the question."""
    stem: str
    """The stem of the question's word; for a phrase the phrase itself."""
    via: MatchKind
    probability: float
    """Probability of the translation; 1 for a form of the same word, and for a phrase."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """The sentence of a passage that answers the question best: `passage.text[start:end]`."""

    start: int
    end: int
    highlights: tuple[Span, ...]
    """Spans to highlight anywhere in the passage: sorted, disjoint, offsets in the passage's text."""
    matches: tuple[Match, ...]
    """The matches that are highlighted."""
    by: ChosenBy
    """`meaning` for a question in words, and where no content word matches. `words` for keywords and
    statements with such a match (meaning then decides between sentences with the same words), and where
    there is no choice: a single sentence, or a question without a topic."""


@dataclass(frozen=True, slots=True)
class ZScores:
    """The z-score of each leg among the candidates, after the correction for the article's language.

    The dense part of the score is `dense_share` × `dense`. (1 - `dense_share`) × `lexical` is the lexical
    part plus what the lexical leg adds to `period`. Where the question asks for news alone, both are divided
    by 100.
    """

    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Grouped:
    """A further passage or another outlet of a hit, and why it is not a hit itself."""

    article_id: str
    because: GroupReason
    score: float
    """Its own ranking score."""
    like: str | None = None
    """For an outlet, the id of the most similar article of the story, candidate or not."""
    likeness: float | None = None
    """Jaccard similarity of these two articles' word n-grams, 0 to 1, estimated by MinHash. From
    `index.ranking.stories.SIMILAR` on, articles count as near-duplicates."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit has its score: `score` is the sum of the five parts."""

    dense: float
    """Part of the dense leg: its z-score times its share."""
    lexical: float
    """Part of the lexical leg, without the time of the question."""
    period: float
    """Part of the time that the question names: a bonus for articles published at that time, plus the lexical
    leg's score for that time, which is one more term there. It also rewards passages that mention the
    time."""
    recency: float
    """Bonus for a new article."""
    language: float
    """Bonus for an article in the preferred language."""
    standardised: ZScores | None = None
    """None unless an explanation was requested."""
    grouped: tuple[Grouped, ...] = ()
    """The hit's `passages`, then its `outlets`, in their order; empty unless an explanation was requested."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage with its article."""

    article: Article
    passage: Passage
    score: float
    """Ranking score. It orders the hits of one question; scores of two questions cannot be compared. Hits of
    a second, deeper search follow all hits of the first search, whatever their scores."""
    relevance: float | None
    """Probability that the passage answers the question, 0 to 1. None with a model without fitted weights,
    and for a question that asks for news alone (which any article answers), for nothing, or for a web
    address."""
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
    """An article that would be among the requested number of hits, and why it was left out."""

    article_id: str
    title: str | None
    because: CutReason
    """`diversity`: it repeats a hit. `relevance`: its relevance is below the threshold. `phrase`, `excluded`:
    its best passage lacks a quoted phrase, or has an excluded word. `time`, `filter`: it is outside the
    required time, or fails a filter."""
    demand: str | None = None
    """The unmet phrase, the excluded word, the time as the question names it, or the filter's name."""
    relevance: float | None = None
    """Set where `because` is `relevance`."""
    like: str | None = None
    """Where `because` is `diversity`, the article id of the most similar hit."""
    cosine: float | None = None
    """Cosine of these two passages."""


@dataclass(frozen=True, slots=True)
class RankingExplanation:
    """How the hits of an answer were ranked, and which articles were left out."""

    dense_share: float
    """Share of the dense leg in the fused score, 0 to 1; the lexical leg has the rest."""
    because: ShareReason
    cut: tuple[Cut, ...]
    """Articles left out: at most ten for relevance and diversity, then at most ten for other reasons. The
    former are candidates of this search. The latter are candidates of the same question in the whole index,
    without filters, required time, phrases and exclusions."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: hits, best first, and how the question was understood."""

    question: str
    """As asked, without markup, surrounding white space and invisible characters. Offsets refer to this."""
    language: Language
    took_ms: float
    generation: str
    hits: tuple[Hit, ...]
    understood: Understanding
    withheld: int = 0
    """Number of hits left out because their relevance is below the threshold."""
    below: Hit | None = None
    """The best of them, if requested and if there is no other hit."""
    explanation: RankingExplanation | None = None
    """None unless requested."""
