"""What identity refuses."""

from typing import ClassVar

from core.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class WrongCredentials(Forbidden):
    """One answer for every reason, so that nobody learns whether an account exists."""

    code: ClassVar[str] = "wrong_credentials"

    def __init__(self) -> None:
        super().__init__(
            "E-mail and password do not match, or the address is not confirmed yet."
        )


class TooManyAttempts(Forbidden):
    code: ClassVar[str] = "too_many_attempts"

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many attempts. Try again in {_span(seconds)}.")


class InvalidEmail(Invalid):
    code: ClassVar[str] = "invalid_email"

    def __init__(self) -> None:
        super().__init__("This is not a complete e-mail address.", field="email")


class InvalidName(Invalid):
    code: ClassVar[str] = "invalid_name"

    def __init__(self) -> None:
        super().__init__("Tell us your name, in at most 120 characters.", field="name")


class PasswordLength(Invalid):
    code: ClassVar[str] = "password_length"

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(
            f"Use {shortest} to {longest} characters for your password.", field="password"
        )


class PasswordTooCommon(Invalid):
    code: ClassVar[str] = "password_too_common"

    def __init__(self) -> None:
        super().__init__(
            "This password is among the first that anyone would try. Choose another.",
            field="password",
        )


class LinkSpent(Conflict):
    """A one-time link that is unknown, used, replaced or too old: deliberately not told
    apart.
    """

    code: ClassVar[str] = "link_spent"

    def __init__(self) -> None:
        super().__init__("This link has been used or is too old. Ask for a new one.")


class UserNotFound(NotFound):
    code: ClassVar[str] = "user_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such account.")


class AddressNotFound(NotFound):
    code: ClassVar[str] = "address_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such address in your address book.")


class AddressIncomplete(Invalid):
    code: ClassVar[str] = "address_incomplete"


class TooManyAddresses(Conflict):
    code: ClassVar[str] = "too_many_addresses"

    def __init__(self, most: int) -> None:
        super().__init__(f"An address book holds at most {most} addresses.")


class LastSuperAdmin(Conflict):
    code: ClassVar[str] = "last_super_admin"

    def __init__(self) -> None:
        super().__init__("The market must keep at least one active super admin.")


def _span(seconds: int) -> str:
    minutes = -(-seconds // 60)
    if seconds <= 60:  # noqa: PLR2004  a minute
        return "a minute"
    return f"{minutes} minutes"
