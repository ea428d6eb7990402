"""Operators and workshops write promotions. A workshop's own is at its own cost, for its own
pieces; the market's may be at the market's cost, or shared with workshops that it names.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.kernel.principal import Principal, VendorRole
from core.promotions import manage_queries, queries
from core.promotions.codes import MAX_BATCH, normal_code, random_code
from core.promotions.errors import CodeTaken, NoSuchPromotion
from core.promotions.form import PromotionForm
from core.promotions.models import (
    PROMOTION_LIFECYCLE,
    WHOLE_BPS,
    Coupon,
    FundedBy,
    Promotion,
    PromotionStatus,
)
from core.promotions.terms import Scope, SetPiece, Terms, Tier, TierBasis

VERBS = {
    PromotionStatus.ACTIVE: "is running",
    PromotionStatus.PAUSED: "is paused",
    PromotionStatus.ENDED: "has ended",
    PromotionStatus.DRAFT: "is a draft",
}


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: the market (no ``vendor_id``) or one workshop."""

    caller: Principal
    vendor_id: UUID | None

    @classmethod
    def of(cls, caller: Principal) -> "Author":
        if caller.vendor_id is not None:
            return cls(caller, caller.require_vendor(VendorRole.CATALOG, VendorRole.FINANCE))
        caller.require_staff()
        return cls(caller, None)


async def save_promotion(
    session: AsyncSession,
    caller: Principal,
    form: PromotionForm,
    promotion_id: UUID | None = None,
) -> Promotion:
    """A new draft, or the new text of one. Orders keep what they were given."""
    author = Author.of(caller)
    promotion = await _of(session, author, promotion_id)
    if promotion.status is PromotionStatus.ENDED:
        raise Invalid("It has ended. Make a new one.")
    terms = await _terms(session, author, form)
    _ensure_named(author, form, terms)
    promotion.name, promotion.label = form.name, form.label
    promotion.kind, promotion.is_automatic = form.kind, form.is_automatic
    promotion.funded_by, promotion.platform_bps = _funding(author, form)
    promotion.currency = form.currency or None
    promotion.terms = terms.model_dump(mode="json")
    promotion.priority, promotion.is_exclusive = form.priority, form.is_exclusive
    promotion.stacking_group = form.stacking_group
    promotion.starts_at = _midnight(form.starts_on) if form.starts_on else None
    promotion.ends_at = _midnight(form.ends_on, days=1) if form.ends_on else None
    await _set_limits(session, promotion, form)
    session.add(promotion)
    await session.flush()
    if form.code:
        await _add_code(session, promotion, form.code)
    await audit.record(
        session, caller, "promotions.save", "promotion", promotion.id, promotion.name
    )
    return promotion


async def move_promotion(
    session: AsyncSession, caller: Principal, promotion_id: UUID, target: PromotionStatus
) -> None:
    promotion = await _of(session, Author.of(caller), promotion_id)
    PROMOTION_LIFECYCLE.check(promotion.status, target)
    promotion.status = target
    summary = f"{promotion.name} {VERBS[target]}"
    await audit.record(session, caller, "promotions.move", "promotion", promotion.id, summary)


async def make_codes(
    session: AsyncSession,
    caller: Principal,
    promotion_id: UUID,
    *,
    batch: str,
    prefix: str,
    count: int,
    use_limit: int | None = 1,
) -> int:
    """A batch of codes nobody can guess, each for ``use_limit`` uses."""
    promotion = await _of(session, Author.of(caller), promotion_id)
    if not 1 <= count <= MAX_BATCH:
        raise Invalid(f"A batch has 1 to {MAX_BATCH} codes.", field="count")
    batch = batch.strip()[:40]
    if not batch:
        raise Invalid("Give the batch a name.", field="batch")
    start = normal_code(prefix) if prefix.strip() else ""
    if start is None or len(start) > 20:  # noqa: PLR2004  what is left is random
        raise Invalid("A prefix is up to 20 plain letters and digits.", field="prefix")
    made = {random_code(start) for _ in range(count)}
    while len(made) < count:
        made.add(random_code(start))
    if await manage_queries.taken_codes(session, made):
        raise Invalid("Some of these codes exist already. Try again.", field="prefix")
    session.add_all(
        Coupon(promotion_id=promotion.id, code=code, batch=batch, use_limit=use_limit)
        for code in sorted(made)
    )
    await session.flush()
    summary = f"{count} codes “{batch}” for {promotion.name}"
    await audit.record(session, caller, "promotions.codes", "promotion", promotion.id, summary)
    return count


async def _of(session: AsyncSession, author: Author, promotion_id: UUID | None) -> Promotion:
    """Locked, so that no order uses it between the old limits and the new ones."""
    if promotion_id is None:
        return Promotion(vendor_id=author.vendor_id)  # pyright: ignore[reportCallIssue]  filled in
    promotion = await queries.lock_promotion(session, promotion_id, author.vendor_id)
    if promotion is None:
        raise NoSuchPromotion
    return promotion


async def _add_code(session: AsyncSession, promotion: Promotion, typed: str) -> None:
    code = normal_code(typed)
    if code is None:
        raise Invalid("A code is 2 to 40 plain letters and digits.", field="code")
    there = await queries.find_coupon(session, code)
    if there is not None and there.promotion_id != promotion.id:
        raise CodeTaken(code)
    if there is None:
        session.add(Coupon(promotion_id=promotion.id, code=code))
        await session.flush()


