"""The plain HTTP routes of an app. Reflex mounts its pages and its websocket below them."""

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from core.api import (
    alerts,
    auth,
    bag,
    bag_edits,
    cards,
    cases,
    clicks,
    content,
    documents,
    exports,
    feeds,
    finance,
    health,
    media,
    orders,
    preferences,
    product_files,
    push,
    review_photos,
    robots,
    sitemap,
    suggest,
    vendor_accounts,
    webhooks,
)
from core.api.errors import show_failure, show_http_error, show_incomplete, show_refusal
from core.kernel.errors import DomainError
from core.payments.sandbox_gateway.app import router as sandbox_router
from core.settings import AppName

EVERYWHERE: tuple[APIRouter, ...] = (health.router, auth.router, media.router)
ONLY: dict[AppName, tuple[APIRouter, ...]] = {
    AppName.STOREFRONT: (
        auth.storefront_router,
        bag.router,
        webhooks.router,
        sandbox_router,
        preferences.router,
        review_photos.router,
        robots.router,
        sitemap.router,
        feeds.router,
        bag_edits.router,
        push.router,
        content.router,
        suggest.router,
        orders.router,
        cards.router,
        cases.router,
        clicks.router,
        alerts.router,
    ),
    AppName.ADMIN: (
        exports.router,
        media.staff_upload_router,
        finance.admin,
        finance.statements,
    ),
    AppName.VENDOR_PORTAL: (
        vendor_accounts.router,
        media.upload_router,
        documents.router,
        finance.statements,
        cases.vendor_router,
        product_files.router,
    ),
}


def build_api(name: str) -> FastAPI:
    """``rx.App(api_transformer=build_api("storefront"))``. Its own lifespan never runs: what
    has to be opened is opened by ``core.bootstrap.process_lifespan``.
    """
    api = FastAPI(title=f"EcoMarket {name}", docs_url=None, redoc_url=None, openapi_url=None)
    api.state.app_name = AppName(name)
    api.add_exception_handler(DomainError, show_refusal)
    api.add_exception_handler(HTTPException, show_http_error)
    api.add_exception_handler(RequestValidationError, show_incomplete)
    api.add_exception_handler(Exception, show_failure)
    for router in (*EVERYWHERE, *ONLY[AppName(name)]):
        api.include_router(router)
    return api
