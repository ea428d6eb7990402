"""How people come to act for a workshop: form posts of the vendor portal."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.form_post import FormField, Own, back_to
from core.api.forms import see_other
from core.identity import links
from core.identity.errors import LinkSpent
from core.kernel.errors import DomainError
from core.vendors.accept_invitation import accept_invitation
from core.vendors.apply import Application, apply

router = APIRouter(prefix="/auth", include_in_schema=False)


@router.post("/apply")
async def post_apply(
    post: Own,
    name: FormField = "",
    email: FormField = "",
    password: FormField = "",
    shop_name: FormField = "",
    craft: FormField = "",
    country: FormField = "",
) -> RedirectResponse:
    """The answer is the same whether the address has an account or not."""
    application = Application(name, email, password, shop_name, craft, country)

    async def work(session: AsyncSession) -> None:
        await apply(session, application, post.ip)

    try:
        await post.write_alike(work)
    except DomainError as error:
        return back_to(
            links.APPLY, error, name=name, email=email, shop_name=shop_name, craft=craft,
            country=country,
        )  # fmt: skip
    return see_other(links.SIGN_IN, {"notice": "check_mail"})


@router.post("/accept-invitation")
async def post_accept_invitation(
    post: Own, token: FormField = "", name: FormField = "", password: FormField = ""
) -> RedirectResponse:
    async def work(session: AsyncSession) -> None:
        await accept_invitation(session, token, name, password, post.ip)

    try:
        await post.write(work)
    except LinkSpent as error:
        return back_to(links.SIGN_IN, error)
    except DomainError as error:
        return back_to(links.INVITATION, error, token=token, name=name)
    return see_other(links.SIGN_IN, {"notice": "invitation_accepted"})
