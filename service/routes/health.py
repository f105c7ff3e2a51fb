"""Whether the process lives and whether it can answer: for supervisors and load balancers."""

from __future__ import annotations

from service import examples
from service.contract import Routes, responses
from service.dependencies import Running  # noqa: TC001 - FastAPI reads the annotation
from service.schemas import Liveness, Readiness

router = Routes(tags=["health"])


@router.get("/livez", operation_id="live", summary="Whether the process runs")
async def live() -> Liveness:
    """Return 200 as long as the process runs, with or without an index."""
    return Liveness()


@router.get(
    "/readyz",
    operation_id="ready",
    summary="Whether questions can be answered",
    responses=responses(examples.READY, 503),
)
async def ready(service: Running) -> Readiness:
    """Return 200 and the generation being served, or 503 if there is none; the log says why."""
    with service.generations.searcher() as searcher:
        return Readiness(generation=searcher.generation)
