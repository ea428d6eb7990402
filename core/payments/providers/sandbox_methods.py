"""Cards left with the sandbox bank."""

from datetime import datetime
from urllib.parse import quote

from core.payments.providers.base import OutcomeUnknown, ProviderPayment, ProviderSession
from core.payments.providers.http import GatewayClient, understood
from core.payments.providers.methods import ProviderMethod, SavedCharge, SetupRequest
from core.payments.providers.sandbox_reading import read_payment


class SandboxMethods:
    _client: GatewayClient

    async def create_customer(self, email: str, *, key: str) -> str:
        answer = await self._client.post("/v1/customers", {"email": email}, idempotency_key=key)
        with understood():
            return answer["id"]

    async def start_setup(self, request: SetupRequest) -> ProviderSession:
        body = {
            "customer": request.customer,
            "return_url": request.return_url,
            "cancel_url": request.cancel_url,
            "expires_at": request.expires_at.isoformat(),
        }
        answer = await self._client.post("/v1/setups", body, idempotency_key=request.key)
        with understood():
            expires_at = datetime.fromisoformat(answer["expires_at"])
            return ProviderSession(answer["id"], answer["page_url"], expires_at)

    async def list_methods(self, customer: str) -> list[ProviderMethod]:
        answer = await self._client.get(f"/v1/customers/{quote(customer, safe='')}/methods")
        with understood():
            return [
                ProviderMethod(
                    reference=method["id"],
                    kind="card",
                    brand=method["brand"],
                    last4=method["last4"],
                    expiry_month=method["expiry_month"],
                    expiry_year=method["expiry_year"],
                )
                for method in answer["methods"]
            ]

    async def remove_method(self, method: str) -> None:
        path = f"/v1/methods/{quote(method, safe='')}/remove"
        await self._client.post(path, idempotency_key=f"remove:{method}")

    async def charge_saved(self, charge: SavedCharge) -> ProviderPayment:
        body = {
            "customer": charge.customer,
            "method": charge.method,
            "amount_minor": charge.amount.minor,
            "currency": charge.amount.currency,
            "reference": charge.reference,
            "description": charge.description,
            "metadata": dict(charge.metadata),
        }
        payment = read_payment(
            await self._client.post("/v1/charges", body, idempotency_key=charge.key)
        )
        if payment.amount != charge.amount:
            raise OutcomeUnknown("The payment service charged another amount than ours.")
        return payment
