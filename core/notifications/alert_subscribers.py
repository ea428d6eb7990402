"""Mails about alerts, followed workshops and saved searches."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.subscribers import on
from core.identity import queries as users
from core.kernel.money import Money
from core.notifications.compose import saved as compose
from core.notifications.outbox import post
from core.saved import alert_queries, follow_queries, search_queries
from core.saved.events import (
    AlertConfirmationRequested,
    AlertFired,
    FollowedPieceAppeared,
    FollowedWorkshopsShowed,
    SavedSearchMatched,
)
from core.saved.models import Alert, AlertKind, Frequency

MOST_NAMED = 12


@on(AlertConfirmationRequested)
async def mail_alert_confirmation(
    session: AsyncSession, event: AlertConfirmationRequested
) -> None:
    """Nothing if the address was forgotten meanwhile."""
    alert = await alert_queries.find_alert(session, event.alert_id)
    if alert is not None:
        letter = compose.confirm_alert(alert, await _subject(session, alert))
        await post(session, letter, alert.email)


@on(AlertFired)
async def mail_fired_alert(session: AsyncSession, event: AlertFired) -> None:
    alert = await alert_queries.find_alert(session, event.alert_id)
    if alert is None:
        return
    price = None if event.price_minor is None else Money(event.price_minor, alert.currency)
    write = compose.price_reached if alert.kind is AlertKind.PRICE else compose.back_in_stock
    letter = write(alert, await _subject(session, alert), price)
    await post(session, letter, await _address(session, alert))


@on(FollowedWorkshopsShowed)
async def mail_followed_news(session: AsyncSession, event: FollowedWorkshopsShowed) -> None:
    pieces = await follow_queries.list_named(session, event.product_ids)
    wanted = await follow_queries.find_frequency(session, event.user_id)
    if not pieces or wanted is Frequency.NEVER:
        return
    user = await users.get_user(session, event.user_id)
    letter = compose.followed_news(user.id, event.week, pieces, event.total)
    await post(session, letter, user.email)


@on(FollowedPieceAppeared)
async def mail_followed_piece(session: AsyncSession, event: FollowedPieceAppeared) -> None:
    """Nothing if it was taken back meanwhile, or the follower changed their mind."""
    pieces = await follow_queries.list_named(session, [event.product_id])
    wanted = await follow_queries.find_frequency(session, event.user_id)
    if not pieces or wanted is not Frequency.AT_ONCE:
        return
    user = await users.get_user(session, event.user_id)
    await post(session, compose.followed_piece(user.id, pieces[0]), user.email)


@on(SavedSearchMatched)
async def mail_search_matches(session: AsyncSession, event: SavedSearchMatched) -> None:
    """Nothing if the search was ended meanwhile."""
    search = await search_queries.find_search(session, event.search_id)
    named = await follow_queries.list_named(session, event.product_ids[:MOST_NAMED])
    if search is None or not named:
        return
    user = await users.get_user(session, search.user_id)
    letter = compose.search_matched(search, event.fact_id, named, len(event.product_ids))
    await post(session, letter, user.email)


async def _subject(session: AsyncSession, alert: Alert) -> compose.Subject:
    return compose.Subject(*await alert_queries.subject_of(session, alert))


async def _address(session: AsyncSession, alert: Alert) -> str:
    """An account's of today: it may have changed since the alert was set."""
    if alert.user_id is None:
        return alert.email
    return (await users.get_user(session, alert.user_id)).email
