"""Why a list, a follow or an alert refuses."""

from typing import ClassVar

from core.kernel.errors import Conflict, Invalid, NotFound
from core.saved.models import MAX_ALERTS, MAX_LISTS, MAX_PIECES, MAX_SEARCHES


class NoListCookie(Invalid):
    code: ClassVar[str] = "no_list_cookie"

    def __init__(self) -> None:
        super().__init__("Your browser keeps no cookies for this shop. Sign in to save pieces.")


class NoSuchList(NotFound):
    code: ClassVar[str] = "no_such_list"

    def __init__(self) -> None:
        super().__init__("This list is not there, or is not shared any more.")


class NoSuchPiece(NotFound):
    code: ClassVar[str] = "no_such_piece"

    def __init__(self) -> None:
        super().__init__("This piece is not there any more. Reload the page.")


class ListFull(Conflict):
    code: ClassVar[str] = "list_full"

    def __init__(self) -> None:
        super().__init__(f"A list holds {MAX_PIECES} pieces. Start another one.")


class TooManyLists(Conflict):
    code: ClassVar[str] = "too_many_lists"

    def __init__(self) -> None:
        super().__init__(f"You have {MAX_LISTS} lists, which is as many as there can be.")


class DefaultListStays(Conflict):
    code: ClassVar[str] = "default_list_stays"

    def __init__(self) -> None:
        super().__init__("Saved is where new pieces go, so it stays as it is.")


class NoSuchAlert(NotFound):
    code: ClassVar[str] = "no_such_alert"

    def __init__(self) -> None:
        super().__init__("This alert is not there any more.")


class AlertLinkSpent(Conflict):
    """The link of a confirmation is wrong, too old, or its alert has ended."""

    code: ClassVar[str] = "alert_link_spent"

    def __init__(self) -> None:
        super().__init__("This link has expired or was ended. Set the alert again.")


class TooManyAlerts(Conflict):
    code: ClassVar[str] = "too_many_alerts"

    def __init__(self) -> None:
        super().__init__(f"You have {MAX_ALERTS} alerts. End some that you no longer need.")


class AlreadyInStock(Conflict):
    code: ClassVar[str] = "already_in_stock"

    def __init__(self) -> None:
        super().__init__("This is in stock: you can put it in your bag now.")


class TooManySearches(Conflict):
    code: ClassVar[str] = "too_many_searches"

    def __init__(self) -> None:
        super().__init__(
            f"You have {MAX_SEARCHES} saved searches. End some that you no longer need."
        )


class NoSuchSearch(NotFound):
    code: ClassVar[str] = "no_such_search"

    def __init__(self) -> None:
        super().__init__("This saved search is not there any more.")
