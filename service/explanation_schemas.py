"""The shapes of what `explain` adds to an answer, see `service.schemas`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Offset = Annotated[int, Field(ge=0)]


class Rendered(BaseModel):
    """Part of an answer. Nothing may be in an answer that its description leaves out."""

    model_config = ConfigDict(extra="forbid")


class MatchAnswer(Rendered):
    """A word or phrase of the passage, and what of the question it answers to."""

    word: str = Field(description="As the passage has it.")
    question_word: str
    via: Literal["word", "translation", "phrase"]
    probability: float = Field(description="Of the translation; 1 for a word in one of its own forms.")
    start: Offset = Field(description="Offset in `passage.text`, in Unicode code points.")
    end: Offset


class StandardisedAnswer(Rendered):
    """The scores of both legs in standard deviations above the mean of the candidates (z-scores).

    They are of the raw scores, levelled for the language of the article. `dense_share` of the dense leg's is
    its part; the rest of it, of the lexical leg's, is that leg's part and what `period` has for the time as a
    word. Where nothing but news is asked for, a hundredth of that is.
    """

    dense: float
    lexical: float


class GroupedAnswer(Rendered):
    """A further passage or another outlet of a hit, and why it is no hit of its own."""

    id: str = Field(description="Of its article.", examples=["41c07be2a95d8f60"])
    because: Literal["same_article", "same_story"]
    score: float = Field(description="Its own ranking score.")
    like: str | None = Field(
        description="Of a copy, the id of the article of its story that it is most like; else null."
    )
    likeness: float | None = Field(
        ge=0,
        le=1,
        description="How alike these two are: the share of their runs of four words that both have (Jaccard "
        "similarity), as MinHash estimates it. From 0.7 on they are copies.",
    )


class ExplanationAnswer(Rendered):
    """Why a hit stands where it does: `score` is the sum of the five parts."""

    dense: float = Field(description="What the dense leg adds.")
    lexical: float = Field(description="What the lexical leg adds by its words.")
    period: float = Field(
        description="What being of the time that the question names adds, or telling of it: a bonus, and "
        "what the lexical leg adds for the time, which counts as a word there."
    )
    recency: float = Field(description="What being new adds.")
    language: float = Field(description="What being in the preferred language adds.")
    matches: list[MatchAnswer]
    standardised: StandardisedAnswer | None
    grouped: list[GroupedAnswer] = Field(description="The hit's `passages` and then its `outlets`, in order.")


class CutAnswer(Rendered):
    """An article that is no hit, and what left it out: otherwise it would be among the `limit` hits."""

    id: str = Field(examples=["41c07be2a95d8f60"])
    title: str | None
    because: Literal["diversity", "relevance", "phrase", "excluded", "time", "filter"] = Field(
        description="`diversity`: it says what hits say. `relevance`: it has less than `min_relevance`. Else "
        "its best passage lacks a `phrase` or has what is `excluded`, or it is not of the `time` insisted on "
        "or does not pass a `filter`."
    )
    demand: str | None = Field(
        description="What it does not meet: the phrase, what is excluded, the words of the time, or the "
        "filter's name (`language`, `source`, `since`, `until`); else null."
    )
    relevance: float | None = Field(description="Of what was left out for it; else null.")
    like: str | None = Field(
        description="Of what was left out for diversity, the id of the article of the hit that it is most "
        "like; else null."
    )
    cosine: float | None = Field(description="Of these two passages.")


class AnswerExplanation(Rendered):
    """How an answer came about."""

    dense_share: float = Field(
        ge=0,
        le=1,
        description="The dense leg's share of the fused score; the rest is the lexical leg's.",
        examples=[0.75],
    )
    because: Literal["asks", "states", "news"] = Field(
        description="What the share goes by: a question in words (`asks`) or anything else (`states`). Where "
        "nothing but `news` is asked for, a hundredth of both legs counts."
    )
    cut: list[CutAnswer] = Field(
        description="What was left out: ten at most for relevance and diversity, then ten for other reasons. "
        "It is known of candidates alone, which for the other reasons are those that the question has in the "
        "whole index."
    )
