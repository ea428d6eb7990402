"""Sign-in and its relatives: plain form posts that set or clear an HttpOnly cookie.

Every post answers 303. A refusal leads back to the page of the form with ``?error=<code>``;
``core.identity.sentences`` has the words. What must not be told apart (does this account
exist?) leads to the same address.
"""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.form_post import FormField, FormPost, Own, back_to
from core.api.forms import browser_of, delete_cookie, local_path, see_other, set_cookie
from core.cart.merge_carts import merge_guest_cart
from core.db.session import transaction
from core.identity import links
from core.identity.confirm_email import confirm_email, resend_confirmation
from core.identity.cookies import guest_bag_cookie
from core.identity.models import App
from core.identity.reset_password import complete_reset, request_reset
from core.identity.sign_in import SignedIn, sign_in
from core.identity.sign_out import sign_out
from core.identity.sign_up import sign_up
from core.kernel.errors import DomainError, Invalid
from core.saved.merge_lists import merge_guest_lists

router = APIRouter(prefix="/auth", include_in_schema=False)
storefront_router = APIRouter(prefix="/auth", include_in_schema=False)

# As long as browsers keep one: when a session ends is decided on the server. An operator's
# cookie goes with the browser window.
COOKIE_AGES = {App.STOREFRONT: 400 * 86_400, App.VENDOR_PORTAL: 400 * 86_400, App.ADMIN: None}


@router.post("/sign-in")
async def post_sign_in(
    post: Own,
    email: FormField = "",
    password: FormField = "",
    next_path: Annotated[str, Form(alias="next")] = "",
) -> RedirectResponse:
    """Opens a session under a new secret; whatever session the browser had ends."""
    try:
        async with transaction() as session:
            signed_in = await sign_in(
                session, post.app, email, password, browser_of(post.request)
            )
            await sign_out(session, post.token)
            await _take_bag_along(session, post, signed_in)
    except DomainError as error:
        return back_to(
            links.SIGN_IN, error, email=email, next=local_path(next_path, otherwise="")
        )
    response = see_other(local_path(next_path))
    set_cookie(response, post.cookie, signed_in.token, max_age=COOKIE_AGES[post.app])
    if post.app is App.STOREFRONT:
        delete_cookie(response, guest_bag_cookie())
    return response


@router.post("/sign-out")
async def post_sign_out(
    post: Own, next_path: Annotated[str, Form(alias="next")] = ""
) -> RedirectResponse:
    async with transaction() as session:
        await sign_out(session, post.token)
    response = see_other(local_path(next_path))
    delete_cookie(response, post.cookie)
    return response


@router.post("/forgot")
async def post_forgot(post: Own, email: FormField = "") -> RedirectResponse:
    async def work(session: AsyncSession) -> None:
        await request_reset(session, post.app, email)

    try:
        await post.write_alike(work)
    except DomainError as error:
        return back_to(links.FORGOT, error, email=email)
    return see_other(links.FORGOT, {"notice": "reset_mailed"})


@router.post("/reset")
async def post_reset(
    post: Own, token: FormField = "", password: FormField = ""
) -> RedirectResponse:
    """Ends every session of the account, this browser's included."""

    async def work(session: AsyncSession) -> None:
        await complete_reset(session, token, password)

    try:
        await post.write(work)
    except Invalid as error:
        return back_to(links.RESET, error, token=token)
    except DomainError as error:
        return back_to(links.FORGOT, error)
    response = see_other(links.SIGN_IN, {"notice": "password_changed"})
    delete_cookie(response, post.cookie)
    return response


@router.get("/verify")
async def get_verify(token: str = "") -> RedirectResponse:
    """Consumes nothing: mail scanners follow links. The page has the button."""
    return see_other(links.VERIFY, {"token": token[:100]})


@router.post("/verify")
async def post_verify(post: Own, token: FormField = "") -> RedirectResponse:
    async def work(session: AsyncSession) -> None:
        await confirm_email(session, token)

    try:
        await post.write(work)
    except DomainError as error:
        return back_to(links.SIGN_IN, error)
    return see_other(links.SIGN_IN, {"notice": "email_confirmed"})


@router.post("/resend")
async def post_resend(post: Own, email: FormField = "") -> RedirectResponse:
    """The confirmation mail again."""

    async def work(session: AsyncSession) -> None:
        await resend_confirmation(session, email, post.app)

    try:
        await post.write_alike(work)
    except DomainError as error:
        return back_to(links.SIGN_IN, error, email=email)
    return see_other(links.SIGN_IN, {"notice": "check_mail"})


@storefront_router.post("/sign-up")
async def post_sign_up(
    post: Own, name: FormField = "", email: FormField = "", password: FormField = ""
) -> RedirectResponse:
    async def work(session: AsyncSession) -> None:
        await sign_up(session, post.app, name, email, password)

    try:
        await post.write_alike(work)
    except DomainError as error:
        return back_to(links.SIGN_UP, error, name=name, email=email)
    return see_other(links.SIGN_IN, {"notice": "check_mail"})


async def _take_bag_along(session: AsyncSession, post: FormPost, signed_in: SignedIn) -> None:
    if post.app is App.STOREFRONT:
        guest = post.request.cookies.get(guest_bag_cookie().name)
        await merge_guest_cart(session, guest, signed_in.user.id)
        await merge_guest_lists(session, guest, signed_in.user.id)
