"""The hosted payment page. Plain forms: it works without JavaScript, and card numbers reach
only the gateway.
"""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.kernel.errors import NotFound
from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.answer_challenge import answer_challenge
from core.payments.sandbox_gateway.attempt_payment import attempt_payment
from core.payments.sandbox_gateway.cards import Behavior, read_card
from core.payments.sandbox_gateway.errors import BadCard
from core.payments.sandbox_gateway.models import SandboxSession, SessionStatus
from core.payments.sandbox_gateway.page_view import PageView, render

SEE_OTHER = 303
_PAID = (SessionStatus.AUTHORIZED, SessionStatus.CAPTURED, SessionStatus.PROCESSING)
_OVER = (SessionStatus.FAILED, SessionStatus.EXPIRED, SessionStatus.VOIDED)

Field = Annotated[str, Form(max_length=64)]
router = APIRouter(prefix="/pay")


@router.get("/{page_token}")
async def show(request: Request, page_token: str) -> Response:
    payment = await _find(page_token)
    return _page_of(request, payment) if payment else _unknown(request)


@router.post("/{page_token}")
async def pay(
    request: Request, page_token: str, number: Field = "", expiry: Field = "", cvc: Field = ""
) -> Response:
    try:
        card = read_card(number, expiry, cvc, utc_now())
    except BadCard as error:
        payment = await _find(page_token)
        if payment is None or payment.status is not SessionStatus.OPEN:
            return await show(request, page_token)
        view = PageView.of(payment, field=error.field or "number", message=error.message)
        return _html(request, "pay.html", view, payment, status_code=422)
    try:
        async with transaction() as session:
            payment = await attempt_payment(session, page_token, card)
    except NotFound:
        return _unknown(request)
    if card.behavior is Behavior.LOSES_THE_BUYER and payment.status in _PAID:
        return _html(request, "lost.html", PageView.of(payment), payment, status_code=504)
    if payment.status is SessionStatus.OPEN:
        return _html(request, "pay.html", PageView.of(payment), payment, status_code=402)
    return _page_of(request, payment)


@router.post("/{page_token}/challenge")
async def challenge(request: Request, page_token: str, answer: Field = "") -> Response:
    try:
        async with transaction() as session:
            payment = await answer_challenge(
                session, page_token, is_confirmed=answer == "complete"
            )
    except NotFound:
        return _unknown(request)
    return _page_of(request, payment)


def _page_of(request: Request, payment: SandboxSession) -> Response:
    """Where a buyer belongs who opens the page now."""
    if payment.status in _PAID:
        return RedirectResponse(
            payment.return_url, SEE_OTHER, headers=headers(payment.return_url)
        )
    is_late = payment.expires_at <= utc_now()
    if payment.status in _OVER or is_late:
        return _html(request, "over.html", PageView.of(payment), payment, status_code=410)
    template = (
        "challenge.html" if payment.status is SessionStatus.REQUIRES_ACTION else "pay.html"
    )
    return _html(request, template, PageView.of(payment), payment)


async def _find(page_token: str) -> SandboxSession | None:
    async with read_session() as session:
        try:
            return await queries.get_page(session, page_token)
        except NotFound:
            return None


def _unknown(request: Request) -> Response:
    return _html(request, "unknown.html", PageView(), None, status_code=404)


def _html(
    request: Request,
    template: str,
    view: PageView,
    payment: SandboxSession | None,
    *,
    status_code: int = 200,
) -> Response:
    html, style_hash = render(template, view, request.url.path)
    return Response(
        html,
        status_code=status_code,
        headers=headers(payment.return_url if payment else "", style_hash),
        media_type="text/html",
    )


def headers(return_url: str, style_hash: str = "") -> dict[str, str]:
    targets = ["'self'"]
    if return_url:  # browsers check where the answer to a form redirects to
        shop = urlsplit(return_url)
        targets.append(f"{shop.scheme}://{shop.netloc}")
    policy = (
        f"default-src 'none'; style-src '{style_hash}'; font-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action {' '.join(targets)}"
    )
    return {
        "Content-Security-Policy": policy if style_hash else "default-src 'none'",
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",  # the token stays here; forms keep their Origin
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
    }
