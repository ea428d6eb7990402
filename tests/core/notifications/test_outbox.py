"""The outbox: really sent, tried again, and read by staff."""

import re
from email.message import EmailMessage
from uuid import UUID

import pytest
from sqlmodel import select, text
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.models import AuditEntry
from core.kernel.errors import Forbidden
from core.kernel.ids import new_id
from core.notifications import outbox, smtp
from core.notifications.errors import (
    MailAlreadyQueued,
    MailNotAccepted,
    MailNotFound,
    NoMailServer,
)
from core.notifications.letter import Button, Letter, Paragraph
from core.notifications.models import MailStatus, OutgoingMail
from core.notifications.palette import MARKET, first_color, palette, woven
from core.notifications.render import render
from core.notifications.send_mail import send_mail
from core.vendors import selvedge
from tests.core.notifications.conftest import MailServer
from tests.factories.identity import a_user, customer, staff

LETTER = Letter(
    kind="note",
    fact="1",
    subject="Grüße aus der Werkstatt – ¡hola!",
    heading="A <note>",
    blocks=(
        Paragraph("Tea & biscuits"),
        Button("Open", "http://localhost:3000/reset?token=s3cret-token_1"),
    ),
)


async def posted(session: AsyncSession, recipient: str = "ada@example.com") -> OutgoingMail:
    await outbox.post(session, LETTER, recipient)
    return (await session.exec(select(OutgoingMail))).one()


async def jobs(session: AsyncSession) -> list[str]:
    found = await session.execute(text("SELECT args->>'mail_id' FROM procrastinate_jobs"))
    return list(found.scalars())


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return body.get_content()


async def test_a_mail_is_really_sent(session: AsyncSession, mail_server: MailServer):
    mail = await posted(session)
    assert mail.status is MailStatus.QUEUED
    assert await jobs(session) == [str(mail.id)]

    await send_mail(mail.id)

    (message,) = mail_server.accepted
    assert mail_server.recipients == ["ada@example.com"]
    assert message["Subject"] == LETTER.subject
    assert message["From"] == "EcoMarket <hello@ecomarket.example>"
    assert message["Message-ID"] == f"<{mail.id}@ecomarket.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    assert "Tea & biscuits" in part(message, "plain")
    assert "Tea &amp; biscuits" in part(message, "html")
    assert "A &lt;note&gt;" in part(message, "html")
    await session.refresh(mail)
    assert mail.status is MailStatus.SENT
    assert mail.sent_at is not None


async def test_a_mail_that_was_sent_is_not_sent_again(
    session: AsyncSession, mail_server: MailServer
):
    mail = await posted(session)

    await send_mail(mail.id)
    await send_mail(mail.id)

    assert len(mail_server.accepted) == 1


async def test_a_server_that_is_busy_is_asked_again(
    session: AsyncSession, mail_server: MailServer
):
    mail = await posted(session)
    mail_server.answer = "451 Try later"

    with pytest.raises(MailNotAccepted, match="Try later"):
        await send_mail(mail.id)
    await session.refresh(mail)
    assert mail.status is MailStatus.FAILED
    assert "Try later" in mail.error

    mail_server.answer = "250 OK"
    await send_mail(mail.id)
    await session.refresh(mail)
    assert (mail.status, mail.error) == (MailStatus.SENT, "")


async def test_a_server_that_is_away_is_asked_again(
    session: AsyncSession, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
):
    mail = await posted(session)
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    outbox.settings.cache_clear()

    with pytest.raises(MailNotAccepted):
        await send_mail(mail.id)


async def test_a_final_refusal_is_noted_and_not_tried_again(
    session: AsyncSession, mail_server: MailServer
):
    mail = await posted(session)
    mail_server.answer = "550 No such mailbox"

    await send_mail(mail.id)

    await session.refresh(mail)
    assert mail.status is MailStatus.FAILED
    assert "No such mailbox" in mail.error
    assert mail_server.accepted == []


async def test_without_a_server_no_job_is_made_and_nothing_is_sent(session: AsyncSession):
    mail = await posted(session)

    await send_mail(mail.id)

    assert mail.status is MailStatus.KEPT
    assert await jobs(session) == []


async def test_staff_send_a_kept_mail_once_there_is_a_server(
    session: AsyncSession, mail_server: MailServer
):
    mail, operator = await posted(session), await staff(session)
    mail.status = MailStatus.KEPT

    await outbox.send_again(session, operator, mail.id)

    assert mail.status is MailStatus.QUEUED
    assert await jobs(session) == [str(mail.id)] * 2
    entries = (await session.exec(select(AuditEntry.action))).all()
    assert entries == ["notifications.send_again"]
    with pytest.raises(MailAlreadyQueued):
        await outbox.send_again(session, operator, mail.id)


