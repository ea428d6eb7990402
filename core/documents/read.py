"""Who may read which document. For everybody else it does not exist."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.documents import queries
from core.documents.errors import NoSuchDocument
from core.documents.models import Document
from core.kernel.pagination import Page, clamp
from core.kernel.principal import Principal, VendorRole
from core.orders import queries as orders
from core.orders.models import Order

PAGE_SIZE = 25


async def document_of_buyer(
    session: AsyncSession, caller: Principal, number: str, document_id: UUID, *, token: str
) -> Document:
    """To the account of the order, or to whoever holds the link with its secret."""
    order = await _order(session, caller, number, token)
    return _found(await queries.find_document(session, document_id, order_id=order.id))


async def documents_of_buyer(session: AsyncSession, order: Order) -> Sequence[Document]:
    """The caller has checked who may read the order."""
    return await queries.documents_of_order(session, order.id)


async def document_of_vendor(
    session: AsyncSession, caller: Principal, document_id: UUID
) -> Document:
    vendor_id = caller.require_vendor(VendorRole.ORDERS, VendorRole.FINANCE)
    return _found(await queries.find_document(session, document_id, vendor_id=vendor_id))


async def list_documents_of_vendor(
    session: AsyncSession, caller: Principal, *, page: int = 1
) -> Page[Document]:
    vendor_id = caller.require_vendor(VendorRole.ORDERS, VendorRole.FINANCE)
    number, size = clamp(page, PAGE_SIZE)
    return await queries.list_of_vendor(session, vendor_id, number=number, size=size)


async def document_of_staff(
    session: AsyncSession, caller: Principal, document_id: UUID
) -> Document:
    caller.require_staff()
    return _found(await queries.find_document(session, document_id))


async def _order(session: AsyncSession, caller: Principal, number: str, token: str) -> Order:
    if token:
        return await orders.get_by_token(session, number, token[:100])
    return await orders.get_of_user(session, caller.require_user(), number)


def _found(document: Document | None) -> Document:
    if document is None:
        raise NoSuchDocument
    return document
