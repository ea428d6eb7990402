"""Imports every table so that the metadata is complete (migrations, test fixtures)."""

import core.cart.models
import core.catalog.guide_models
import core.catalog.models
import core.catalog.slug_models
import core.content.models
import core.documents.models
import core.events.models
import core.identity.group_models
import core.identity.models
import core.inventory.models
import core.ledger.models
import core.media.models
import core.notifications.models
import core.notifications.push_models
import core.orders.models
import core.payments.gateway_models
import core.payments.method_models
import core.payments.models
import core.payments.sandbox_gateway.method_models
import core.payments.sandbox_gateway.models
import core.payments.sandbox_gateway.payout_models
import core.payouts.models
import core.prepaid.models
import core.promotions.models
import core.reporting.models
import core.reporting.proof_models
import core.returns.dispute_models
import core.returns.models
import core.reviews.models
import core.saved.models
import core.search.models
import core.shipping.models
import core.taxes.models
import core.vendors.models  # noqa: F401
