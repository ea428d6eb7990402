"""Cards that buyers left with a gateway. Saga edges: the gateway is asked between transactions.

What is kept is what the gateway says is kept: ``sync_methods`` makes our rows the same.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.identity.models import User
from core.kernel.clock import utc_now
from core.kernel.errors import NotFound
from core.kernel.ids import new_id
from core.kernel.principal import Principal
from core.payments import method_queries as queries
from core.payments.method_models import SavedMethod
from core.payments.providers.base import PaymentProvider
from core.payments.providers.methods import KeepsMethods, SetupRequest
from core.payments.providers.registry import provider, providers

PAGE_OPEN = timedelta(minutes=45)


async def list_saved(session: AsyncSession, buyer: Principal) -> Sequence[SavedMethod]:
    return await queries.methods_of(session, buyer.require_user())


def keepers(currency: str) -> list[str]:
    """Gateways that can keep a card, the preferred one first."""
    return [
        gateway.name
        for gateway in providers()
        if isinstance(gateway, KeepsMethods) and gateway.ways(currency)
    ]


async def start_saving(buyer: Principal, currency: str, *, back: str, canceled: str) -> str:
    """Address of the gateway's page on which a card is left."""
    user_id = buyer.require_user()
    names = keepers(currency)
    if not names:
        raise NotFound("Cards cannot be saved at the moment.")
    gateway = _keeper(names[0])
    customer = await customer_of(gateway, user_id, buyer.email or "")
    opened = await gateway.start_setup(
        SetupRequest(
            key=f"setup:{new_id()}",
            customer=customer,
            currency=currency,
            return_url=back,
            cancel_url=canceled,
            expires_at=utc_now() + PAGE_OPEN,
        )
    )
    return opened.redirect_url


async def sync_methods(user_id: UUID) -> int:
    """Our rows become what the gateways keep; returns how many are usable."""
    async with transaction() as session:
        customers = await queries.customers_of(session, user_id)
    found = 0
    for customer in customers:
        kept = await _keeper(customer.provider).list_methods(customer.reference)
        async with transaction() as session:
            rows = await queries.lock_methods_at(session, user_id, customer.provider)
            for method in kept:
                row = rows.pop(method.reference, None) or SavedMethod(
                    user_id=user_id,
                    provider=customer.provider,
                    customer_reference=customer.reference,
                    reference=method.reference,
                    kind=method.kind,
                )
                row.brand, row.last4 = method.brand, method.last4
                row.expiry_month, row.expiry_year = method.expiry_month, method.expiry_year
                session.add(row)
            for gone in rows.values():
                gone.removed_at = gone.removed_at or utc_now()
        found += len(kept)
    return found


async def remove_saved(buyer: Principal, method_id: UUID) -> None:
    """Gone at the gateway first: a card we no longer show cannot be charged any more."""
    user_id = buyer.require_user()
    async with transaction() as session:
        method = await queries.lock_own_method(session, user_id, method_id)
    await _keeper(method.provider).remove_method(method.reference)
    async with transaction() as session:
        row = await queries.lock_own_method(session, user_id, method_id)
        row.removed_at = utc_now()


async def customer_of(gateway: KeepsMethods, user_id: UUID, email: str = "") -> str:
    """The account of one of our buyers at the gateway; made when it is first needed."""
    async with transaction() as session:
        known = await queries.find_customer(session, user_id, gateway.name)
        email = email or (await session.get_one(User, user_id)).email
    if known is not None:
        return known.reference
    made = await gateway.create_customer(email, key=f"customer:{user_id}")
    async with transaction() as session:
        await queries.remember_customer(session, user_id, gateway.name, made)
        known = await queries.find_customer(session, user_id, gateway.name)
    return known.reference if known else made


def _keeper(name: str) -> KeepsMethods:
    gateway: PaymentProvider = provider(name)
    if not isinstance(gateway, KeepsMethods):
        raise NotFound(f"Cards cannot be kept with {name}.")
    return gateway
