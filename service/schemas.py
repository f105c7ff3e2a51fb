"""The schemas of answers over HTTP.

`index` renders answers, the same for command line and HTTP. These models describe them in OpenAPI; a test
checks that every answer fits its model.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from index import ChosenBy, Language, TimeUse  # noqa: TC001 - pydantic reads the annotations
from service.explanation_schemas import HitExplanationAnswer, Offset, RankingExplanationAnswer, Rendered


class ArticleSummary(Rendered):
    """The fields of an article without its text. A field that the file does not give is null."""

    id: str = Field(description="16 hexadecimal digits, stable across builds.", examples=["9b1d0c6f2a7e4433"])
    title: str | None
    language: Language
    published: str | None = Field(
        description="ISO 8601: a day, or a moment with its zone.", examples=["2024-04-19T12:55:00+07:00"]
    )
    published_inferred: bool = Field(description="Whether the date was taken from the address or the text.")
    source: str | None
    authors: list[str]
    url: str | None
    keywords: list[str]
    section: str | None
    place: str | None = Field(description="The place in the dateline of the article.")
    origin: str = Field(
        description="The file it was read from, with `:LINE` for a record of a .jsonl or .csv file."
    )
    record_id: str | None = Field(description="The id that the record itself gives.")


class ArticleAnswer(ArticleSummary):
    """An article with its whole text."""

    body: str = Field(description="Cleaned text; paragraphs are separated by one blank line.")


class PassageAnswer(Rendered):
    """A passage: an exact slice of the article's body."""

    text: str
    start: int = Field(ge=0, description="Offset in the article's body, in Unicode code points.")
    end: int = Field(ge=0, description="Offset of the first character after the passage.")


class SnippetAnswer(Rendered):
    """The sentence of the passage that answers the question best, and the spans to highlight."""

    start: Offset = Field(description="Offset in `passage.text`, in Unicode code points.")
    end: Offset
    highlights: list[tuple[Offset, Offset]] = Field(
        description="Spans (start, end) to highlight anywhere in `passage.text`: sorted and disjoint."
    )
    by: ChosenBy = Field(
        description="What the sentence is chosen by: `meaning` for a question in words and where no content "
        "word matches, else `words`."
    )


class LegAnswer(Rendered):
    """Rank and score of the passage in one leg of the search."""

    rank: int | None = Field(
        description="1 + the number of candidates with a higher score; null where no word matches. It does "
        "not depend on `limit`."
    )
    score: float = Field(
        description="Dense leg: a mean of cosines (of the passage, its nearest sentence and its nearest "
        "words). Lexical leg: BM25 (of the passage, and in part of its best sentence); a time in the "
        "question counts as a word."
    )


class LegsAnswer(Rendered):
    """Both legs: dense (by meaning) and lexical (by words and their translations)."""

    dense: LegAnswer
    lexical: LegAnswer


class HitAnswer(Rendered):
    """One article with its best passage."""

    article: ArticleSummary
    passage: PassageAnswer
    snippet: SnippetAnswer
    score: float = Field(
        description="Orders the hits of one question; scores of two questions cannot be compared."
    )
    relevance: float | None = Field(
        description="Probability that the passage answers the question, 0 to 1. Null with a model other than "
        "the bundled one, and for a question that asks for news alone, for nothing, or for a web address."
    )
    legs: LegsAnswer
    passages: list[PassageAnswer] = Field(
        description="Further passages of the article, best first, at most ten."
    )
    outlets: list[ArticleSummary] = Field(
        description="Other articles that print the same story, earliest first."
    )
    explanation: HitExplanationAnswer | None = Field(None, description="With `explain` only.")


class TimeAnswer(Rendered):
    """A time that the question names, and its days."""

    text: str
    start: Offset
    end: Offset
    since: str | None = Field(description="First day, inclusive, ISO 8601.", examples=["2024-04-01"])
    until: str | None = Field(description="Last day, inclusive.", examples=["2024-04-30"])
    certain: bool = Field(description="False where it may be part of a name; it is then never a filter.")


