"""Links that need no sign-in. Their tokens are derived from ids and the market's secret: nobody
can guess one, and mails can write them again.
"""

import hmac
from urllib.parse import urlencode
from uuid import UUID

from core.kernel.secrets import derived_token
from core.settings import AppName, settings

SHARED_LIST = "/l"
CONFIRM_ALERT = "/alerts/confirm"
UNSUBSCRIBE = "/unsubscribe"

CONFIRM = "alert-confirm"
END_ALERT = "alert-end"
END_SEARCH = "search-end"
END_DIGEST = "digest-end"

_ID_LENGTH = 32


def share_token(share_id: UUID) -> str:
    return derived_token(_secret(), "list-share", share_id)


def shared_list_path(token: str) -> str:
    return f"{SHARED_LIST}/{token}"


def confirm_alert_link(alert_id: UUID) -> str:
    """Opens a page whose button confirms: a mail scanner that follows links confirms
    nothing.
    """
    return _link(CONFIRM_ALERT, CONFIRM, alert_id)


def unsubscribe_link(purpose: str, subject: UUID) -> str:
    """``purpose`` says what it ends; a mail program may post to it without asking."""
    return _link(UNSUBSCRIBE, purpose, subject, kind=purpose)


def read_token(purpose: str, token: str) -> UUID | None:
    """The id behind a token of this purpose; None for one that is not ours."""
    try:
        subject = UUID(token[:_ID_LENGTH])
    except ValueError:
        return None
    expected = _token(purpose, subject)
    return subject if hmac.compare_digest(expected.encode(), token.encode()) else None


def _link(path: str, purpose: str, subject: UUID, **others: str) -> str:
    query = urlencode({**others, "token": _token(purpose, subject)})
    return f"{settings().origin(AppName.STOREFRONT)}{path}?{query}"


def _token(purpose: str, subject: UUID) -> str:
    return subject.hex + derived_token(_secret(), purpose, subject)


def _secret() -> str:
    return settings().secret_key.get_secret_value()
