"""Who may write about what, and what becomes of it."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pydantic import ValidationError
from sqlmodel import func, select

from core.catalog.models import Product
from core.demo.source import FOLDER
from core.events.models import OutboxMessage
from core.kernel.clock import utc_now
from core.kernel.errors import SignInRequired
from core.kernel.ids import new_id
from core.kernel.principal import GUEST, VendorRole
from core.media.errors import UnknownFileType
from core.media.models import MediaAsset
from core.reviews.errors import (
    AlreadyReviewed,
    NotBought,
    OwnWork,
    ReviewNotFound,
    TooLateToEdit,
    TooManyPhotos,
)
from core.reviews.inputs import ReviewInput
from core.reviews.models import ContentChange, ContentStatus, Review, ReviewPhoto
from core.reviews.photos import MOST_WAITING, add_photo, remove_photo, sweep_photos
from core.reviews.screening import Suspicion
from core.reviews.write_review import delete_review, edit_review, public_name, write_review
from core.settings import settings
from core.vendors.models import VendorMember
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.reviews import line_of
from tests.factories.shop import a_shopper

CLEAN = ReviewInput(rating=4, title="A good mug", body="It keeps tea warm for an hour.")
LINKED = ReviewInput(rating=5, body="Cheaper at www.example.com, go there.")


def a_picture(color="tan"):
    out = BytesIO()
    Image.new("RGB", (40, 50), color).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def media(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    settings.cache_clear()


async def rating_of(session, piece):
    await session.flush()
    product = await session.get_one(Product, piece.product.id, populate_existing=True)
    return product.rating_count, product.rating_sum


async def count(session, table, *conditions):
    return await session.scalar(select(func.count()).select_from(table).where(*conditions))


async def events(session, name):
    found = await session.exec(select(OutboxMessage).where(OutboxMessage.event == name))
    return [message.payload for message in found]


async def test_a_clean_review_is_public_at_once_with_what_was_bought(session, bought):
    review = await write_review(session, bought.buyer, bought.line.id, CLEAN)

    assert review.status is ContentStatus.PUBLISHED
    assert (review.author, review.options) == ("Inês C.", ["Oat"])
    assert review.variant_id == bought.piece.variant.id
    assert await rating_of(session, bought.piece) == (1, 4)
    assert [e["review_id"] for e in await events(session, "ReviewPublished")] == [
        str(review.id)
    ]
    assert {e["product_id"] for e in await events(session, "ProductChanged")} == {
        str(bought.piece.product.id)
    }


async def test_a_link_holds_a_review_back_and_it_does_not_count(session, bought):
    review = await write_review(session, bought.buyer, bought.line.id, LINKED)

    assert (review.status, review.held_for) == (ContentStatus.PENDING, [Suspicion.LINK])
    assert await rating_of(session, bought.piece) == (0, 0)
    assert await events(session, "ReviewPublished") == []


async def test_only_the_buyer_of_a_delivered_line_may_write(session, bought):
    [lamp] = await a_shelf(session, prices=(4000,))
    on_its_way = await a_paid_order(session, [lamp], buyer=bought.buyer)
    stranger = await a_shopper(session)

    for who, line_id in (
        (stranger, bought.line.id),
        (bought.buyer, (await line_of(session, on_its_way, lamp)).id),
        (bought.buyer, new_id()),
    ):
        with pytest.raises(NotBought):
            await write_review(session, who, line_id, CLEAN)
    with pytest.raises(SignInRequired):
        await write_review(session, GUEST, bought.line.id, CLEAN)

    assert await count(session, Review) == 0


async def test_a_second_review_of_a_piece_is_refused_with_the_first(session, bought):
    first = await write_review(session, bought.buyer, bought.line.id, CLEAN)

    with pytest.raises(AlreadyReviewed) as refused:
        await write_review(session, bought.buyer, bought.line.id, CLEAN)

    assert refused.value.review_id == first.id


async def test_nobody_reviews_the_work_of_their_own_workshop(session, bought):
    session.add(
        VendorMember(
            vendor_id=bought.piece.vendor.id,
            user_id=bought.buyer.user_id,
            role=VendorRole.ORDERS,
        )
    )
    await session.flush()

    with pytest.raises(OwnWork):
        await write_review(session, bought.buyer, bought.line.id, CLEAN)


async def test_an_edit_changes_the_rating_and_is_screened_anew(session, bought):
    review = await write_review(session, bought.buyer, bought.line.id, CLEAN)

    await edit_review(session, bought.buyer, review.id, CLEAN.model_copy(update={"rating": 1}))
    assert await rating_of(session, bought.piece) == (1, 1)
    assert review.edited_at is not None

    await edit_review(session, bought.buyer, review.id, LINKED)
    assert review.status is ContentStatus.PENDING
    assert await rating_of(session, bought.piece) == (0, 0)

    await edit_review(session, bought.buyer, review.id, CLEAN)
    assert review.status is ContentStatus.PUBLISHED
    assert await rating_of(session, bought.piece) == (1, 4)
    moves = (
        await session.exec(select(ContentChange.to_status).order_by(ContentChange.id))
    ).all()
    assert moves == ["published", "pending", "published"]


@pytest.mark.bends_rows
async def test_a_clean_edit_does_not_bring_back_what_readers_reported(session, bought):
    review = await write_review(session, bought.buyer, bought.line.id, CLEAN)
    review.status, review.held_for = ContentStatus.PENDING, [Suspicion.REPORTED]
    await session.flush()

    await edit_review(session, bought.buyer, review.id, CLEAN)

    assert (review.status, review.held_for) == (ContentStatus.PENDING, [Suspicion.REPORTED])


async def test_what_was_rejected_goes_back_to_a_moderator(session, bought):
    review = await write_review(session, bought.buyer, bought.line.id, LINKED)
    review.status = ContentStatus.REJECTED
    await session.flush()

    await edit_review(session, bought.buyer, review.id, CLEAN)

    assert review.status is ContentStatus.PENDING


async def test_after_thirty_days_a_review_is_deleted_or_stays(session, bought):
    review = await write_review(session, bought.buyer, bought.line.id, CLEAN)
    review.created_at = utc_now() - timedelta(days=31)
    await session.flush()

    with pytest.raises(TooLateToEdit, match="30 days"):
        await edit_review(session, bought.buyer, review.id, CLEAN)
    await delete_review(session, bought.buyer, review.id)

    assert await rating_of(session, bought.piece) == (0, 0)
    assert await count(session, Review) == 0


async def test_another_persons_review_does_not_exist_for_an_editor(session, bought):
    review = await write_review(session, bought.buyer, bought.line.id, CLEAN)
    stranger = await a_shopper(session)

    for act in (edit_review(session, stranger, review.id, LINKED),
                delete_review(session, stranger, review.id)):  # fmt: skip
        with pytest.raises(ReviewNotFound):
            await act

    assert review.body == CLEAN.body


async def test_photos_follow_the_order_of_the_form_and_go_with_the_review(
    session, bought, media
):
    sent = [
        await add_photo(session, bought.buyer, a_picture(c)) for c in ("tan", "navy", "red")
    ]
    first, second, third = (photo.id for photo, _ in sent)

    review = await write_review(
        session, bought.buyer, bought.line.id,
        CLEAN.model_copy(update={"photos": (second, first)}),
    )  # fmt: skip
    shown = select(ReviewPhoto.id).where(ReviewPhoto.review_id == review.id)
    assert (await session.exec(shown.order_by(ReviewPhoto.position))).all() == [second, first]

    await edit_review(
        session, bought.buyer, review.id, CLEAN.model_copy(update={"photos": (third,)})
    )
    assert (await session.exec(shown)).all() == [third]
    assert await count(session, MediaAsset, MediaAsset.vendor_id.is_(None)) == 1

    await delete_review(session, bought.buyer, review.id)
    assert await count(session, ReviewPhoto) == 0


async def test_a_strangers_photo_cannot_be_taken(session, bought, media):
    photo, _ = await add_photo(session, await a_shopper(session), a_picture())

    await write_review(
        session, bought.buyer, bought.line.id, CLEAN.model_copy(update={"photos": (photo.id,)})
    )
    await remove_photo(session, bought.buyer, photo.id)

    assert photo.review_id is None
    assert await count(session, ReviewPhoto) == 1


async def test_the_same_picture_of_two_people_is_kept_until_the_last(session, bought, media):
    other = await a_shopper(session)
    mine, asset = await add_photo(session, bought.buyer, a_picture())
    _, same = await add_photo(session, other, a_picture())
    assert same.id == asset.id

    await remove_photo(session, bought.buyer, mine.id)

    assert await session.get(MediaAsset, asset.id) is not None


async def test_what_is_no_picture_or_one_too_many_is_refused(session, bought, media):
    with pytest.raises(UnknownFileType):
        await add_photo(session, bought.buyer, next(FOLDER.rglob("*.glb")).read_bytes())
    with pytest.raises(UnknownFileType):
        await add_photo(session, bought.buyer, b"<svg onload=alert(1)>")
    for number in range(MOST_WAITING):
        await add_photo(session, bought.buyer, a_picture((number, 0, 0)))
    with pytest.raises(TooManyPhotos):
        await add_photo(session, bought.buyer, a_picture("red"))


async def test_pictures_of_forms_that_were_never_sent_are_swept(session, bought, media):
    kept, _ = await add_photo(session, bought.buyer, a_picture("tan"))
    await write_review(
        session, bought.buyer, bought.line.id, CLEAN.model_copy(update={"photos": (kept.id,)})
    )
    left, _ = await add_photo(session, bought.buyer, a_picture("navy"))

    assert await sweep_photos(session, utc_now() + timedelta(minutes=1)) == 1

    assert await session.get(ReviewPhoto, left.id) is None
    assert await session.get(ReviewPhoto, kept.id) is not None


@pytest.mark.parametrize(
    "written",
    [
        {"rating": 0}, {"rating": 6}, {"rating": "five"}, {"body": "short"},
        {"body": "x" * 4001}, {"body": "\u200b" * 50}, {"title": "x" * 121},
        {"photos": [str(new_id()) for _ in range(5)]}, {"photos": ["../etc/passwd"]},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_before_anything_happens(written):
    with pytest.raises(ValidationError):
        ReviewInput.model_validate({"rating": 5, "body": "It keeps tea warm.", **written})


def test_a_text_is_kept_plain():
    written = ReviewInput(
        rating=5, title="One\nline\u202e", body="First.\r\n\r\n\r\n\r\nSecond\x00 <b>bold</b>"
    )

    assert written.title == "One line"
    assert written.body == "First.\n\nSecond <b>bold</b>"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Lukas Schmidt", "Lukas S."), ("Madonna", "Madonna"), ("Ana de la Cruz", "Ana C."),
     ("  ", "Anonymous")],
)  # fmt: skip
def test_a_family_name_is_shown_by_its_initial(name, shown):
    assert public_name(name) == shown