class SuggestionAnswer(Rendered):
    """A word of the question that hardly any passage has, and its probable correction."""

    word: str
    replacement: str
    start: Offset = Field(description="Offset in `question`, in Unicode code points.")
    end: Offset
    sure: bool = Field(
        description="Whether the search used the correction. If not, offer it: did you mean …?"
    )


class UnderstandingAnswer(Rendered):
    """How the question was understood, for the user to check and overrule."""

    phrases: list[str] = Field(description="Quoted phrases; every hit has each of them, word for word.")
    excluded: list[str] = Field(description="Excluded words; no hit has any of them.")
    framing: list[str] = Field(
        description="Words that address the search engine (`tolong carikan`, `according to the passage`), "
        "and sentences about the user around a question. They are not searched for, except in double quotes."
    )
    times: list[TimeAnswer]
    time_use: TimeUse = Field(description="How the times changed this answer.")
    suggestions: list[SuggestionAnswer]
    corrected: str | None = Field(
        description="The question with its sure corrections, as it was searched for; null without any. Words "
        "in double quotes are never corrected."
    )
    insisting: str | None = Field(
        description="The question with double quotes around the words that `corrected` replaces: ask it to "
        "search for them as they stand. Null without any, and for a question too long for quotes."
    )
    note: str | None = Field(
        description="A sentence about this answer, in Indonesian for an Indonesian question, else in English."
    )


class SearchAnswer(Rendered):
    """Hits, best first; at most one per story or article, as `collapse` asks."""

    question: str = Field(description="As asked, without tags, entities and Markdown.")
    language: Language = Field(description="Language of the question.")
    took_ms: float = Field(description="Search time in milliseconds, without waiting and transport.")
    generation: str = Field(description="Generation of the index that answered.", examples=["0007-3f9a1c2e"])
    understood: UnderstandingAnswer
    hits: list[HitAnswer]
    withheld: int = Field(
        ge=0, description="Number of hits left out because their relevance is below `min_relevance`."
    )
    below: HitAnswer | None = Field(
        description="With `below`: the best hit below `min_relevance`, if there is no other hit; else null."
    )
    explanation: RankingExplanationAnswer | None = Field(None, description="With `explain` only.")


class ServiceStatus(Rendered):
    """The serving process."""

    version: str
    uptime_seconds: float
    trouble: str | None = Field(
        description="A sentence if the newest generation is not served; null if it is. The log says why."
    )


class StatusAnswer(Rendered):
    """The generation being served, and the process that serves it."""

    generation: str = Field(examples=["0007-3f9a1c2e"])
    built_at: str = Field(description="ISO 8601 with zone.")
    articles: int
    passages: int
    languages: dict[str, int] = Field(description="Number of articles by language.")
    sources: dict[str, int] = Field(description="Number of articles by source.")
    oldest: str | None = Field(description="First day of publication, ISO 8601.")
    newest: str | None = Field(description="Last day of publication, ISO 8601.")
    encoder: str = Field(description="Name of the embedding model.")
    recall: float = Field(description="Recall of the vector index against exact search, 0 to 1.")
    analysis_is_current: bool = Field(
        description="False where the index was built with other word tables than those of this Cari: rebuild "
        "it."
    )
    service: ServiceStatus


class Liveness(Rendered):
    """The process answers."""

    status: Literal["live"] = "live"


class Readiness(Rendered):
    """The process can answer questions."""

    status: Literal["ready"] = "ready"
    generation: str


class FieldError(Rendered):
    """One field with an invalid value."""

    field: str = Field(
        description="Name of the field; `language.0` is the first of several.", examples=["limit"]
    )
    detail: str


class Problem(BaseModel):
    """An error, as in RFC 9457 (Problem Details for HTTP APIs)."""

    type: str = Field(
        description="A stable name of the kind of problem.", examples=["urn:cari:problem:invalid-request"]
    )
    title: str = Field(description="The kind of problem in words, the same each time.")
    status: int
    detail: str = Field(description="This problem: what, which value, and what to do.")
    instance: str = Field(description="Path of the request; empty where it cannot be read.")
    errors: list[FieldError] = Field(
        default=[], description="The invalid fields, if the request itself is invalid."
    )
