"""The shapes of requests and answers at the HTTP edge.

Requests are validated by these models. Answers are rendered by `index`, the same for command line and
HTTP; their models here describe them in OpenAPI, and a test holds the two together.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from index import Filters

MAX_QUESTION_CHARACTERS = 2000
"""A long paragraph: beyond it the encoder would cut the question anyway."""
MAX_LIMIT = 100
"""Articles in one answer: as deep as the candidate lists of both legs can fill with confidence."""
MAX_FILTER_VALUES = 100
"""Languages or sources in one filter."""


def _only_a_day(value: object) -> object:
    """Refuse what pydantic would take for a date by surprise: `2024` as seconds since 1970, say."""
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        return value
    raise PydanticCustomError("day", "Give a day as YYYY-MM-DD")


Question = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION_CHARACTERS)
]
Day = Annotated[date, BeforeValidator(_only_a_day)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
LanguageCode = Literal["id", "en", "und"]


class SearchFields(BaseModel):
    """What GET and POST share: how many hits, and from which articles."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(
        10, ge=1, le=MAX_LIMIT, description="Most hits wanted; each hit is another article.", examples=[5]
    )
    language: list[LanguageCode] = Field(
        default=[],
        max_length=MAX_FILTER_VALUES,
        description="Languages of the articles: `id` Indonesian, `en` English, `und` undetermined. "
        "None means all. The question itself may be in either language.",
        examples=[["id"]],
    )
    source: list[Name] = Field(
        default=[],
        max_length=MAX_FILTER_VALUES,
        description="Sources of the articles, as `/v1/status` spells them. None means all.",
        examples=[["Kabar Nusa"]],
    )
    since: Day | None = Field(None, description="First day, inclusive.", examples=["2024-04-01"])
    until: Day | None = Field(None, description="Last day, inclusive.", examples=["2024-06-30"])

    @field_validator("until")
    @classmethod
    def _not_before_since(cls, until: date | None, info: ValidationInfo) -> date | None:
        since = info.data.get("since")
        if since and until and since > until:
            raise PydanticCustomError(
                "day_order", "It lies before `since`, {since}; swap the two", {"since": str(since)}
            )
        return until

    def filters(self) -> Filters:
        """The same restriction in the terms of `index`."""
        return Filters(
            languages=frozenset(self.language),
            sources=frozenset(self.source),
            since=self.since,
            until=self.until,
        )


class SearchQuery(SearchFields):
    """The query string of `GET /v1/search`."""

    q: Question = Field(
        description="The question or keywords, in Indonesian or English.",
        examples=["Kapan gempa mengguncang Lembata?"],
    )


class SearchRequest(SearchFields):
    """The body of `POST /v1/search`."""

    question: Question = Field(
        validation_alias=AliasChoices("question", "q"),
        description="The question or keywords, in Indonesian or English. `q` is accepted as another name.",
        examples=["When did the earthquake hit Lembata?"],
    )


class _Rendered(BaseModel):
    """Part of an answer. Nothing may be in an answer that its description leaves out."""

    model_config = ConfigDict(extra="forbid")


class ArticleSummary(_Rendered):
    """What is known about an article. A field that its page does not give is null, never guessed."""

    id: str = Field(description="16 hexadecimal digits, stable across builds.", examples=["9b1d0c6f2a7e4433"])
    title: str | None
    language: LanguageCode
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


class PassageAnswer(_Rendered):
    """The passage that answers: an exact slice of the article's body."""

    text: str
    start: int = Field(ge=0, description="Offset in the article's body, in Unicode code points.")
    end: int = Field(ge=0, description="Offset of the first character after the passage.")


class LegAnswer(_Rendered):
    """What one leg of the search made of the passage."""

    rank: int | None = Field(description="1 for the best; null when it is not among the leg's candidates.")
    score: float = Field(description="Cosine for the dense leg, BM25 for the lexical leg.")


class LegsAnswer(_Rendered):
    """Both legs: by meaning, and by words with their translations."""

    dense: LegAnswer
    lexical: LegAnswer


class HitAnswer(_Rendered):
    """One article with its best passage."""

    article: ArticleSummary
    passage: PassageAnswer
    score: float = Field(description="Orders the hits of one question; means nothing across questions.")
    legs: LegsAnswer


class SearchAnswer(_Rendered):
    """Hits, best first, at most one an article."""

    question: str
    language: LanguageCode = Field(description="Language of the question.")
    took_ms: float = Field(description="Milliseconds spent on searching, without waiting and transport.")
    generation: str = Field(description="Generation of the index that answered.", examples=["0007-3f9a1c2e"])
    hits: list[HitAnswer]


class ServiceStatus(_Rendered):
    """The serving process."""

    version: str
    uptime_seconds: float
    trouble: str | None = Field(
        description="Why the newest generation is not the one being served, in a sentence; else null."
    )


class StatusAnswer(_Rendered):
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
    recall: float | None = Field(
        description="Of the vector index against exact search, 0 to 1, where that was measured."
    )
    service: ServiceStatus


class Liveness(_Rendered):
    """The process answers."""

    status: Literal["live"] = "live"


class Readiness(_Rendered):
    """The process can answer questions."""

    status: Literal["ready"] = "ready"
    generation: str


class FieldError(_Rendered):
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
    instance: str = Field(description="Path of the request.")
    errors: list[FieldError] = Field(
        default=[], description="Field by field, when the request itself is at fault."
    )
