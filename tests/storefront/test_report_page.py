from storefront.pages.report.state import ReportReceivedState, ReportState
from tests.factories.catalog import a_product


async def test_the_form_knows_what_it_is_about(session, browser):
    product = await a_product(session, title="Foot bowl")

    tab = await browser(ReportState, f"/report?url=/p/{product.slug}")

    assert tab.url == f"/p/{product.slug}"
    assert tab.subject.startswith("Foot bowl, ")
    assert (tab.wrong_field, tab.why) == ("", "")


async def test_a_refused_notice_comes_back_as_it_was_typed(browser):
    address = "/report?url=https://else.example&explanation=Because&field=url&why=Not+ours"

    tab = await browser(ReportState, address)

    assert (tab.url, tab.explanation) == ("https://else.example", "Because")
    assert (tab.wrong_field, tab.why, tab.subject) == ("url", "Not ours", "")


async def test_only_a_number_is_shown_as_one(browser):
    good = await browser(ReportReceivedState, "/report/received?number=N-23AB-CDEF")
    bad = await browser(ReportReceivedState, "/report/received?number=pay+here")

    assert (good.notice_number, bad.notice_number) == ("N-23AB-CDEF", "")
