"""Where the pages of sign-in live, the same in all three apps, and the links mails carry."""

from urllib.parse import urlencode
from uuid import UUID

from core.identity.models import App, TokenPurpose
from core.kernel.secrets import derived_token
from core.settings import AppName, settings

SIGN_IN = "/signin"
SIGN_UP = "/signup"
FORGOT = "/forgot"
RESET = "/reset"
VERIFY = "/verify-email"
APPLY = "/apply"
INVITATION = "/invitation"

_PAGES = {
    TokenPurpose.VERIFY_EMAIL: VERIFY,
    TokenPurpose.RESET_PASSWORD: RESET,
    TokenPurpose.INVITATION: INVITATION,
}


def origin(app: App) -> str:
    return settings().origin(AppName(app.value))


def one_time_secret(purpose: TokenPurpose, token_id: UUID) -> str:
    return derived_token(settings().secret_key.get_secret_value(), purpose.value, token_id)


def one_time_link(app: App, purpose: TokenPurpose, token_id: UUID) -> str:
    """The address in a mail. It opens a page whose button does the deed, so that a mail
    scanner which follows links consumes nothing.
    """
    query = urlencode({"token": one_time_secret(purpose, token_id)})
    return f"{origin(app)}{_PAGES[purpose]}?{query}"