async def test_nothing_is_sent_again_without_a_server(session: AsyncSession):
    mail = await posted(session)

    with pytest.raises(NoMailServer):
        await outbox.send_again(session, await staff(session), mail.id)


async def test_the_outbox_is_searched(session: AsyncSession):
    operator = await staff(session)
    for name in ("ada", "bea_x", "beaXx"):
        await outbox.post(session, LETTER, f"{name}@example.com")

    found = await outbox.list_mails(session, operator, search="a_x")
    by_kind = await outbox.list_mails(session, operator, kind="note", size=2)
    none = await outbox.list_mails(session, operator, status=MailStatus.SENT)
    other = await outbox.list_mails(session, operator, order_id=new_id())

    assert [mail.recipient for mail in found.items] == ["bea_x@example.com"]
    assert [mail.recipient for mail in by_kind.items] == [
        "beaXx@example.com",
        "bea_x@example.com",
    ]
    assert (by_kind.total, none.total, other.total) == (3, 0, 0)
    assert await outbox.count_by_status(session, operator) == {MailStatus.KEPT: 3}
    assert await outbox.list_kinds(session, operator) == ["note"]


async def test_the_outbox_is_for_staff(session: AsyncSession):
    mail, shopper = await posted(session), customer(await a_user(session))

    with pytest.raises(Forbidden):
        await outbox.list_mails(session, shopper)
    with pytest.raises(Forbidden):
        await outbox.get_mail(session, shopper, mail.id)
    with pytest.raises(Forbidden):
        await outbox.send_again(session, shopper, mail.id)
    with pytest.raises(MailNotFound):
        await outbox.get_mail(session, await staff(session), new_id())


@pytest.mark.bends_rows
async def test_secrets_of_mails_that_left_are_blotted_out(session: AsyncSession):
    mail, operator = await posted(session), await staff(session)
    kept = await outbox.get_mail(session, operator, mail.id)
    assert "s3cret-token_1" in kept.text

    mail.status = MailStatus.SENT
    await session.flush()
    content = await outbox.get_mail(session, operator, mail.id)

    assert "s3cret" not in content.text + content.html
    assert "token=…" in content.text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("smtp", "mail.example", 25, None, None)),
        (
            "smtp+tls://ada%40x:p%2Fw@mail.example",
            ("smtp+tls", "mail.example", 587, "ada@x", "p/w"),
        ),
        ("smtps://mail.example:4650", ("smtps", "mail.example", 4650, None, None)),
    ],
)
def test_the_address_of_a_server_is_read(url: str, expected: tuple[object, ...]):
    server = smtp.Server.parse(url)

    assert (server.scheme, server.host, server.port, server.user, server.password) == expected


@pytest.mark.parametrize("url", ["http://mail.example", "mail.example:25", "smtp://"])
def test_an_address_that_is_none_is_named(url: str):
    with pytest.raises(ValueError, match="SMTP_URL"):
        smtp.Server.parse(url)


def test_a_subject_cannot_become_a_header():
    letter = Letter("note", "1", "Hello\r\nBcc: all@example.com", "Hello", ())

    assert render(letter).subject == "Hello Bcc: all@example.com"


def test_mails_use_the_colors_of_the_shop_and_nothing_from_outside():
    rendered = render(LETTER)

    allowed = {*palette().values(), *palette("dark").values()}
    assert set(re.findall(r"#[0-9a-fA-F]{6}", rendered.html)) <= allowed
    assert "<img" not in rendered.html
    assert "<script" not in rendered.html
    assert palette()["paper"] != palette("dark")["paper"]


def test_a_workshops_stripe_is_the_one_it_has_everywhere():
    for number in range(50):
        stripe = selvedge.css(UUID(int=number))
        assert "var(" not in woven(stripe)
        assert first_color(stripe) in palette().values()
        assert woven(stripe).count("px") == stripe.count("px")
    painted = "repeating-linear-gradient(90deg,#1F4E6B 0px 6px,#F6F7F2 6px 9px)"
    assert woven(painted) == painted


@pytest.mark.parametrize("css", ["", "red; background: url(//evil.example)", MARKET + "; x"])
def test_what_is_no_stripe_does_not_get_into_a_mail(css: str):
    assert woven(css) == woven(MARKET)
