"""What reviews and questions refuse."""

from typing import ClassVar
from uuid import UUID

from core.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from core.reviews.models import MOST_PHOTOS


class ReviewNotFound(NotFound):
    code: ClassVar[str] = "review_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such review.")


class QuestionNotFound(NotFound):
    code: ClassVar[str] = "question_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such question.")


class ReportNotFound(NotFound):
    code: ClassVar[str] = "report_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such report.")


class NotBought(NotFound):
    """Not a line of this buyer's orders, or one that did not arrive yet."""

    code: ClassVar[str] = "not_bought"

    def __init__(self) -> None:
        super().__init__("You can review a piece once it was delivered to you.")


class AlreadyReviewed(Conflict):
    code: ClassVar[str] = "already_reviewed"

    def __init__(self, review_id: UUID) -> None:
        self.review_id = review_id
        super().__init__("You have reviewed this piece already. You can edit what you wrote.")


class TooLateToEdit(Conflict):
    code: ClassVar[str] = "too_late_to_edit"

    def __init__(self, days: int) -> None:
        self.days = days
        super().__init__(f"A review can be edited for {days} days. You can still delete it.")


class OwnWork(Forbidden):
    code: ClassVar[str] = "own_work"

    def __init__(self) -> None:
        super().__init__("You work for this workshop, so you cannot review its pieces.")


class OwnReview(Forbidden):
    code: ClassVar[str] = "own_review"

    def __init__(self) -> None:
        super().__init__("This is your own review.")


class TooManyPhotos(Invalid):
    code: ClassVar[str] = "too_many_photos"

    def __init__(self) -> None:
        super().__init__(f"A review has at most {MOST_PHOTOS} photos.", field="photos")


class ContactsNotAllowed(Invalid):
    """A workshop's public answer that leads away from the market."""

    code: ClassVar[str] = "contacts_not_allowed"

    def __init__(self, found: str, field: str) -> None:
        self.found = found
        super().__init__(f"Leave out {found}: this is read by everybody.", field=field)


class ReasonMissing(Invalid):
    code: ClassVar[str] = "reason_missing"

    def __init__(self) -> None:
        super().__init__("Say why: its author is told the reason.", field="reason")