async def _set_limits(session: AsyncSession, promotion: Promotion, form: PromotionForm) -> None:
    """Counted anew under the lock: while nothing was limited, nothing was counted."""
    uses, spent = await queries.usage_of(session, promotion.id)
    budget = _minor(form.budget, form.currency)
    if form.total_limit is not None and form.total_limit < uses:
        raise Invalid(f"It has been used {uses} times already.", field="total_limit")
    if budget is not None and budget < spent:
        raise Invalid("More than this has been given already.", field="budget")
    if form.customer_limit is not None:
        most = await manage_queries.most_uses_of_one(session, promotion.id)
        if form.customer_limit < most:
            raise Invalid(f"Somebody has used it {most} times already.", field="customer_limit")
    promotion.redeemed_count, promotion.spent_minor = uses, spent
    promotion.total_limit, promotion.customer_limit = form.total_limit, form.customer_limit
    promotion.budget_minor = budget


def _funding(author: Author, form: PromotionForm) -> tuple[FundedBy, int]:
    if author.vendor_id is not None or form.funded_by is FundedBy.VENDOR:
        return FundedBy.VENDOR, 0
    if form.funded_by is FundedBy.SHARED and form.platform_percent is not None:
        return FundedBy.SHARED, int(form.platform_percent * 100)
    return FundedBy.PLATFORM, WHOLE_BPS


def _ensure_named(author: Author, form: PromotionForm, terms: Terms) -> None:
    """No workshop pays for a discount that does not name it."""
    costs_workshops = form.funded_by is not FundedBy.PLATFORM
    if author.vendor_id is None and costs_workshops and not terms.scope.vendors:
        raise Invalid("Name the workshops that pay a part of it.", field="workshops")


async def _terms(session: AsyncSession, author: Author, form: PromotionForm) -> Terms:
    async def ids(what: str, names: tuple[str, ...], field: str = "") -> frozenset[UUID]:
        found = await manage_queries.ids_named(session, what, names, vendor_id=author.vendor_id)
        missing = [name for name in names if name not in found]
        if missing:
            raise Invalid(f"There is no “{missing[0]}”.", field=field or what)
        return frozenset(found.values())

    is_market = author.vendor_id is None
    scope = Scope(
        products=await ids("products", form.products),
        categories=await ids("categories", form.categories),
        collections=await ids("collections", form.collections),
        vendors=await ids("workshops", form.workshops) if is_market else frozenset(),
        not_products=await ids("products", form.not_products, "not_products"),
        not_categories=await ids("categories", form.not_categories, "not_categories"),
    )
    return Terms(
        scope=scope,
        percent_bps=int(form.percent * 100) if form.percent else None,
        amount_minor=_minor(form.amount, form.currency),
        cap_minor=_minor(form.cap, form.currency),
        buy_quantity=form.buy,
        get_quantity=form.get,
        reward_products=await ids("products", form.rewards, "rewards"),
        bundle=await _bundle(session, author, form),
        tier_basis=form.tier_basis,
        tiers=_tiers(form),
        minimum_minor=_minor(form.minimum, form.currency),
        minimum_quantity=form.minimum_quantity,
        countries=_countries(form),
        groups=await ids("groups", form.groups) if is_market else frozenset(),
        is_first_order=form.is_first_order,
    )


async def _bundle(
    session: AsyncSession, author: Author, form: PromotionForm
) -> tuple[SetPiece, ...]:
    wanted: dict[str, int] = {}
    for line in form.bundle:
        slug, _, times = line.rpartition(" x") if " x" in line else (line, "", "1")
        if not times.isdecimal() or not 1 <= int(times) <= 99:  # noqa: PLR2004
            raise Invalid(f"“{line}” is no piece of a set.", field="bundle")
        wanted[slug.strip()] = int(times)
    found = await manage_queries.ids_named(
        session, "products", wanted.keys(), vendor_id=author.vendor_id
    )
    if missing := [slug for slug in wanted if slug not in found]:
        raise Invalid(f"There is no “{missing[0]}”.", field="bundle")
    return tuple(
        SetPiece(product_id=found[slug], quantity=count) for slug, count in wanted.items()
    )


def _tiers(form: PromotionForm) -> tuple[Tier, ...]:
    steps: list[Tier] = []
    for line in form.tiers:
        start, _, percent = line.partition(":")
        try:
            threshold, off = Decimal(start.strip()), Decimal(percent.strip(" %"))
            step = Tier(
                threshold=_minor(threshold, form.currency) or 0
                if form.tier_basis is TierBasis.SUM
                else int(threshold),
                percent_bps=int(off * 100),
            )
        except (ArithmeticError, ValueError) as error:
            raise Invalid(f"“{line}” is no step. Write 3: 10.", field="tiers") from error
        steps.append(step)
    return tuple(steps)


def _countries(form: PromotionForm) -> tuple[str, ...]:
    codes = tuple(word.upper() for word in form.countries)
    for code in codes:
        if len(code) != 2 or not code.isascii() or not code.isalpha():  # noqa: PLR2004
            raise Invalid(f"“{code}” is no country code.", field="countries")
    return codes


def _minor(amount: Decimal | None, currency: str) -> int | None:
    return Money.from_decimal(amount, currency).minor if amount is not None else None


def _midnight(day: date, *, days: int = 0) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC) + timedelta(days=days)
