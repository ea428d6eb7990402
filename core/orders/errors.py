"""Why an order refuses."""

from typing import ClassVar

from core.kernel.errors import Conflict, Invalid, NotFound


class NoSuchOrder(NotFound):
    """Also the answer for orders that are somebody else's."""

    code: ClassVar[str] = "no_such_order"

    def __init__(self) -> None:
        super().__init__("We cannot find this order.")


class NothingToPack(Invalid):
    code: ClassVar[str] = "nothing_to_pack"

    def __init__(self) -> None:
        super().__init__("Choose at least one piece that has not left yet.")


class TooManyUnits(Invalid):
    code: ClassVar[str] = "too_many_units"

    def __init__(self, title: str, left: int) -> None:
        super().__init__(f"Only {left} of “{title}” have not left yet.")


class AlreadyUnderWay(Conflict):
    code: ClassVar[str] = "already_under_way"

    def __init__(self) -> None:
        super().__init__("A parcel of this order has left already. Ask for a return instead.")
