"""The fields of a search over HTTP, validated, and translated to the types of `index`."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, get_args, get_origin

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from index import (
    MOST_CHARACTERS,
    MOST_HITS,
    Collapse,
    Filters,
    KnownLanguage,
    Language,
    Preferences,
    Recency,
    TimeUse,
)

MAX_FILTER_VALUES = 100
"""Most languages or sources in one filter."""


def _only_a_day(value: object) -> object:
    """Refuse what pydantic would also take for a date, like `2024` as seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        return value
    raise PydanticCustomError("day", "Give a day as YYYY-MM-DD")


def _in_small_letters(value: object) -> object:
    """Return a language in lower case; any other value unchanged, for the error message."""
    small = value.lower() if isinstance(value, str) else value
    return small if small in get_args(Language) else value


_EMPTY = ("", None)
"""Values that mean that a field is left out."""
_NAMES = ("question", "q")
Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_CHARACTERS)]
_SYNTAX = '`"a phrase"` must occur in an answer, `-word` must not.'
Day = Annotated[date, BeforeValidator(_only_a_day)]
AnyCase = BeforeValidator(_in_small_letters)
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class SearchFields(BaseModel):
    """The fields that GET and POST share: number of hits, filters and preferences."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(10, ge=1, le=MOST_HITS, description="Most hits to return.", examples=[5])
    language: list[Annotated[Language, AnyCase]] = Field(
        default=[],
        max_length=MAX_FILTER_VALUES,
        description="Languages of the articles: `id` Indonesian, `en` English, `und` undetermined. "
        "Empty means all. The question itself may be in either language.",
        examples=[["id"]],
    )
    source: list[Name] = Field(
        default=[],
        max_length=MAX_FILTER_VALUES,
        description="Sources of the articles, as `/v1/status` spells them. Empty means all.",
        examples=[["Kabar Nusa"]],
    )
    since: Day | None = Field(
        None, description="First day of publication, inclusive.", examples=["2024-04-01"]
    )
    until: Day | None = Field(
        None, description="Last day of publication, inclusive.", examples=["2024-06-30"]
    )
    collapse: Collapse = Field(
        "article",
        description="One hit for each `story`, with all the outlets that print it, for each `article`, or "
        "for each passage (`none`).",
    )
    time: TimeUse = Field(
        "prefer",
        description="What a time in the question does: `prefer` ranks its articles higher, `filter` leaves "
        "out all others, `off` ignores it. It is also ignored if `since` or `until` is given.",
    )
    recency: Recency = Field(
        "auto",
        description="Whether new articles are preferred: never (`off`), if the question asks for news "
        "(`auto`), or always (`strong`).",
    )
    diverse: bool = Field(False, description="Leave out hits that repeat a hit above them.")
    prefer_language: Annotated[KnownLanguage, AnyCase] | None = Field(
        None,
        description="Rank articles in this language a little higher. Unlike `language` it leaves none out. "
        "Without it, both languages are treated alike.",
        examples=["id"],
    )
    min_relevance: float = Field(
        0.0,
        ge=0,
        le=1,
        description="Leave out hits whose `relevance`, the probability that they answer, is lower. There may "
        "then be no hit.",
        examples=[0.5],
    )
    below: bool = Field(
        False, description="If no hit reaches `min_relevance`, return the best one as `below`."
    )
    explain: bool = Field(False, description="Explain why each hit has its rank, and what was cut and why.")

    @model_validator(mode="before")
    @classmethod
    def _without_what_is_empty(cls, fields: object) -> object:
        # Whoever fills every field, like forms and language models, leaves those empty that are not wanted.
        if not isinstance(fields, dict):
            return fields
        left = {
            name: value
            for name, value in fields.items()
            if value not in _EMPTY or name not in SearchFields.model_fields
        }
        lists = [name for name in LISTS & left.keys() if isinstance(left[name], list)]
        return left | {name: [item for item in left[name] if item != ""] for name in lists}

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
        """Return the filters as a type of `index`."""
        return Filters(
            languages=frozenset(self.language),
            sources=frozenset(self.source),
            since=self.since,
            until=self.until,
        )

    def preferences(self) -> Preferences:
        """Return the preferences as a type of `index`."""
        return Preferences(
            collapse=self.collapse,
            time=self.time,
            recency=self.recency,
            diverse=self.diverse,
            language=self.prefer_language,
            min_relevance=self.min_relevance,
            below=self.below,
        )


LISTS = {name for name, field in SearchFields.model_fields.items() if get_origin(field.annotation) is list}
"""Fields with several values. `GET` repeats them, and an empty value is left out."""


class SearchQuery(SearchFields):
    """The query string of `GET /v1/search`."""

    q: Question = Field(
        description=f"The question or keywords, in Indonesian or English. {_SYNTAX}",
        examples=["Kapan gempa mengguncang Lembata?"],
    )


class SearchRequest(SearchFields):
    """The body of `POST /v1/search`. A field that is null or empty counts as left out.

    A single language or source needs no list.
    """

    question: Question = Field(
        validation_alias=AliasChoices(*_NAMES),
        description="The question or keywords, in Indonesian or English. It must stand alone, since the "
        f"service remembers none. {_SYNTAX}",
        examples=["When did the earthquake hit Lembata?"],
    )

    @model_validator(mode="before")
    @classmethod
    def _with_one_name(cls, body: object) -> object:
        # `q`, the name in query strings, is taken here, too. A schema with both makes a poor tool: language
        # models then fill both.
        if not isinstance(body, dict):
            return body
        asked = {name: body[name] for name in _NAMES if body.get(name) not in _EMPTY}
        if asked.get("q") == asked.get("question"):
            asked.pop("q", None)
        return {name: value for name, value in body.items() if name not in _NAMES} | asked

    @field_validator("language", "source", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    # Query strings have only text. JSON has numbers and booleans, so a value of another type is a mistake.

    @field_validator("limit", "min_relevance", mode="before")
    @classmethod
    def _only_a_number(cls, value: object) -> object:
        if isinstance(value, bool | str):
            raise PydanticCustomError("number", "Give a JSON number")
        return value

    @field_validator("diverse", "below", "explain", mode="before")
    @classmethod
    def _only_a_boolean(cls, value: object) -> object:
        if not isinstance(value, bool):
            raise PydanticCustomError("boolean", "Give true or false")
        return value
