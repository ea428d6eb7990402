"""Disputes at Stripe."""

from datetime import UTC, datetime

from core.payments.providers.disputes import DisputeStatus, ProviderDispute
from core.payments.providers.stripe_amounts import from_stripe
from core.payments.providers.stripe_line import StripeLine

_STATUSES = {
    "won": DisputeStatus.WON,
    "lost": DisputeStatus.LOST,
    "warning_closed": DisputeStatus.WON,
    "under_review": DisputeStatus.UNDER_REVIEW,
    "warning_under_review": DisputeStatus.UNDER_REVIEW,
}


class StripeDisputes:
    _line: StripeLine

    async def fetch_dispute(self, reference: str) -> ProviderDispute:
        dispute = await self._line.read(
            "fetch_dispute",
            lambda: self._line.client.v1.disputes.retrieve_async(reference),
        )
        due = dispute.evidence_details.due_by
        return ProviderDispute(
            reference=dispute.id,
            payment_reference=str(dispute.payment_intent or ""),
            status=_STATUSES.get(dispute.status, DisputeStatus.OPEN),
            amount=from_stripe(dispute.amount, dispute.currency),
            reason=dispute.reason,
            evidence_due=datetime.fromtimestamp(due, UTC) if due else None,
        )
