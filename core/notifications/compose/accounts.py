"""Mails about accounts."""

from uuid import UUID

from core.identity.links import FORGOT, SIGN_IN, one_time_link, origin
from core.identity.models import App, TokenPurpose, User
from core.notifications.letter import Button, Letter, Paragraph

APPS = {
    App.STOREFRONT: "EcoMarket",
    App.VENDOR_PORTAL: "the vendor portal of EcoMarket",
    App.ADMIN: "the admin app of EcoMarket",
}


def confirm_email(user: User, token_id: UUID, app: App) -> Letter:
    return Letter(
        kind="confirm_email",
        fact=str(token_id),
        subject="Confirm your e-mail address",
        heading="Confirm your address",
        summary="One click, and your account is open.",
        blocks=(
            Paragraph(f"Hello {user.name},"),
            Paragraph(
                f"someone registered this address for {APPS[app]}. If it was you, confirm it "
                "within three days; then sign in with the password you chose."
            ),
            Button(
                "Confirm my address", one_time_link(app, TokenPurpose.VERIFY_EMAIL, token_id)
            ),
            Paragraph("If it was not you, do nothing: the account stays closed."),
        ),
        reason="You get this mail because your address was entered in a registration form.",
    )


def sign_up_repeated(user: User, app: App, fact: str) -> Letter:
    return Letter(
        kind="sign_up_repeated",
        fact=fact,
        subject="You already have an account",
        heading="You already have an account",
        blocks=(
            Paragraph(f"Hello {user.name},"),
            Paragraph(
                "someone tried to register this address again. If it was you: sign in with the "
                "password you have."
            ),
            Button("Sign in", f"{origin(app)}{SIGN_IN}"),
            Paragraph(f"Forgotten it? Choose a new one: {origin(app)}{FORGOT}"),
            Paragraph("If it was not you, nothing has changed and you need not do anything."),
        ),
        reason="You get this mail because your address was entered in a registration form.",
    )


def reset_password(user: User, token_id: UUID, app: App) -> Letter:
    return Letter(
        kind="reset_password",
        fact=str(token_id),
        subject="Choose a new password",
        heading="Choose a new password",
        summary="The link works once, for one hour.",
        blocks=(
            Paragraph(f"Hello {user.name},"),
            Paragraph("here is the link you asked for. It works once, for one hour."),
            Button(
                "Choose a new password",
                one_time_link(app, TokenPurpose.RESET_PASSWORD, token_id),
            ),
            Paragraph(
                "A new password signs you out everywhere. If you did not ask for this, do "
                "nothing: your password stays as it is."
            ),
        ),
        reason="You get this mail because a new password was asked for with your address.",
    )


def password_changed(user: User, fact: str) -> Letter:
    return Letter(
        kind="password_changed",
        fact=fact,
        subject="Your password was changed",
        heading="Your password was changed",
        blocks=(
            Paragraph(f"Hello {user.name},"),
            Paragraph("the password of your account is a new one now."),
            Paragraph(
                "If this was not you, choose another at once; that ends every session: "
                f"{origin(App.STOREFRONT)}{FORGOT}"
            ),
        ),
        reason="You get this mail because it concerns the safety of your account.",
    )
