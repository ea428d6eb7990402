"""Ask the maker of a piece."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.errors import ProductNotFound
from core.catalog.models import Product, ProductStatus
from core.identity import queries as users
from core.kernel.errors import Forbidden
from core.kernel.principal import Principal
from core.reviews import queries
from core.reviews.announce import show_anew, start
from core.reviews.errors import QuestionNotFound
from core.reviews.inputs import QuestionInput
from core.reviews.models import ContentStatus, Question
from core.reviews.screening import suspicions
from core.reviews.write_review import public_name


async def ask_question(
    session: AsyncSession, asker: Principal, product_id: UUID, asked: QuestionInput
) -> Question:
    """The maker gets it at once, or when a moderator has let it through."""
    user_id = asker.require_user()
    product = await session.get(Product, product_id)
    if product is None or product.status is not ProductStatus.PUBLISHED:
        raise ProductNotFound(product_id)
    if await queries.works_for(session, user_id, product.vendor_id):
        raise Forbidden("You work for this workshop: you know best.")
    held_for = suspicions(asked.body)
    question = Question(
        product_id=product.id,
        vendor_id=product.vendor_id,
        user_id=user_id,
        author=public_name((await users.get_user(session, user_id)).name),
        body=asked.body,
        status=ContentStatus.PENDING if held_for else ContentStatus.PUBLISHED,
        held_for=list(held_for),
    )
    session.add(question)
    await session.flush()
    await start(session, question, asker)
    return question


async def withdraw_question(session: AsyncSession, asker: Principal, question_id: UUID) -> None:
    user_id = asker.require_user()
    question = await queries.lock_question(session, question_id)
    if question.user_id != user_id:
        raise QuestionNotFound
    await session.delete(question)
    await show_anew(session, question.product_id)
