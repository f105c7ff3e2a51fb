"""What is being served: for the people who run it."""

from __future__ import annotations

import time
from dataclasses import asdict

from fastapi.responses import JSONResponse

from service import examples
from service.contract import Routes, responses
from service.dependencies import Running  # noqa: TC001 - FastAPI reads the annotation
from service.schemas import ServiceStatus, StatusAnswer

router = Routes(prefix="/v1", tags=["status"])


@router.get(
    "/status",
    operation_id="getStatus",
    summary="See what is being served",
    response_model=StatusAnswer,
    responses=responses(examples.STATUS, 503),
)
def get_status(service: Running) -> JSONResponse:
    """Return figures of the generation being served, and whether a newer one cannot be served.

    This request does not wait behind questions, so it is answered when the service is overloaded.
    """
    process = ServiceStatus(
        version=service.version,
        uptime_seconds=round(time.monotonic() - service.started, 3),
        trouble=service.generations.trouble,
    )
    with service.generations.searcher() as searcher:
        return JSONResponse({**asdict(searcher.status()), "service": process.model_dump()})
