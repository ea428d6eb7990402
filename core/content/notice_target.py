"""What a notice is about, from the address that somebody gave."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.content import notice_queries
from core.content.errors import NoticeIncomplete
from core.settings import AppName, settings
from core.vendors import queries as vendors

LONGEST_PATH = 500
PRODUCT, SHOP = "p", "shop"
PARTS = 2  # /p/slug


@dataclass(frozen=True, slots=True)
class Target:
    path: str
    subject: str = ""
    product_id: UUID | None = None
    vendor_id: UUID | None = None


def shop_path(address: str) -> str:
    """The path of a page of this shop, from a path or a whole address."""
    typed = address.strip()
    parts = urlsplit(typed) if typed.isprintable() else urlsplit("")
    own = urlsplit(settings().origin(AppName.STOREFRONT)).netloc
    is_ours = not parts.netloc or parts.netloc == own
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    path += f"#{parts.fragment}" if parts.fragment else ""
    if not is_ours or not path.startswith("/") or len(path) > LONGEST_PATH:
        raise NoticeIncomplete("Give the address of a page of this shop.", field="url")
    return path


async def find_target(session: AsyncSession, address: str) -> Target:
    """Product and workshop behind the address, as far as there are any."""
    path = shop_path(address)
    names = [name for name in urlsplit(path).path.split("/") if name]
    if len(names) < PARTS:
        return Target(path)
    kind, slug = names[0], names[1]
    if kind == PRODUCT and (product := await notice_queries.find_product(session, slug)):
        vendor = await vendors.get_vendor(session, product.vendor_id)
        return Target(path, f"{product.title}, {vendor.name}", product.id, vendor.id)
    if kind == SHOP and (vendor := await vendors.find_by_slug(session, slug)):
        return Target(path, vendor.name, None, vendor.id)
    return Target(path)
