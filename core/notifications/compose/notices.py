"""Mails about notices of illegal content: to whoever reported, and to the workshop."""

from core.content.models import Measure, Notice, NoticeReason
from core.identity.links import origin
from core.identity.models import App
from core.notifications.compose.orders import MEMBERS_REASON
from core.notifications.letter import Facts, Letter, Paragraph, Quote, Row
from core.notifications.wording import day
from core.vendors.models import Vendor

REASONS = {
    NoticeReason.ILLEGAL_PRODUCT: "The piece may not be sold",
    NoticeReason.UNSAFE_PRODUCT: "The piece is unsafe",
    NoticeReason.COUNTERFEIT: "Counterfeit or somebody else’s trade mark",
    NoticeReason.COPYRIGHT: "Somebody else’s pictures, texts or design",
    NoticeReason.MISLEADING: "Misleading claims",
    NoticeReason.FALSE_REVIEW: "False or bought review",
    NoticeReason.HATE: "Hate or threats",
    NoticeReason.PRIVACY: "Personal data of somebody",
    NoticeReason.OTHER: "Something else",
}
MEASURES = {
    Measure.NONE: "Nothing is taken down: we did not find it illegal or against our terms.",
    Measure.PRODUCT_PAUSED: "The piece is no longer shown or sold.",
    Measure.WORKSHOP_SUSPENDED: "The workshop is suspended: nothing of it is shown or sold.",
    Measure.CONTENT_REMOVED: "The content is taken down.",
}
REDRESS = (
    "If you do not agree, answer this mail within six months: another person decides again, "
    "without cost. You may also turn to a certified out-of-court dispute settlement body or to "
    "a court."
)
REPORTERS_REASON = "You get this mail because your address was given with the notice."


def received(notice: Notice) -> Letter:
    return Letter(
        kind="notice_received",
        fact=str(notice.id),
        subject=f"We have your notice {notice.number}",
        heading="Thank you: we look into it",
        blocks=(
            Paragraph(_hello(notice)),
            Paragraph(f"A person decides about it until {day(notice.due_at.date())}."),
            _facts(notice),
            Quote(notice.explanation),
        ),
        reason=REPORTERS_REASON,
    )


def decided(notice: Notice) -> Letter:
    return Letter(
        kind="notice_decided",
        fact=str(notice.id),
        subject=f"Decision on your notice {notice.number}",
        heading="We have decided",
        blocks=(
            Paragraph(_hello(notice)),
            Paragraph(_measure(notice)),
            _facts(notice),
            Quote(notice.statement),
            Paragraph("A person decided, without automated means."),
            Paragraph(REDRESS),
        ),
        reason=REPORTERS_REASON,
    )


def statement_of_reasons(notice: Notice, vendor: Vendor) -> Letter:
    """What article 17 of the Digital Services Act wants the other side to be told."""
    return Letter(
        kind="statement_of_reasons",
        fact=str(notice.id),
        subject=f"Content of {vendor.name} is restricted: notice {notice.number}",
        heading="Statement of reasons",
        blocks=(
            Paragraph(_measure(notice)),
            _facts(notice),
            Quote(notice.statement),
            Paragraph(
                "The decision rests on a notice from outside and on section 8 of our terms of "
                f"use: {origin(App.STOREFRONT)}/legal/terms. It holds everywhere and until "
                "it is lifted. A person decided, without automated means."
            ),
            Paragraph(REDRESS),
        ),
        reason=MEMBERS_REASON.format(vendor.name),
    )


def _measure(notice: Notice) -> str:
    return MEASURES[notice.measure or Measure.NONE]


def _hello(notice: Notice) -> str:
    return f"Hello {notice.reporter_name}," if notice.reporter_name else "Hello,"


def _facts(notice: Notice) -> Facts:
    rows = (
        Row("Notice", notice.number),
        Row("About", notice.subject),
        Row("Page", notice.path, url=f"{origin(App.STOREFRONT)}{notice.path}"),
        Row("Reason given", REASONS[notice.reason]),
    )
    return Facts(tuple(row for row in rows if row.value))
