"""What the core refuses, in five kinds. Edges turn a kind into a status code, a toast or a
table row.

DomainError
├── Invalid      the request makes no sense as sent          (422)
├── NotFound     there is no such thing, or not for you      (404)
├── Conflict     it would have made sense a moment ago       (409)
├── Forbidden    the caller may not do this                  (403)
└── Unavailable  something we depend on did not answer       (503)
"""

from typing import ClassVar


class DomainError(Exception):
    """A refusal with a stable ``code`` and a message fit for a person."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(DomainError):
    """Wrong input. ``field`` names the form field it belongs to, when there is one."""

    code: ClassVar[str] = "invalid"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotFound(DomainError):
    code: ClassVar[str] = "not_found"


class Conflict(DomainError):
    code: ClassVar[str] = "conflict"


class Forbidden(DomainError):
    code: ClassVar[str] = "forbidden"

    def __init__(self, message: str = "You may not do this.") -> None:
        super().__init__(message)


class SignInRequired(Forbidden):
    code: ClassVar[str] = "sign_in_required"

    def __init__(self, message: str = "Sign in to continue.") -> None:
        super().__init__(message)


class Unavailable(DomainError):
    code: ClassVar[str] = "unavailable"
