import re

from storefront.routes import ROUTES
from storefront.state.shell import ShellState


def shape(path):
    return re.sub(r"\[\w+\]", "[]", path)


def test_no_two_pages_share_an_address():
    shapes = [shape(route.path) for route in ROUTES]

    assert sorted(shapes) == sorted(set(shapes))


def test_every_page_asks_first_who_is_there():
    assert all(route.on_load[0] is ShellState.load_shell for route in ROUTES)


def test_only_pages_for_everyone_are_offered_to_search_engines():
    indexed = {route.path for route in ROUTES if route.is_indexed}

    assert indexed == {
        "/",
        "/c/[slug]",
        "/p/[slug]",
        "/shop/[slug]",
        "/shops",
        "/collections",
        "/collections/[slug]",
        "/materials",
        "/materials/[slug]",
        "/ranking",
        "/gift-cards",
        "/help",
        "/help/[slug]",
        "/journal",
        "/journal/[slug]",
        "/legal/[slug]",
        "/impact",
        "/impact/method/[version]",
    }
