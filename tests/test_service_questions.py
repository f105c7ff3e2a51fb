"""What may be asked over HTTP: fields that may be given in more than one way."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from service.questions import SearchQuery, SearchRequest


@pytest.mark.parametrize("given", [["EN", "id", "Und"], "EN"])
def test_the_case_of_languages_does_not_matter(given: list[str] | str) -> None:
    body = SearchRequest.model_validate({"question": "gempa", "language": given, "prefer_language": "Id"})
    assert body.language == (["en"] if given == "EN" else ["en", "id", "und"])
    assert body.preferences().language == "id"


def test_the_case_of_languages_does_not_matter_in_a_query_string() -> None:
    query = SearchQuery.model_validate({"q": "gempa", "language": ["ID"], "prefer_language": "EN"})
    assert query.filters().languages == {"id"}
    assert query.prefer_language == "en"


@pytest.mark.parametrize("given", ["XX", " ", 5, None])
def test_another_language_is_refused(given: object) -> None:
    with pytest.raises(ValidationError, match="Input should be 'id', 'en' or 'und'") as refused:
        SearchQuery.model_validate({"q": "gempa", "language": [given]})
    assert refused.value.errors()[0]["input"] == given


@pytest.mark.parametrize(
    "given",
    [
        {"question": "gempa", "q": "gempa"},
        {"question": "gempa", "q": ""},
        {"question": "", "q": "gempa"},
        {"question": None, "q": "gempa"},
    ],
)
def test_both_names_of_the_question_may_be_filled_with_one(given: dict[str, str | None]) -> None:
    assert SearchRequest.model_validate(given).question == "gempa"
