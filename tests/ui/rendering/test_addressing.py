import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identity.preferences import Preferences
from core.ui.rendering.addressing import LONGEST_PATH, MOST_PARAMETERS, Pattern, address_of

ROUTES = ("/", "/c/[slug]", "/shops", "/impact/method/[version]")
PATTERNS = [Pattern.of(route) for route in ROUTES]


def asked(path, query=b""):
    return address_of(path, query, PATTERNS, Preferences())


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("/", {}),
        ("/shops", {}),
        ("/c/ceramics", {"slug": "ceramics"}),
        ("/impact/method/2", {"version": "2"}),
    ],
)
def test_public_pages_are_known_by_their_route(path, arguments):
    found = asked(path)

    assert found is not None
    assert (found.path, found.arguments) == (path, arguments)


@pytest.mark.parametrize("path", ["/cart", "/c", "/c/a/b", "/shops/x", "/x" * LONGEST_PATH])
def test_other_addresses_are_left_alone(path):
    assert asked(path) is None


def test_spellings_of_a_query_share_one_address():
    first = asked("/shops", b"sort=name&craft=weaving&utm_source=mail&gclid=1")
    second = asked("/shops/", b"craft=weaving&sort=name")

    assert first == second
    assert first is not None
    assert first.local == "/shops?craft=weaving&sort=name"


def test_paths_are_written_as_browsers_write_them():
    found = asked("/c/töpfe und <b>")

    assert found is not None
    assert found.path == "/c/t%C3%B6pfe%20und%20%3Cb%3E"
    assert found.arguments == {"slug": "töpfe und <b>"}


def test_a_query_cannot_pose_as_a_part_of_the_path():
    found = asked("/c/ceramics", b"slug=other")

    assert found is not None
    assert found.arguments == {"slug": "ceramics"}
    assert found.parameters == {"slug": "other"}


@given(st.binary(max_size=6000))
def test_no_query_is_too_strange(query):
    found = asked("/shops", query)

    assert found is not None
    assert len(found.parameters) <= MOST_PARAMETERS
    assert len(found.query) <= 40_000
