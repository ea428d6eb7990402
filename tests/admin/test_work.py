"""Mail, jobs, the export of orders, and what the frame counts."""

import csv
from io import StringIO

import pytest
from httpx import ASGITransport, AsyncClient

from admin.pages.jobs.state import JobsState
from admin.pages.mail.state import MailState
from admin.pages.outbox.state import OutboxState
from admin.state.shell import ShellState
from core.api.app import build_api
from core.identity.cookies import session_cookie
from core.identity.models import App
from core.jobs.enqueue import enqueue
from core.notifications.letter import Letter, Paragraph
from core.notifications.outbox import post
from core.vendors.models import VendorStatus
from tests.admin.pressing import press
from tests.factories.identity import a_session, a_user
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.workshops import a_vendor
from tests.mounting import mount

EXPORT = "/exports/orders.csv"


@pytest.fixture
async def browser(session, operator):
    secret = await a_session(session, operator, App.ADMIN)
    async with AsyncClient(
        transport=ASGITransport(build_api("admin")), base_url="http://localhost"
    ) as client:
        client.cookies.set(session_cookie(App.ADMIN).name, secret)
        yield client


async def test_a_mail_is_found_and_read_as_it_looks_and_as_text(session, desk):
    letter = Letter(
        kind="note", fact="1", subject="The kiln is hot", heading="Hello",
        blocks=(Paragraph("<script>alert(1)</script>"),),
    )  # fmt: skip
    await post(session, letter, "ada@example.com")
    outbox = await desk(OutboxState, "/outbox", query={"q": "kiln", "kind": "note"})
    (row,) = outbox.rows
    assert (row.subject, row.recipient, row.status.word) == (
        "The kiln is hot",
        "ada@example.com",
        "Kept",
    )

    tab = await desk(MailState, row.href, mail_id=row.href.rpartition("/")[2])

    assert "&lt;script&gt;" in tab.mail.html
    assert "<script>alert(1)</script>" in tab.mail.text
    assert not tab.mail.can_send
    await press(tab.send_again())
    assert tab.refusal != ""


async def test_a_job_is_taken_out_of_its_queue(session, desk):
    await enqueue(session, "search.sweep", queue="search")
    await session.flush()
    tab = await desk(JobsState, "/jobs", query={"status": "todo", "q": "sweep"})
    (row,) = tab.rows
    assert (row.can_cancel, row.can_retry) == (True, False)

    await press(tab.retry(row.id))
    assert tab.refusal == "Only failed jobs can be retried."
    await press(tab.cancel(row.id))

    assert tab.done == f"Job {row.id} is out of its queue."
    assert tab.rows == []


@pytest.mark.parametrize("job_id", ["x", "-1", "99999999999999", None])
async def test_a_number_of_no_job_is_refused(desk, job_id):
    tab = await desk(JobsState, "/jobs")

    await press(tab.cancel(job_id))

    assert tab.refusal in {"Enter a whole number.", "There is no such job any more."}


async def test_every_matching_order_is_in_the_file(session, browser):
    orders = [await a_paid_order(session, await a_shelf(session)) for _ in range(2)]

    answer = await browser.get(EXPORT, params={"payment": "paid", "q": orders[0].number})

    rows = list(csv.DictReader(StringIO(answer.text)))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert [(row["number"], row["total"], row["currency"]) for row in rows] == [
        (orders[0].number, "61.50", "EUR")
    ]


async def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(session, browser):
    order = await a_paid_order(session, await a_shelf(session))
    order.email = "=cmd@example.com"
    await session.flush()

    answer = await browser.get(EXPORT)

    assert "'=cmd@example.com" in answer.text


async def test_the_file_is_for_operators_only(session, browser):
    name = session_cookie(App.ADMIN).name
    shopper = await a_session(session, await a_user(session), App.ADMIN)
    browser.cookies.delete(name)

    anonymous = await browser.get(EXPORT)
    browser.cookies.set(name, shopper)
    as_shopper = await browser.get(EXPORT)

    assert (anonymous.status_code, as_shopper.status_code) == (403, 403)


async def test_the_frame_counts_what_waits_for_operators_alone(session, operator):
    await a_vendor(session, VendorStatus.IN_REVIEW)
    secret = await a_session(session, operator, App.ADMIN)
    cookies = {session_cookie(App.ADMIN).name: secret}

    tab = await mount(ShellState, cookies=cookies)
    await tab.load_shell()
    stranger = await mount(ShellState)
    await stranger.load_shell()

    assert (tab.vendors_waiting, tab.products_waiting) == ("1", "")
    assert (stranger.vendors_waiting, stranger.is_signed_in) == ("", False)
