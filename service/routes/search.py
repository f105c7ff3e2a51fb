"""Questions: the same search by GET, for people and links, and by POST, for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, Depends, Query, Response
from pydantic_core import to_json

from index import answer_to_dict
from service import examples
from service.contract import Routes, responses
from service.dependencies import HasLeft, Running, Service  # noqa: TC001 - FastAPI reads the annotation
from service.query_strings import check_body, check_query_string
from service.questions import SearchFields, SearchQuery, SearchRequest  # noqa: TC001 - as above
from service.schemas import SearchAnswer

router = Routes(prefix="/v1", tags=["search"])


@router.get(
    "/search",
    operation_id="search",
    summary="Search news by query string",
    response_model=SearchAnswer,
    responses=responses(examples.ANSWER, 422, 503),
    dependencies=[Depends(check_query_string)],
)
async def search(service: Running, has_left: HasLeft, query: Annotated[SearchQuery, Query()]) -> Response:
    """Return passages of news articles that answer `q`, best first.

    Repeat `language` and `source` for several values.
    """
    return await _answer(service, has_left, query.q, query)


@router.post(
    "/search",
    operation_id="searchPost",
    summary="Search news",
    response_model=SearchAnswer,
    responses=responses(examples.ANSWER, 400, 413, 415, 422, 503),
    dependencies=[Depends(check_body)],
)
async def search_post(
    service: Running,
    has_left: HasLeft,
    query: Annotated[SearchRequest, Body(examples=[examples.QUESTION])],
) -> Response:
    """Search news articles in Indonesian and English for passages that answer a question, best first.

    Use it for whatever articles may have reported: events, people, places, figures, claims to check. A
    question in either language finds articles in both. Answer from the passages, and cite title, source and
    date. With `min_relevance`, say 0.4, there is no hit if no article answers.
    """
    return await _answer(service, has_left, query.question, query)


async def _answer(service: Service, has_left: HasLeft, question: str, fields: SearchFields) -> Response:
    def work() -> Response:
        with service.generations.searcher() as searcher:
            answer = searcher.search(
                question,
                limit=fields.limit,
                filters=fields.filters(),
                preferences=fields.preferences(),
                explain=fields.explain,
            )
        # Several times as fast as the standard library's.
        return Response(
            to_json(answer_to_dict(answer, explain=fields.explain)), media_type="application/json"
        )

    return await service.workers.run(work, has_left)
