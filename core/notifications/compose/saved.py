"""Mails about alerts, followed workshops and saved searches."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from core.catalog.models import Product, ProductVariant
from core.kernel.money import Money
from core.notifications.letter import Block, Button, Facts, Letter, Paragraph, Row
from core.notifications.wording import count, listed, money
from core.saved import links
from core.saved.models import Alert, AlertKind, SavedSearch
from core.settings import AppName, settings
from core.vendors.models import Vendor

Piece = tuple[Product, Vendor]


@dataclass(frozen=True, slots=True)
class Subject:
    """What an alert is about."""

    product: Product
    variant: ProductVariant
    vendor: Vendor

    @property
    def name(self) -> str:
        options = ", ".join(self.variant.options)
        return f"{self.product.title} ({options})" if options else self.product.title

    @property
    def url(self) -> str:
        query = f"?{urlencode({'variant': self.variant.sku})}" if self.variant.sku else ""
        return f"{_product_url(self.product)}{query}"


def confirm_alert(alert: Alert, subject: Subject) -> Letter:
    if alert.kind is AlertKind.PRICE and alert.target is not None:
        wish = f"{subject.name} costs {money(alert.target)} or less"
    else:
        wish = f"{subject.name} can be bought again"
    return Letter(
        kind="confirm_alert",
        fact=str(alert.id),
        subject="Shall we tell you?",
        heading="Confirm your alert",
        summary="One click, and we write once when it is so.",
        blocks=(
            Paragraph(f"Someone asked us to write to this address once {wish}."),
            Button("Yes, tell me", links.confirm_alert_link(alert.id)),
            Paragraph(
                "The link works for two days. If it was not you, do nothing: no mail follows."
            ),
        ),
        reason="You get this mail because your address was entered on the page of a piece.",
    )


def back_in_stock(alert: Alert, subject: Subject, price: Money | None) -> Letter:
    rows = (Row("Price today", money(price)),) if price else ()
    return Letter(
        kind="back_in_stock",
        fact=str(alert.id),
        subject=f"Back in stock: {subject.product.title}",
        heading="It is back",
        summary=f"{subject.name} can be bought again.",
        blocks=(
            Paragraph(f"{subject.name} by {subject.vendor.name} can be bought again."),
            *((Facts(rows),) if rows else ()),
            Button("Look at it", subject.url),
            Paragraph("We do not know for how long, and nothing is held for you."),
        ),
        reason=_alert_reason(alert),
        unsubscribe_url=links.unsubscribe_link(links.END_ALERT, alert.id),
    )


def price_reached(alert: Alert, subject: Subject, price: Money | None) -> Letter:
    rows = [Row("Price today", money(price))] if price else []
    if alert.target is not None:
        rows.append(Row("You waited for", money(alert.target)))
    if alert.seen is not None:
        rows.append(Row("When you set the alert", money(alert.seen)))
    return Letter(
        kind="price_reached",
        fact=str(alert.id),
        subject=f"Price reached: {subject.product.title}",
        heading="The price is where you wanted it",
        summary=f"{subject.name} costs {money(price)} now." if price else "",
        blocks=(
            Paragraph(f"{subject.name} by {subject.vendor.name} costs less now."),
            Facts(tuple(rows)),
            Button("Look at it", subject.url),
        ),
        reason=_alert_reason(alert),
        unsubscribe_url=links.unsubscribe_link(links.END_ALERT, alert.id),
    )


def followed_news(user_id: UUID, week: str, pieces: Sequence[Piece], total: int) -> Letter:
    makers = list(dict.fromkeys(vendor.name for _, vendor in pieces))
    return Letter(
        kind="followed_news",
        fact=f"{user_id}:{week}",
        subject=f"{count(total, 'new piece')} from workshops you follow",
        heading="New from the workshops you follow",
        summary=f"By {listed(makers[:3])}.",
        blocks=(
            _list_of(pieces),
            *_more(total - len(pieces)),
            Button("See all of them", f"{_home()}/account/following"),
        ),
        reason="You get this mail once a week at most, because you follow workshops.",
        unsubscribe_url=links.unsubscribe_link(links.END_DIGEST, user_id),
    )


def followed_piece(user_id: UUID, piece: Piece) -> Letter:
    product, vendor = piece
    return Letter(
        kind="followed_piece",
        fact=f"{user_id}:{product.id}",
        subject=f"New from {vendor.name}: {product.title}",
        heading=f"New from {vendor.name}",
        summary=product.title,
        blocks=(
            Paragraph(f"{product.title}. {product.summary}".strip()),
            Button("Look at it", _product_url(product)),
        ),
        reason="You get a mail of every new piece, because you follow this workshop.",
        unsubscribe_url=links.unsubscribe_link(links.END_DIGEST, user_id),
    )


def search_matched(
    search: SavedSearch, fact_id: UUID, pieces: Sequence[Piece], total: int
) -> Letter:
    return Letter(
        kind="search_matched",
        fact=str(fact_id),
        subject=f"{count(total, 'new piece')} for “{search.name}”",
        heading=f"New for “{search.name}”",
        blocks=(
            _list_of(pieces),
            *_more(total - len(pieces)),
            Button("See the search", f"{_home()}{search.href}"),
        ),
        reason="You get this mail because you saved this search, once a day at most.",
        unsubscribe_url=links.unsubscribe_link(links.END_SEARCH, search.id),
    )


def _list_of(pieces: Sequence[Piece]) -> Facts:
    return Facts(
        tuple(
            Row(vendor.name, product.title, url=_product_url(product))
            for product, vendor in pieces
        )
    )


def _more(left: int) -> tuple[Block, ...]:
    return (Paragraph(f"And {count(left, 'piece')} more."),) if left > 0 else ()


def _alert_reason(alert: Alert) -> str:
    kind = "price" if alert.kind is AlertKind.PRICE else "stock"
    return f"You get this mail once, because you set a {kind} alert. It has ended with it."


def _product_url(product: Product) -> str:
    return f"{_home()}/p/{product.slug}"


def _home() -> str:
    return settings().origin(AppName.STOREFRONT)
