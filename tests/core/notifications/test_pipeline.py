"""From a form to a mailbox: only through rows that were committed."""

import re

from httpx import ASGITransport, AsyncClient
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select

import core.notifications.tasks  # noqa: F401
from core.api.app import build_api
from core.db.session import read_session
from core.identity.models import User
from core.jobs.app import job_app
from core.notifications.models import MailStatus, OutgoingMail
from tests.core.notifications.conftest import MailServer

FORM = {
    "name": "Ada Weaver",
    "email": "ada@example.com",
    "password": "linen thread, waxed twice",
}
NEXT_JOB = """
DELETE FROM procrastinate_jobs WHERE id = (SELECT min(id) FROM procrastinate_jobs)
RETURNING task_name, args
"""


async def work_off(engine: AsyncEngine) -> list[str]:
    """Run the jobs that are there, and those that they add, in their order."""
    done: list[str] = []
    while True:
        async with engine.begin() as connection:
            found = (await connection.execute(text(NEXT_JOB))).first()
        if found is None:
            return done
        name, arguments = found
        await job_app.tasks[name].func(**arguments)
        done.append(name)


async def test_a_mail_arrives_and_its_link_opens_the_account(
    clean_database: AsyncEngine, cache: Redis, mail_server: MailServer
):
    transport = ASGITransport(build_api("storefront"))
    async with AsyncClient(transport=transport, base_url="http://localhost") as shop:
        shop.headers = {"Sec-Fetch-Site": "same-origin"}
        await shop.post("/auth/sign-up", data=FORM)

        done = await work_off(clean_database)

        assert done.count("notifications.send_mail") == 1
        assert mail_server.recipients == ["ada@example.com"]
        body = mail_server.accepted[0].get_body(("plain",))
        assert body is not None
        link = re.search(r"/verify-email\?token=([\w-]+)", body.get_content())
        assert link is not None
        await shop.post("/auth/verify", data={"token": link[1]})
        entered = await shop.post("/auth/sign-in", data=FORM)

    assert entered.headers["location"] == "/"
    async with read_session() as session:
        user = (await session.exec(select(User))).one()
        mail = (await session.exec(select(OutgoingMail))).one()
    assert user.email_verified_at is not None
    assert mail.status is MailStatus.SENT


async def test_a_form_that_is_refused_sends_nothing(
    clean_database: AsyncEngine, cache: Redis, mail_server: MailServer
):
    transport = ASGITransport(build_api("storefront"))
    async with AsyncClient(transport=transport, base_url="http://localhost") as shop:
        shop.headers = {"Sec-Fetch-Site": "same-origin"}
        await shop.post("/auth/sign-up", data=FORM | {"password": "too short"})

    assert await work_off(clean_database) == []
    assert mail_server.accepted == []
