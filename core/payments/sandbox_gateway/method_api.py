"""The part of the bank's API that keeps cards."""

from datetime import datetime

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session
from core.payments.sandbox_gateway import method_queries as queries
from core.payments.sandbox_gateway.answer import SessionAnswer, session_answer
from core.payments.sandbox_gateway.api import (
    GatewayRoute,
    IdempotencyKey,
    as_response,
    require_api_key,
)
from core.payments.sandbox_gateway.faults import ordered_fault
from core.payments.sandbox_gateway.idempotency import answer_once
from core.payments.sandbox_gateway.method_models import SandboxMethod, SandboxSetup
from core.payments.sandbox_gateway.save_method import (
    CustomerAnswer,
    NewCharge,
    NewCustomer,
    NewSetup,
    charge_method,
    create_customer,
    create_setup,
)
from core.settings import AppName, settings

router = APIRouter(
    prefix="/v1", route_class=GatewayRoute, dependencies=[Depends(require_api_key)]
)


class SetupAnswer(BaseModel):
    id: str
    page_url: str
    expires_at: datetime

    @classmethod
    def of(cls, setup: SandboxSetup) -> "SetupAnswer":
        origin = settings().origin(AppName.STOREFRONT)
        page = f"{origin}/sandbox-gateway/cards/{setup.page_token}"
        return cls(id=setup.reference, page_url=page, expires_at=setup.expires_at)


class MethodAnswer(BaseModel):
    id: str
    brand: str
    last4: str
    expiry_month: int
    expiry_year: int

    @classmethod
    def of(cls, method: SandboxMethod) -> "MethodAnswer":
        return cls(
            id=method.reference, **method.model_dump(include=set(cls.model_fields) - {"id"})
        )


class MethodsAnswer(BaseModel):
    methods: list[MethodAnswer]


@router.post("/customers")
async def new_customer(wanted: NewCustomer, key: IdempotencyKey) -> Response:
    async def work(session: AsyncSession) -> CustomerAnswer:
        return await create_customer(session, wanted)

    request = f"customer {wanted.model_dump_json()}"
    return as_response(await answer_once(key, request, work, None))


@router.get("/customers/{reference}/methods")
async def list_methods(reference: str) -> MethodsAnswer:
    async with read_session() as session:
        await queries.get_customer(session, reference)
        found = await queries.methods_of(session, reference)
    return MethodsAnswer(methods=[MethodAnswer.of(method) for method in found])


@router.post("/setups")
async def new_setup(wanted: NewSetup, key: IdempotencyKey) -> Response:
    async def work(session: AsyncSession) -> SetupAnswer:
        return SetupAnswer.of(await create_setup(session, wanted))

    return as_response(await answer_once(key, f"setup {wanted.model_dump_json()}", work, None))


@router.post("/methods/{reference}/remove")
async def remove(reference: str, key: IdempotencyKey) -> Response:
    async def work(session: AsyncSession) -> MethodAnswer:
        method = await queries.get_method(session, reference)
        method.is_removed = True
        return MethodAnswer.of(method)

    return as_response(await answer_once(key, f"remove {reference}", work, None))


@router.post("/charges")
async def charge(wanted: NewCharge, key: IdempotencyKey) -> Response:
    async def work(session: AsyncSession) -> SessionAnswer:
        return await session_answer(session, await charge_method(session, wanted))

    fault = ordered_fault(wanted.metadata, "charge")
    request = f"charge {wanted.model_dump_json()}"
    return as_response(await answer_once(key, request, work, fault))
