"""What the sign-in pages say about an ``error`` or a ``notice`` in their address. Anything that
is not in these tables came from a stranger and is not shown.
"""

from core.identity.errors import (
    InvalidEmail,
    InvalidName,
    LinkSpent,
    PasswordLength,
    PasswordTooCommon,
    WrongCredentials,
)
from core.identity.passwords import LONGEST, SHORTEST

NOTICES = {
    "check_mail": "Look into your mail: we have sent you a link to confirm your address.",
    "email_confirmed": "Your address is confirmed. Sign in to go on.",
    "reset_mailed": "If this address has an account, a link to choose a new password is on "
    "its way.",
    "password_changed": "Your password is changed, and you are signed out everywhere. Sign in "
    "with the new one.",
    "invitation_accepted": "You are a member of the workshop. Sign in to go on.",
}

ERRORS = {
    error.code: error.message
    for error in (
        WrongCredentials(),
        InvalidEmail(),
        InvalidName(),
        LinkSpent(),
        PasswordLength(SHORTEST, LONGEST),
        PasswordTooCommon(),
    )
} | {
    "too_many_attempts": "Too many attempts. Wait a while before you try again.",
    "unavailable": "This is not possible right now. Try again in a minute.",
    "shop_details_invalid": "Something about the workshop is missing or too long.",
    "sign_in_required": "Sign in to continue.",
}


def notice(code: str) -> str:
    return NOTICES.get(code, "")


def problem(code: str, wait: str = "") -> str:
    """The sentence for ``?error=…&wait=…``."""
    if code == "too_many_attempts" and wait.isdecimal() and len(wait) < 6:  # noqa: PLR2004
        minutes = max(1, -(-int(wait) // 60))
        return f"Too many attempts. Try again in {minutes} min."
    return ERRORS.get(code, "")
