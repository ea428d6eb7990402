import reflex as rx

from admin.pages.sign_in.state import SignInState
from admin.shell import plain_frame
from core.ui.access_pages import AccessPages

pages = AccessPages(SignInState, plain_frame)
forgot_page, reset_page, verify_page = pages.forgot, pages.reset, pages.verify


def sign_in_page() -> rx.Component:
    return pages.sign_in("Sign in to run the market")
