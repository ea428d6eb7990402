"""E-mail addresses as sign-in names."""

from email_validator import EmailNotValidError, validate_email

from core.identity.errors import InvalidEmail

LONGEST = 254


def normal_email(typed: str) -> str:
    """Trimmed and lowercased, or ``InvalidEmail``. No look-up in the DNS: form only."""
    try:
        found = validate_email(
            typed.strip(), check_deliverability=False, test_environment=True
        ).normalized
    except EmailNotValidError as error:
        raise InvalidEmail from error
    if len(found) > LONGEST:
        raise InvalidEmail
    return found.casefold()
