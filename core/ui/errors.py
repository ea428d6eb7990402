"""What a person sees when a handler raises."""

import logging
import secrets

import reflex as rx

from core.kernel.errors import DomainError, SignInRequired

log = logging.getLogger(__name__)

SIGN_IN_PATH = "/signin"


def show_error(exception: Exception) -> rx.event.EventSpec:
    """A refusal of the core is shown in its own words. Anything else is our mistake: it is
    logged under an incident number, and only the number is shown.
    """
    if isinstance(exception, SignInRequired):
        return rx.redirect(SIGN_IN_PATH)
    if isinstance(exception, DomainError):
        return rx.toast.error(exception.message, id=exception.code)
    incident = secrets.token_hex(4)
    log.error("Incident %s in an event handler", incident, exc_info=exception)
    return rx.toast.error(
        "Something went wrong on our side. Nothing was lost; please try again.",
        description=f"Incident {incident}",
        id="unexpected",
    )


def log_page_error(exception: Exception) -> None:
    """Errors that browsers report. They are strings from strangers: one line, cut short."""
    log.warning("A page reported: %.2000r", str(exception))
