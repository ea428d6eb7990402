"""What the storefront mounts: ``application.include_router(router)``."""

from fastapi import APIRouter, Depends, HTTPException

from core.payments.sandbox_gateway import (
    api,
    method_api,
    pages,
    payout_api,
    setup_pages,
)
from core.settings import settings


def _require_enabled() -> None:
    if not settings().sandbox_payments:
        raise HTTPException(404)


router = APIRouter(
    prefix="/sandbox-gateway",
    dependencies=[Depends(_require_enabled)],
    include_in_schema=False,
)
router.include_router(api.router)
router.include_router(payout_api.router)
router.include_router(method_api.router)
router.include_router(pages.router)
router.include_router(setup_pages.router)
