import pytest

from core.taxes.vat_ids import CHECKS, NotAVatId, country_of, parse_vat_id, same_area

# From the documentation of python-stdnum and of the tax offices.
VALID = (
    "ATU13585627", "BE0428759497", "BG175074752", "CY10259033P", "CZ25123891", "DE136695976",
    "DK13585628", "EE100931558", "EL094259216", "ESB58378431", "FI20774740", "FR40303265045",
    "GB980780684", "HR33392005961", "HU12892312", "IE6433435F", "IE6433435OA", "IT00743110157",
    "LT119511515", "LU15027442", "LV40003521600", "MT11679112", "NL004495445B01",
    "NL000099998B57", "PL8567346215", "PT501964843", "RO18547290", "SE556188840401",
    "SI50223054", "SK2022749619",
)  # fmt: skip


@pytest.mark.parametrize("vat_id", VALID)
def test_a_real_number_is_read(vat_id):
    assert parse_vat_id(f" {vat_id[:2].lower()} {vat_id[2:5]}-{vat_id[5:]} ") == vat_id


@pytest.mark.parametrize("vat_id", [v for v in VALID if v[:2] in CHECKS])
def test_one_wrong_digit_is_seen(vat_id):
    at = max(i for i, letter in enumerate(vat_id[:9]) if letter.isdecimal())
    wrong = f"{vat_id[:at]}{(int(vat_id[at]) + 1) % 10}{vat_id[at + 1 :]}"

    with pytest.raises(NotAVatId):
        parse_vat_id(wrong)


@pytest.mark.parametrize(
    "text", ["", "DE", "136695976", "XX123456789", "DE13669597", "DE1366959765", "ATU1358562A"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotAVatId):
        parse_vat_id(text)


def test_greece_writes_el():
    assert parse_vat_id("GR 094259216") == "EL094259216"
    assert country_of("EL094259216") == "GR"


@pytest.mark.parametrize(
    ("vat_id", "country", "is_same"),
    [("DE136695976", "FR", True), ("GB980780684", "FR", False), ("GB980780684", "GB", True)],
)
def test_a_number_belongs_to_its_tax_area(vat_id, country, is_same):
    assert same_area(vat_id, country) is is_same
