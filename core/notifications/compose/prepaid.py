"""Mails about gift cards and points."""

from datetime import date

from core.kernel.money import Money
from core.notifications.letter import Button, Facts, Letter, Paragraph, Quote, Row
from core.notifications.wording import count, day, money
from core.prepaid.models import GiftCard
from core.settings import AppName, settings


def gift_card(card: GiftCard, link: str, fact: str) -> Letter:
    """The code is behind the link: a mail is kept, a code is not."""
    sender = card.sender_name or "Somebody"
    hello = f"Hello {card.recipient_name}," if card.recipient_name else "Hello,"
    ends = (Row("To be spent by", day(card.expires_at.date())),) if card.expires_at else ()
    return Letter(
        kind="gift_card",
        fact=fact,
        subject=f"{sender} sends you a gift card of {money(card.initial)}",
        heading=f"A gift card of {money(card.initial)}",
        summary=f"From {sender}, for every piece of every workshop.",
        blocks=(
            Paragraph(hello),
            Paragraph(f"{sender} sends you a gift card for EcoMarket."),
            *((Quote(card.message),) if card.message else ()),
            Facts((Row("Worth", money(card.initial)), *ends)),
            Button("Open your gift card", link),
            Paragraph("Its code is on that page. Type it at the checkout, or print the page."),
        ),
        reason="You get this mail because somebody sent you a gift card.",
    )


def points_end(points: int, worth: Money, ends: date, lot: str) -> Letter:
    return Letter(
        kind="points_end",
        fact=lot,
        subject=f"{count(points, 'point')} of yours end on {day(ends)}",
        heading=f"{count(points, 'point')} end on {day(ends)}",
        summary=f"They are worth {money(worth)}.",
        blocks=(
            Paragraph(
                f"{count(points, 'point')}, worth {money(worth)}, can be spent until "
                f"{day(ends)}. Tick “Use points” at the checkout."
            ),
            Button(
                "See your points", f"{settings().origin(AppName.STOREFRONT)}/account/credit"
            ),
        ),
        reason="You get this mail because you have points on EcoMarket.",
    )
