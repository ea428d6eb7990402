"""Texts of the market itself."""

from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from core.content.models import Audience, HelpArticle
from core.demo.source import read_source
from core.kernel.clock import utc_now


async def an_article(session: AsyncSession, slug: str, **values: Any) -> HelpArticle:
    facts: dict[str, Any] = {
        "title": slug.replace("-", " ").capitalize(),
        "section": "Shipping",
        "audience": Audience.BUYER,
        "body": "Every workshop sends its own parcel.",
        "updated_on": date(2026, 10, 1),
    }
    article = HelpArticle(slug=slug, **(facts | values))
    session.add(article)
    await session.flush()
    return article


async def the_demo_help(session: AsyncSession) -> list[HelpArticle]:
    """All articles of the demo shop."""
    return [
        await an_article(
            session,
            row["slug"],
            title=row["title"],
            section=row["section"],
            body=row["body"],
            position=position,
        )
        for position, row in enumerate(read_source(utc_now()).help)
    ]
