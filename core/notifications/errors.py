"""What the outbox refuses."""

from typing import ClassVar

from core.kernel.errors import Conflict, NotFound, Unavailable


class MailNotFound(NotFound):
    code: ClassVar[str] = "mail_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such mail.")


class NoMailServer(Unavailable):
    code: ClassVar[str] = "no_mail_server"

    def __init__(self) -> None:
        super().__init__("No mail server is set up: SMTP_URL is empty.")


class MailAlreadyQueued(Conflict):
    code: ClassVar[str] = "mail_already_queued"

    def __init__(self) -> None:
        super().__init__("This mail waits to be sent already.")


class MailNotAccepted(Unavailable):
    """The server did not take the mail this time; trying again may help."""

    code: ClassVar[str] = "mail_not_accepted"


class MailRefused(Conflict):
    """The server refused the mail for good."""

    code: ClassVar[str] = "mail_refused"
