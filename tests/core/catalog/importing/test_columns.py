import pytest

from core.catalog.importing.columns import Field, map_columns
from core.catalog.importing.errors import UnknownField

REQUIRED = ("Handle", "Title", "Price")


def test_names_are_found_whatever_their_case_and_spaces():
    columns = map_columns(["HANDLE", " title ", "variant  price", "Option1_Name"])

    assert columns.fields == {
        Field.HANDLE: 0,
        Field.TITLE: 1,
        Field.PRICE: 2,
        Field.OPTION1_NAME: 3,
    }


def test_unknown_unused_and_repeated_columns_are_reported_and_not_fatal():
    columns = map_columns(
        [
            *REQUIRED,
            "Shelf",
            "Cost per item",
            "price",
            "Price / International",
            "Fit (variant.metafields.a.b)",
        ]
    )

    assert columns.unknown == ["Shelf"]
    assert columns.unused == [
        "Cost per item",
        "Price / International",
        "Fit (variant.metafields.a.b)",
    ]
    assert columns.repeated == ["price"]
    assert columns.fields[Field.PRICE] == 2


def test_metafields_become_attributes():
    columns = map_columns(
        [
            *REQUIRED,
            "Fabric (product.metafields.custom.fabric)",
            "(product.metafields.facts.care-guide)",
            "Attribute: Wood type",
            "Attribute: Fabric (my.fabric)",
            "Google Shopping / Age Group",
        ]
    )

    assert [(a.key, a.label) for a in columns.attributes] == [
        ("custom.fabric", "Fabric"),
        ("facts.care-guide", "Care guide"),
        ("custom.wood_type", "Wood type"),
        ("my.fabric", "Fabric"),
        ("google_shopping.age_group", "Age Group"),
    ]


def test_a_vendor_may_overrule_any_column():
    columns = map_columns(
        ["Codice", "Title", "Nome", "Prezzo", "Tags", "Legno"],
        {
            "codice": "handle",
            "Nome": "title",
            "Prezzo": "price",
            "Tags": "ignore",
            "Legno": "attribute",
        },
    )

    assert columns.fields == {Field.HANDLE: 0, Field.TITLE: 2, Field.PRICE: 3}
    assert columns.unused == ["Title", "Tags"]
    assert [(a.key, a.label) for a in columns.attributes] == [("custom.legno", "Legno")]


def test_overruling_to_a_field_that_does_not_exist_is_refused():
    with pytest.raises(UnknownField, match="“Nome” cannot be read as “name”"):
        map_columns([*REQUIRED, "Nome"], {"Nome": "name"})
