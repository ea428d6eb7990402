import reflex as rx

from core.ui.access_pages import AccessPages
from core.ui.components.link import text_link
from vendor_portal.pages.sign_in.state import SignInState
from vendor_portal.shell import plain_frame

pages = AccessPages(SignInState, plain_frame)
forgot_page, reset_page, verify_page = pages.forgot, pages.reset, pages.verify


def sign_in_page() -> rx.Component:
    return pages.sign_in(
        "Sign in to your workshop", text_link("Open a workshop", href="/apply")
    )
