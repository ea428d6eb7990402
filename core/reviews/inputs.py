"""What people may write. Checked here, once, for every edge."""

import re
import unicodedata
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, EmailStr, Field

from core.reviews.models import MOST_PHOTOS, MOST_STARS, ReportReason, ReportTarget

SHORTEST_REVIEW = 10
LONGEST_REVIEW = 4000
LONGEST_TITLE = 120
SHORTEST_QUESTION = 10
LONGEST_QUESTION = 1000
LONGEST_ANSWER = 2000
LONGEST_REASON = 1000
_BLANK_LINES = re.compile(r"\n{3,}")


def plain(text: str) -> str:
    """Without control and invisible formatting characters, at most one blank line at a time."""
    unified = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(
        letter
        for letter in unified
        if letter in "\n\N{ZERO WIDTH JOINER}" or unicodedata.category(letter)[0] != "C"
    )
    return _BLANK_LINES.sub("\n\n", kept).strip()


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


class ReviewInput(BaseModel):
    """``photos`` are ids of the writer's own uploads, in the order to show them."""

    model_config = ConfigDict(frozen=True)

    rating: Annotated[int, Field(ge=1, le=MOST_STARS)]
    title: Annotated[str, AfterValidator(one_line), Field(max_length=LONGEST_TITLE)] = ""
    body: Annotated[
        str, AfterValidator(plain), Field(min_length=SHORTEST_REVIEW, max_length=LONGEST_REVIEW)
    ]
    photos: Annotated[tuple[UUID, ...], Field(max_length=MOST_PHOTOS)] = ()


class QuestionInput(BaseModel):
    model_config = ConfigDict(frozen=True)

    body: Annotated[
        str,
        AfterValidator(plain),
        Field(min_length=SHORTEST_QUESTION, max_length=LONGEST_QUESTION),
    ]


class AnswerInput(BaseModel):
    """A workshop's public word, to a review or a question."""

    model_config = ConfigDict(frozen=True)

    text: Annotated[str, AfterValidator(plain), Field(min_length=2, max_length=LONGEST_ANSWER)]


class ReportInput(BaseModel):
    model_config = ConfigDict(frozen=True)

    target: ReportTarget
    id: UUID
    reason: ReportReason
    details: Annotated[str, AfterValidator(plain), Field(max_length=LONGEST_REASON)] = ""
    email: EmailStr | None = None
