"""Pay whoever's day has come."""

import logging
from datetime import date
from uuid import UUID

from core.db.session import read_session, transaction
from core.kernel.principal import SYSTEM
from core.payouts import queries
from core.payouts.create_payout import create_payout
from core.payouts.errors import NotPayable
from core.payouts.schedule import next_day

log = logging.getLogger(__name__)


async def sweep(on: date) -> int:
    """Safe to run twice or side by side; returns how many payouts were made. Each vendor is a
    transaction of its own: one that fails holds up nobody.
    """
    made = 0
    while True:
        async with read_session() as session:
            due = await queries.list_due_vendors(session, on)
        if not due:
            return made
        for vendor_id in due:
            made += await _pay(vendor_id, on)


async def _pay(vendor_id: UUID, on: date) -> int:
    made = 0
    async with transaction() as session:
        plan = await queries.lock_plan(session, vendor_id)
        if plan is None or plan.next_on > on:
            return 0
        for currency in await queries.payable_currencies(session, vendor_id):
            try:
                await create_payout(session, SYSTEM, vendor_id, currency)
            except NotPayable as reason:
                log.info("No payout for %s in %s: %s", vendor_id, currency, reason)
                continue
            made += 1
        plan.next_on = next_day(plan.schedule, plan.on_day, on)
    return made
