import pytest
from sqlmodel import select

from core.content.models import HelpVote
from tests.factories.content import an_article


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
