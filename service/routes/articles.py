"""Whole articles, by the id that a hit carries."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from fastapi.responses import JSONResponse

from index import article_to_dict
from service import examples
from service.contract import Routes, responses
from service.dependencies import HasLeft, Running  # noqa: TC001 - FastAPI reads the annotation
from service.schemas import ArticleAnswer

router = Routes(prefix="/v1", tags=["articles"])

ArticleId = Annotated[
    str, Path(description="The `id` of a hit's article.", examples=["9b1d0c6f2a7e4433"], max_length=200)
]


@router.get(
    "/articles/{id}",
    operation_id="getArticle",
    summary="Read an article",
    response_model=ArticleAnswer,
    responses=responses(examples.ARTICLE, 404, 422, 503),
)
async def get_article(service: Running, has_left: HasLeft, id: ArticleId) -> JSONResponse:  # noqa: A002 - the contract's name
    """Return an article of the generation being served, with its whole text."""

    def work() -> JSONResponse:
        with service.generations.searcher() as searcher:
            return JSONResponse(article_to_dict(searcher.article(id), body=True))

    return await service.workers.run(work, has_left)
