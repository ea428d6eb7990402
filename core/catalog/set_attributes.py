"""Typed facts about products, from which facets are built."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import category_queries, queries
from core.catalog.announce import announce
from core.catalog.errors import AttributeNotFound
from core.catalog.models import Attribute, AttributeKind, ProductAttribute
from core.catalog.slugs import slugify
from core.catalog.update_product import lock_for_edit
from core.kernel.errors import Conflict, Invalid
from core.kernel.principal import Principal

LONGEST_VALUE = 120
MOST_VALUES = 40
FLAGS = {"yes", "no"}


async def set_attributes(
    session: AsyncSession,
    principal: Principal,
    product_id: UUID,
    values: Mapping[str, Sequence[str]],
) -> None:
    """Replace the values of the attributes named by code; an empty list takes one away."""
    product = await lock_for_edit(session, principal, product_id)
    attributes = await category_queries.find_attributes(session, list(values))
    for code in values:
        if code not in attributes:
            raise AttributeNotFound(code)
    wanted = {
        (attributes[code].id, value)
        for code, several in values.items()
        for value in _checked(attributes[code], several)
    }
    named = {attribute.id for attribute in attributes.values()}
    for row in await queries.list_attribute_values(session, product.id):
        key = (row.attribute_id, row.value)
        if row.attribute_id in named and key not in wanted:
            await session.delete(row)
        wanted.discard(key)
    session.add_all(
        ProductAttribute(product_id=product.id, attribute_id=attribute_id, value=value)
        for attribute_id, value in sorted(wanted)
    )
    await session.flush()
    await announce(session, product)


async def define_attribute(
    session: AsyncSession,
    staff: Principal,
    code: str,
    *,
    name: str,
    kind: AttributeKind = AttributeKind.TEXT,
    unit: str = "",
    is_facet: bool = True,
    position: int = 0,
) -> Attribute:
    """A new fact that products can state."""
    staff.require_staff()
    code = slugify(code, longest=40, otherwise="").replace("-", "_")
    if not code or not name.strip():
        raise Invalid("An attribute needs a code and a name.", field="name")
    if await category_queries.find_attributes(session, [code]):
        raise Conflict(f"There is an attribute “{code}” already.")
    attribute = Attribute(
        code=code, name=name.strip()[:80], kind=kind, unit=unit.strip()[:16],
        is_facet=is_facet, position=position,
    )  # fmt: skip
    session.add(attribute)
    await session.flush()
    return attribute


def _checked(attribute: Attribute, values: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(value.strip() for value in values if value.strip()))
    if len(found) > MOST_VALUES:
        raise Invalid(f"{attribute.name} has too many values.", field=attribute.code)
    for value in found:
        if not _fits(attribute.kind, value):
            raise Invalid(f"“{value}” does not fit {attribute.name}.", field=attribute.code)
    return found


def _fits(kind: AttributeKind, value: str) -> bool:
    if len(value) > LONGEST_VALUE:
        return False
    match kind:
        case AttributeKind.FLAG:
            return value in FLAGS
        case AttributeKind.NUMBER:
            return _is_number(value)
        case AttributeKind.TEXT:
            return True


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False
