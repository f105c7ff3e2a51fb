"""The shapes of answers at the HTTP edge.

Answers are rendered by `index`, the same for command line and HTTP; these models describe them in OpenAPI,
and a test holds the two together.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from index import Language, TimeUse  # noqa: TC001 - pydantic reads the annotations
from service.explanation_schemas import AnswerExplanation, ExplanationAnswer, Offset, Rendered


class ArticleSummary(Rendered):
    """What is known about an article. A field that its page does not give is null, never guessed."""

    id: str = Field(description="16 hexadecimal digits, stable across builds.", examples=["9b1d0c6f2a7e4433"])
    title: str | None
    language: Language
    published: str | None = Field(
        description="ISO 8601: a day, or a moment with its zone.", examples=["2024-04-19T12:55:00+07:00"]
    )
    published_inferred: bool = Field(description="True when the date was taken from the running text.")
    source: str | None
    authors: list[str]
    url: str | None
    keywords: list[str]
    section: str | None
    place: str | None = Field(description="The place that the article's opening line names.")
    origin: str = Field(description="The file it was read from, with `:LINE` for a record of a table.")
    record_id: str | None = Field(description="The id that the record itself carried.")


class ArticleAnswer(ArticleSummary):
    """An article with its whole text."""

    body: str = Field(description="Cleaned text; paragraphs are separated by one blank line.")


class PassageAnswer(Rendered):
    """A passage: an exact slice of the article's body."""

    text: str
    start: int = Field(ge=0, description="Offset in the article's body, in Unicode code points.")
    end: int = Field(ge=0, description="Offset of the first character after the passage.")


class SnippetAnswer(Rendered):
    """The sentence of the passage that answers best, and what to mark."""

    start: Offset = Field(description="Offset in `passage.text`, in Unicode code points.")
    end: Offset
    highlights: list[tuple[Offset, Offset]] = Field(
        description="Start and end of what to mark anywhere in `passage.text`, sorted and disjoint."
    )
    by: Literal["words", "meaning"] = Field(
        description="What decided between the sentences: their meaning for a question in words and where no "
        "word of content matches, else the words that match."
    )


class LegAnswer(Rendered):
    """What one leg of the search made of the passage."""

    rank: int | None = Field(
        description="One more than there are candidates that score more, among those that either leg finds "
        "first, whatever the limit; null where no word matches."
    )
    score: float = Field(
        description="For the dense leg a mean of cosines (of the passage, its nearest sentence and its "
        "nearest words), for the lexical one BM25 (of the passage, and partly of its best sentence; a time "
        "asked for counts as a word)."
    )


class LegsAnswer(Rendered):
    """Both legs: by meaning, and by words with their translations."""

    dense: LegAnswer
    lexical: LegAnswer


class HitAnswer(Rendered):
    """One article with its best passage."""

    article: ArticleSummary
    passage: PassageAnswer
    snippet: SnippetAnswer
    score: float = Field(description="Orders the hits of one question; means nothing across questions.")
    relevance: float | None = Field(
        description="Probability that the passage answers, 0 to 1; null where it is not known: with another "
        "model than the bundled one, and where nothing but news is asked for, which any article answers, "
        "or nothing at all, or the article at an address."
    )
    legs: LegsAnswer
    passages: list[PassageAnswer] = Field(
        description="Further passages of the article, best first, ten at most."
    )
    outlets: list[ArticleSummary] = Field(
        description="Other articles that print the same story, earliest first."
    )
    explanation: ExplanationAnswer | None = Field(None, description="With `explain` only.")


class TimeAnswer(Rendered):
    """Words of the question that name a time."""

    text: str
    start: Offset
    end: Offset
    since: str | None = Field(description="First day, inclusive, ISO 8601.", examples=["2024-04-01"])
    until: str | None = Field(description="Last day, inclusive.", examples=["2024-04-30"])
    certain: bool = Field(description="False where it may be part of a name; then it never filters.")


class SuggestionAnswer(Rendered):
    """A word of the question that hardly any passage holds, and the one that was probably meant."""

    word: str
    replacement: str
    start: Offset = Field(description="Offset in `question`, in Unicode code points.")
    end: Offset
    sure: bool = Field(description="Whether it was asked for instead; else show it: did you mean …?")


class UnderstandingAnswer(Rendered):
    """What was read into the question, to be seen and overruled."""

    phrases: list[str] = Field(description="Each occurs in every hit, word for word.")
    excluded: list[str] = Field(description="None of these occurs in a hit.")
    framing: list[str] = Field(
        description="What was said to the searcher (`tolong carikan`, `according to the passage`), and not "
        "looked for; in double quotes it would be. So are sentences about oneself around a question."
    )
    times: list[TimeAnswer]
    time_use: TimeUse = Field(description="What the times did to this answer.")
    suggestions: list[SuggestionAnswer]
    corrected: str | None = Field(
        description="The question with the sure suggestions in it, which was asked instead; null without "
        "any. What stands in double quotes is never replaced."
    )
    note: str | None = Field(
        description="What to know about this answer, in a sentence: in Indonesian for a question in it, in "
        "English for any other."
    )


class SearchAnswer(Rendered):
    """Hits, best first; at most one a story or an article, as `collapse` asks."""

    question: str = Field(description="As asked, without the tags, entities and Markdown that it came with.")
    language: Language = Field(description="Language of the question.")
    took_ms: float = Field(description="Milliseconds spent on searching, without waiting and transport.")
    generation: str = Field(description="Generation of the index that answered.", examples=["0007-3f9a1c2e"])
    understood: UnderstandingAnswer
    hits: list[HitAnswer]
    withheld: int = Field(ge=0, description="Hits left out for a relevance under `min_relevance`.")
    below: HitAnswer | None = Field(
        description="With `below`: the best hit under `min_relevance`, where no other is left; else null."
    )
    explanation: AnswerExplanation | None = Field(None, description="With `explain` only.")


class ServiceStatus(Rendered):
    """The serving process."""

    version: str
    uptime_seconds: float
    trouble: str | None = Field(
        description="Why the newest generation is not the one being served, in a sentence; else null."
    )


class StatusAnswer(Rendered):
    """The generation being served, and the process that serves it."""

    generation: str = Field(examples=["0007-3f9a1c2e"])
    built_at: str = Field(description="ISO 8601 with zone.")
    articles: int
    passages: int
    languages: dict[str, int] = Field(description="Articles in each language.")
    sources: dict[str, int] = Field(description="Articles of each source.")
    oldest: str | None = Field(description="First day of publication, ISO 8601.")
    newest: str | None = Field(description="Last day of publication, ISO 8601.")
    encoder: str = Field(description="The model that turns text into vectors.")
    recall: float = Field(description="Of the vector index against exact search, 0 to 1.")
    analysis_is_current: bool = Field(
        description="False where the index was built with other word tables than this Cari has: rebuild it."
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
    """One field that cannot be used."""

    field: str = Field(
        description="Name of the field; `language.0` is the first of several.", examples=["limit"]
    )
    detail: str


class Problem(BaseModel):
    """What went wrong, as RFC 9457 (Problem Details for HTTP APIs) has it."""

    type: str = Field(
        description="A stable name of the kind of problem.", examples=["urn:cari:problem:invalid-request"]
    )
    title: str = Field(description="The kind of problem in words; the same for every occurrence.")
    status: int
    detail: str = Field(description="This occurrence: the thing, the value and the cure.")
    instance: str = Field(description="Path of the request; empty where it cannot be read.")
    errors: list[FieldError] = Field(
        default=[], description="Field by field, when the request itself is at fault."
    )
