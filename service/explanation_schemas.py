"""The schemas of the explanation that `explain` adds to an answer; see `service.schemas`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

# pydantic reads the annotations.
from index import CutReason, GroupReason, MatchKind, ShareReason  # noqa: TC001

Offset = Annotated[int, Field(ge=0)]


class Rendered(BaseModel):
    """Part of an answer. A field that its schema does not have is an error."""

    model_config = ConfigDict(extra="forbid")


class MatchAnswer(Rendered):
    """A word or a quoted phrase in the passage, and the word or phrase of the question that it matches."""

    word: str = Field(description="As written in the passage.")
    question_word: str
    via: MatchKind
    probability: float = Field(
        description="Probability of the translation; 1 for a form of the same word, and for a phrase."
    )
    start: Offset = Field(description="Offset in `passage.text`, in Unicode code points.")
    end: Offset


class StandardisedAnswer(Rendered):
    """The z-score of each leg among the candidates, after the correction for the article's language.

    The dense part of the score is `dense_share` × `dense`. (1 - `dense_share`) × `lexical` is the lexical
    part plus what the lexical leg adds to `period`. Where the question asks for news alone, both are divided
    by 100.
    """

    dense: float
    lexical: float


class GroupedAnswer(Rendered):
    """A further passage or another outlet of a hit, and why it is not a hit itself."""

    id: str = Field(description="The id of its article.", examples=["41c07be2a95d8f60"])
    because: GroupReason
    score: float = Field(description="Its own ranking score.")
    like: str | None = Field(
        description="For an outlet, the id of the most similar article of the story; else null."
    )
    likeness: float | None = Field(
        ge=0,
        le=1,
        description="Jaccard similarity of these two articles' word 4-grams, estimated by MinHash. From 0.7 "
        "on, articles count as near-duplicates.",
    )


class HitExplanationAnswer(Rendered):
    """Why a hit has its score: `score` is the sum of the five parts."""

    dense: float = Field(description="Part of the dense leg: its z-score times its share.")
    lexical: float = Field(description="Part of the lexical leg, without the time of the question.")
    period: float = Field(
        description="Part of the time that the question names: a bonus for articles published at that time, "
        "plus the lexical leg's score for that time, which is one more term there."
    )
    recency: float = Field(description="Bonus for a new article.")
    language: float = Field(description="Bonus for an article in the preferred language.")
    matches: list[MatchAnswer]
    standardised: StandardisedAnswer | None
    grouped: list[GroupedAnswer] = Field(description="The hit's `passages`, then its `outlets`, in order.")


class CutAnswer(Rendered):
    """An article that would be among the `limit` hits, and why it was left out."""

    id: str = Field(examples=["41c07be2a95d8f60"])
    title: str | None
    because: CutReason = Field(
        description="`diversity`: it repeats a hit. `relevance`: its relevance is below `min_relevance`. "
        "`phrase`, `excluded`: its best passage lacks a quoted phrase, or has an excluded word. `time`, "
        "`filter`: it is outside the required time, or fails a filter."
    )
    demand: str | None = Field(
        description="The unmet phrase, the excluded word, the time as the question names it, or the filter's "
        "name (`language`, `source`, `since`, `until`); else null."
    )
    relevance: float | None = Field(description="Set where `because` is `relevance`; else null.")
    like: str | None = Field(
        description="Where `because` is `diversity`, the article id of the most similar hit; else null."
    )
    cosine: float | None = Field(description="Cosine of these two passages.")


class RankingExplanationAnswer(Rendered):
    """How the hits were ranked, and which articles were left out."""

    dense_share: float = Field(
        ge=0,
        le=1,
        description="Share of the dense leg in the fused score; the lexical leg has the rest.",
        examples=[0.75],
    )
    because: ShareReason = Field(
        description="What sets the share: a question in words (`asks`) or anything else (`states`). Where "
        "the question asks for `news` alone, both legs are divided by 100."
    )
    cut: list[CutAnswer] = Field(
        description="Articles left out: at most ten for relevance and diversity, then at most ten for other "
        "reasons. The former are candidates of this search. The latter are candidates of the same question "
        "in the whole index, without filters, required time, phrases and exclusions."
    )
