"""Specimens of what a shopper sees of a product and its workshop."""

import reflex as rx

from core.ui.components.badge import badge, count, filter_chip, status_dot, tag, toggle_chip
from core.ui.components.code import copyable_code
from core.ui.components.gallery import gallery
from core.ui.components.maker import maker_line, maker_mark, selvedge
from core.ui.components.media import ImageView, media_image, thumbnail
from core.ui.components.price import price, rating
from core.ui.components.product_card import impact_scale, product_card_shell
from core.ui.components.save_toggle import save_disc
from core.ui.styleguide.specimen import shelf, specimen

# Made of tokens, so that it needs no workshop; real ones come with the vendor.
THREADS = (
    "repeating-linear-gradient(90deg, var(--thread-weld) 0 6px, var(--thread-ground) 6px 9px, "
    "var(--thread-woad) 9px 17px, var(--thread-ground) 17px 20px, "
    "var(--thread-madder) 20px 23px, var(--thread-ground) 23px 26px)"
)
VIEWS = [
    ImageView(
        src=f"/images/specimen-{name}.webp",
        alt=alt,
        width=720,
        height=900,
        color="var(--media)",
    )
    for name, alt in (
        ("vase", "Celadon stoneware bottle vase, 24 cm, front"),
        ("throw", "Three folded throws of linen and wool"),
    )
]


def words() -> rx.Component:
    return specimen(
        "Words about state",
        shelf(
            badge("New", tone="info", shape="new"),
            badge("Packed", tone="attention", shape="partial"),
            badge("Delivered", tone="success", shape="done"),
            badge("2 left", tone="danger", shape="attention"),
            badge("Suspended", shape="blocked"),
            badge("Wheel-thrown", tone="craft"),
            badge("Arrives 26–28 Nov", tone="info"),
        ),
        shelf(
            status_dot("done"),
            rx.el.span("Paid"),
            tag("Stoneware"),
            tag("Linen", href="/styleguide"),
            filter_chip("Celadon", remove_href="/styleguide"),
            toggle_chip("In stock", href="/styleguide", is_on=True),
            toggle_chip("On offer", href="/styleguide"),
            count(3, noun="pieces"),
            count(12, quiet=True),
            copyable_code("EM-7F3K-0192", label="Copy the order number"),
        ),
    )


def prices() -> rx.Component:
    return specimen(
        "Prices and makers",
        shelf(
            price("€48.00"),
            price("€126.00", was="€148.00"),
            price("€1,240.00", large=True),
            rating("4.6", share=92, count="38"),
        ),
        shelf(
            maker_mark("OR", size="large"),
            maker_mark("TA"),
            maker_mark("K9", size="small"),
            maker_line("Oficina Ribeira", gradient=THREADS, href="/styleguide"),
            impact_scale("B"),
        ),
        selvedge(THREADS, band=True),
    )


def products() -> rx.Component:
    return specimen(
        "Products",
        rx.el.div(
            _card("Celadon bottle vase", VIEWS[0], price("€48.00"), "B"),
            _card(
                "Linen and wool throws, set of three, undyed and madder red",
                VIEWS[1],
                price("€126.00", was="€148.00"),
                "A",
            ),
            _card("A piece without a picture yet", ImageView(), price("€39.50"), "C"),
            class_name="card-grid",
        ),
        rx.el.div(
            gallery(VIEWS, label="Views of the celadon bottle vase"),
            rx.el.div(thumbnail(VIEWS[0].src), thumbnail(""), class_name="cluster"),
            class_name="with-aside",
        ),
    )


def _card(name: str, view: ImageView, cost: rx.Component, letter: str) -> rx.Component:
    return product_card_shell(
        name,
        maker_line("Oficina Ribeira", gradient=THREADS),
        cost,
        rx.el.p(impact_scale(letter), "9 of 11 data points", class_name="facts-line"),
        href="/styleguide",
        image=media_image(view),
        corner=save_disc(f"Save {name}", subject=name, pressed=False, on_toggle=rx.noop()),
    )
