"""Whether the process lives and whether it can answer: for supervisors and load balancers."""

from __future__ import annotations

from service import examples
from service.contract import Routes, responses
from service.dependencies import Running  # noqa: TC001 - FastAPI reads the annotation
from service.schemas import Liveness, Readiness

router = Routes(tags=["health"])


@router.get("/livez", operation_id="live", summary="Does the process answer?")
async def live() -> Liveness:
    """200 as long as the process runs, with or without an index."""
    return Liveness()


@router.get(
    "/readyz",
    operation_id="ready",
    summary="Can it answer questions?",
    responses=responses(examples.READY, 503),
)
async def ready(service: Running) -> Readiness:
    """200 with the generation being served; 503 with the reason and the cure while there is none."""
    with service.generations.searcher() as searcher:
        return Readiness(generation=searcher.generation)
