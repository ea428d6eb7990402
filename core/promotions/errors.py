"""Why a code or a promotion is refused."""

from typing import ClassVar

from core.kernel.errors import Conflict, Invalid, NotFound


class UnknownCode(Invalid):
    code: ClassVar[str] = "unknown_code"

    def __init__(self, typed: str) -> None:
        self.typed = typed
        super().__init__(
            f"There is no code “{typed}”. Look for a letter that is wrong.", field="code"
        )


class TooManyCodes(Invalid):
    code: ClassVar[str] = "too_many_codes"

    def __init__(self, most: int) -> None:
        super().__init__(f"A bag holds {most} codes. Take one out first.", field="code")


class PromotionGone(Conflict):
    """It was there when the bag was priced, and somebody else took the last one."""

    code: ClassVar[str] = "promotion_gone"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} was used up just now. Check the new total, then order.")


class UsedByYou(Conflict):
    code: ClassVar[str] = "promotion_used"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"You have used {name} before. Check the new total, then order.")


class NoSuchPromotion(NotFound):
    code: ClassVar[str] = "no_such_promotion"

    def __init__(self) -> None:
        super().__init__("There is no such promotion.")


class CodeTaken(Conflict):
    code: ClassVar[str] = "code_taken"

    def __init__(self, taken: str) -> None:
        super().__init__(f"The code {taken} belongs to a promotion already.")
