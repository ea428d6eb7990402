import pytest

from core.kernel.pagination import Page
from core.ui.paging import PageLink, Pager
from core.ui.urls import address, changed, joined, local_path, page_number, values


def test_an_address_is_the_same_however_it_was_put_together():
    assert address("/c/vases", {"sort": "price", "color": "ivory,celadon", "q": ""}) == (
        "/c/vases?color=ivory,celadon&sort=price"
    )
    assert address("/c/vases", {"page": None}) == "/c/vases"
    assert address("/search", {"q": "blue & white"}) == "/search?q=blue%20%26%20white"


def test_a_changed_filter_starts_at_the_first_page():
    query = {"page": "4", "sort": "price"}

    assert changed("/c/vases", query, color="celadon") == "/c/vases?color=celadon&sort=price"
    assert changed("/c/vases", query, page=5) == "/c/vases?page=5&sort=price"


def test_values_of_a_filter_are_sorted_and_distinct():
    assert values("ivory, celadon,,ivory") == ["celadon", "ivory"]
    assert joined(["ivory", "celadon", "ivory"]) == "celadon,ivory"


@pytest.mark.parametrize("raw", ["", "0", "-3", "abc", "1e3", "²", "9999999"])
def test_a_bad_page_is_the_first(raw):
    assert page_number({"page": raw}) == 1


def test_a_good_page_is_taken():
    assert page_number({"page": "12"}) == 12


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "/a\nb",
        "/\t/evil.example",
    ],
)
def test_only_paths_of_this_host_are_followed(target):
    assert local_path(target) == "/"


def test_a_path_of_this_host_is_followed():
    assert local_path("/orders?view=new") == "/orders?view=new"


def pager(number: int, total: int = 218) -> Pager:
    return Pager.of(Page(range(24), total, number, 24), "/c/vases", {"sort": "price"})


def test_the_middle_of_a_list_shows_its_ends_and_neighbors():
    middle = pager(5)

    assert middle.summary == "97–120 of 218 results"
    assert [link.label for link in middle.links] == ["1", "…", "4", "5", "6", "…", "10"]
    assert middle.links[0] == PageLink("1", "/c/vases?sort=price")
    assert middle.previous_href == "/c/vases?page=4&sort=price"
    assert middle.next_href == "/c/vases?page=6&sort=price"


def test_a_gap_of_one_page_is_that_page():
    assert [link.label for link in pager(4).links] == ["1", "2", "3", "4", "5", "…", "10"]


def test_the_last_page_leads_nowhere_further():
    last = pager(10)

    assert last.next_href == ""
    assert last.summary == "217–218 of 218 results"


def test_a_short_list_has_no_links():
    short = pager(1, total=1)

    assert (short.summary, short.links) == ("1 result", [])
