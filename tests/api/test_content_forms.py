from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from core.content.consent import CONSENT_COOKIE
from core.content.models import Consent, HelpVote, Notice
from core.identity.cookies import session_cookie
from core.identity.models import App
from tests.factories.content import an_article
from tests.factories.identity import a_session, a_user


async def test_a_vote_leads_back_to_the_article(session, shop):
    await an_article(session, "care")

    answer = await shop.post("/help/vote", data={"slug": "care", "helpful": "yes"})

    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/help/care?voted=yes#helped",
    )
    assert [vote.is_helpful for vote in (await session.exec(select(HelpVote))).all()] == [True]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"slug": "nothing", "helpful": "yes"}, 404),
        ({"slug": "care", "helpful": "perhaps"}, 422),
        ({"slug": "https://else.example", "helpful": "yes"}, 422),
        ({}, 422),
    ],
)
async def test_a_vote_that_makes_no_sense_is_refused(session, shop, sent, status):
    await an_article(session, "care")

    answer = await shop.post("/help/vote", data=sent)

    assert answer.status_code == status
    assert (await session.exec(select(HelpVote))).all() == []


@pytest.mark.parametrize(("choice", "cookie"), [("all", "1.all"), ("necessary", "1.necessary")])
async def test_an_answer_about_cookies_is_remembered_and_leads_back(shop, choice, cookie):
    answer = await shop.post(
        "/consent", data={"choice": choice}, headers={"Referer": "http://localhost/p/jug?a=b"}
    )

    assert (answer.status_code, answer.headers["location"]) == (303, "/p/jug?a=b")
    assert answer.cookies[CONSENT_COOKIE] == cookie
    assert "Max-Age=15552000" in answer.headers["set-cookie"]


async def test_without_javascript_the_question_shows_until_it_is_answered(shop):
    before = await shop.get("/consent.css")
    await shop.post("/consent", data={"choice": "necessary"})
    after = await shop.get("/consent.css")

    assert (before.text, after.text) == (".consent { display: flex }", "")
    assert before.headers["cache-control"] == "private, no-store"


async def test_a_choice_that_is_none_is_refused(shop):
    answer = await shop.post("/consent", data={"choice": "everything"})

    assert answer.status_code == 422
    assert "set-cookie" not in answer.headers


async def test_another_site_cannot_answer(shop):
    answer = await shop.post(
        "/consent",
        data={"choice": "all"},
        headers={"Origin": "https://else.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403


async def test_a_signed_in_answer_is_kept_with_its_date(session, shop):
    user = await a_user(session)
    shop.cookies.set(
        session_cookie(App.STOREFRONT).name, await a_session(session, user, App.STOREFRONT)
    )

    await shop.post("/consent", data={"choice": "all"})

    rows = (await session.exec(select(Consent))).all()
    assert [(row.user_id, row.is_granted) for row in rows] == [(user.id, True)]


@pytest.mark.parametrize(
    ("path", "target"), [("/legal/ranking", "/ranking"), ("/legal", "/legal/terms")]
)
async def test_addresses_that_moved_lead_on(shop, path, target):
    answer = await shop.get(path)

    assert (answer.status_code, answer.headers["location"]) == (301, target)


NOTICE = {
    "url": "/help/returns",
    "reason": "misleading",
    "explanation": "This page says something that is not so.",
    "email": "rita@example.com",
    "good_faith": "yes",
}


async def test_a_notice_gets_a_number(session, shop):
    answer = await shop.post("/report", data=NOTICE)

    (notice,) = (await session.exec(select(Notice))).all()
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/report/received?number={notice.number}",
    )


async def test_a_notice_that_lacks_something_leads_back_with_what_was_typed(session, shop):
    answer = await shop.post("/report", data=NOTICE | {"reason": ""})

    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert answer.headers["location"].startswith("/report?")
    assert query["field"] == ["reason"]
    assert query["explanation"] == [NOTICE["explanation"]]
    assert "rita" not in answer.headers["location"]
    assert (await session.exec(select(Notice))).all() == []
