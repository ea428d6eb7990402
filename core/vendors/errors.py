"""What vendors are refused."""

from typing import ClassVar

from core.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class VendorNotFound(NotFound):
    code: ClassVar[str] = "vendor_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such workshop.")


class ShopDetailsInvalid(Invalid):
    code: ClassVar[str] = "shop_details_invalid"


class ShopIncomplete(Conflict):
    """Asked for a review too early. ``missing`` are the names of the open fields."""

    code: ClassVar[str] = "shop_incomplete"

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        words = ", ".join(name.replace("_", " ") for name in missing)
        super().__init__(f"Before the review, fill in: {words}.")


class ReasonMissing(Invalid):
    code: ClassVar[str] = "reason_missing"

    def __init__(self) -> None:
        super().__init__("Say why, in a sentence the workshop will read.", field="reason")


class OwnWorkshop(Forbidden):
    code: ClassVar[str] = "own_workshop"

    def __init__(self) -> None:
        super().__init__("You act for this workshop: a colleague has to decide about it.")


class AlreadyMember(Conflict):
    code: ClassVar[str] = "already_member"

    def __init__(self) -> None:
        super().__init__("This person already belongs to the workshop.")


class TooManyMembers(Conflict):
    code: ClassVar[str] = "too_many_members"

    def __init__(self, most: int) -> None:
        super().__init__(f"A workshop has at most {most} members.")


class MemberNotFound(NotFound):
    code: ClassVar[str] = "member_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such member in this workshop.")


class LastOwner(Conflict):
    code: ClassVar[str] = "last_owner"

    def __init__(self) -> None:
        super().__init__("A workshop keeps at least one owner. Make someone else owner first.")


class CommissionPlanNotFound(NotFound):
    code: ClassVar[str] = "commission_plan_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such commission plan.")


class CommissionPlanInvalid(Invalid):
    code: ClassVar[str] = "commission_plan_invalid"


class CommissionRuleNotFound(NotFound):
    code: ClassVar[str] = "commission_rule_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such commission rule.")


class CommissionRuleInvalid(Invalid):
    code: ClassVar[str] = "commission_rule_invalid"
