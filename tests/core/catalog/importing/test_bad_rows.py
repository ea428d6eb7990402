"""Each way a row can be wrong gives its number and a sentence, and its neighbours live."""

import pytest

from core.catalog.importing.records import Severity

GOOD_BEFORE = "oak-bowl,Oak bowl,,,OAK-1,12.50,"
GOOD_AFTER = "ash-bowl,Ash bowl,,,ASH-1,14,"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            ",Lost bowl,,,X,9,",
            "Row 3: The handle is missing, so the row belongs to no product.",
        ),
        (
            '"elm, fir",Elm bowl,,,X,9,',
            "Row 3: “elm, fir” is not one handle. A handle is one word, such as oak-bowl.",
        ),
        (
            "elm!,Elm bowl,,,X,9,",
            "Row 3: “elm!” is not a handle. Use letters, digits and hyphens.",
        ),
        ("elm,,,,X,9,", "Row 3: The title is missing."),
        ("elm,Elm bowl,,,X,-5,", "Row 3: The price “-5” is negative."),
        ("elm,Elm bowl,,,X,9.999,", "Row 3: “9.999” has too many decimals: EUR has 2."),
        ("elm,Elm bowl,,,X,nine,", "Row 3: “nine” is not a number."),
        ("elm,Elm bowl,,,X,1e3,", "Row 3: “1e3” is not a number."),
        ("elm,Elm bowl,,,X,NaN,", "Row 3: “NaN” is not a number."),
        (
            'elm,Elm bowl,,,X,"1,234",',
            "Row 3: “1,234” can be read in two ways. Write 1234.00 or 1.234.",
        ),
        ("elm,Elm bowl,,,X,999999999,", "Row 3: The price “999999999” is too large."),
        ("elm,Elm bowl,,,X,,", "Row 3: The price is missing."),
        (
            "elm,Elm bowl,,,X,=CMD(),",
            "Row 3: “=CMD()” is a formula. Formulas are not calculated.",
        ),
        ("elm,Elm bowl,Size,,X,9,", "Row 3: The value of the option “Size” is missing."),
        (
            "elm,Elm bowl,,Small,X,9,",
            "Row 3: “Small” is the value of an option without a name.",
        ),
        (
            'elm,"Elm bowl,,,X,9,',
            "Row 3: A quotation mark is not closed, or text follows a closing one.",
        ),
        (
            'elm,"Elm" bowl,,,X,9,',
            "Row 3: A quotation mark is not closed, or text follows a closing one.",
        ),
        (
            "elm,Elm bowl,,,X,9,,extra",
            (
                "Row 3: The row has 8 columns, but the header has 7. "
                "A delimiter or a quotation mark may be missing."
            ),
        ),
        (
            "oak-bowl,Another bowl,,,X,9,",
            (
                "Row 3: “Another bowl” has the handle of “Oak bowl” in row 2. "
                "Each product needs its own handle."
            ),
        ),
    ],
)
def test_a_bad_row_is_named_and_its_neighbours_are_read(read, line, sentence):
    reading = read(GOOD_BEFORE, line, GOOD_AFTER)

    assert sentence in reading.sentences
    assert all(issue.severity is Severity.ERROR for issue in reading.issues)
    assert "elm" not in reading.products
    assert reading.products["ash-bowl"].variants[0].price.minor == 1400
    if not line.startswith("oak-bowl"):
        assert reading.products["oak-bowl"].variants[0].price.minor == 1250


def test_one_bad_variant_leaves_its_whole_product_out(read):
    reading = read(
        "elm,Elm bowl,Size,Small,E-1,9,",
        "elm,,,Medium,E-2,-1,",
        "elm,,,Large,E-3,11,",
        GOOD_AFTER,
    )

    assert list(reading.products) == ["ash-bowl"]
    assert reading.sentences == ["Row 3: The price “-1” is negative."]
    assert reading.issues[0].handle == "elm"
    assert reading.issues[0].column == "Variant Price"


def test_an_unreadable_row_within_a_product_leaves_it_out_whole(read):
    reading = read(
        "elm,Elm bowl,Size,Small,E-1,9,",
        'elm,"Oops,,Medium,E-2,10,',
        "elm,,,Large,E-3,11,",
        GOOD_AFTER,
    )

    assert list(reading.products) == ["ash-bowl"]
    assert [result.row_count for result in reading.results] == [3, 1]


def test_a_row_without_handle_within_a_product_leaves_it_out_whole(read):
    reading = read(
        "elm,Elm bowl,Size,Small,E-1,9,", ",,,Medium,E-2,10,", "elm,,,Large,E-3,11,", GOOD_AFTER
    )

    assert list(reading.products) == ["ash-bowl"]
    assert reading.sentences == [
        "Row 3: The handle is missing, so the row belongs to no product.",
        "Row 3: A row of this product, or right after it, cannot be placed.",
    ]


def test_a_handle_that_comes_back_is_refused_and_the_first_product_stands(read):
    reading = read(GOOD_BEFORE, GOOD_AFTER, "oak-bowl,Oak bowl two,,,OAK-2,20,")

    assert reading.products["oak-bowl"].title == "Oak bowl"
    assert reading.sentences == [
        (
            "Row 4: The handle “oak-bowl” is already used by the product in row 2. "
            "Rows of one product must follow each other."
        )
    ]


def test_two_columns_with_different_handles_are_refused(read):
    header = "Handle,URL handle,Title,Price"

    reading = read("elm,fir,Elm bowl,9", "ash,ash,Ash bowl,9", header=header)

    assert reading.sentences == ["Row 2: The row has two handles, “elm” and “fir”."]
    assert list(reading.products) == ["ash"]


def test_twelve_options_are_refused(read):
    options = ",".join(f"Option{n} Name,Option{n} Value" for n in range(1, 13))
    values = ",".join(f"Axis {n},Value {n}" for n in range(1, 13))

    reading = read(
        f"elm,Elm bowl,9,{values}",
        "ash,Ash bowl,9," + "," * 23,
        header=f"Handle,Title,Price,{options}",
    )

    assert reading.sentences == ["Row 2: The product has 12 options; up to 3 are possible."]
    assert list(reading.products) == ["ash"]


def test_two_hundred_variants_are_taken_and_one_more_is_not(read):
    rows = ["elm,Elm bowl,Size,S0,,9,", *(f"elm,,,S{n},,9," for n in range(1, 200))]

    assert len(read(*rows).products["elm"].variants) == 200

    reading = read(*rows, "elm,,,S200,,9,", GOOD_AFTER)
    assert reading.sentences == ["Row 2: The product has 201 variants; up to 200 are possible."]
    assert list(reading.products) == ["ash-bowl"]


def test_a_product_of_endless_rows_is_dropped_without_being_held(read):
    reading = read("elm,Elm bowl,Size,S0,,9,", *(f"elm,,,S{n},,9," for n in range(1, 2000)))

    assert reading.products == {}
    assert reading.results[0].row_count == 2000
    assert reading.sentences == [
        "Row 602: The product has too many rows; up to 200 variants are possible."
    ]


def test_the_same_options_twice_are_refused(read):
    reading = read("elm,Elm bowl,Size,Small,,9,", "elm,,,small,,10,")

    assert reading.sentences == ["Row 3: The variant “small” is already given in row 2."]


def test_the_same_sku_twice_in_a_product_is_refused(read):
    reading = read("elm,Elm bowl,Size,Small,E-1,9,", "elm,,,Large,E-1,10,")

    assert reading.sentences == ["Row 3: The SKU “E-1” is already used in row 2."]


def test_a_cell_of_forty_megabytes_costs_one_row(read_bytes):
    header = b"Handle,Title,Variant SKU,Variant Price\n"
    giant = b'elm,"' + b"x" * 40_000_000 + b'",E-1,9\n'

    reading = read_bytes(header + b"oak,Oak,O,1\n" + giant + b"ash,Ash,A,2\n")

    assert reading.sentences == ["Row 3: A cell holds more than 131,072 characters."]
    assert list(reading.products) == ["oak", "ash"]


def test_a_giant_cell_with_line_breaks_costs_one_row(read_bytes):
    header = b"Handle,Title,Body (HTML),Variant Price\n"
    giant = b'elm,Elm,"' + b"<p>line, with a comma</p>\n" * 100_000 + b'",9\n'

    reading = read_bytes(header + b"oak,Oak,O,1\n" + giant + b"ash,Ash,A,2\n")

    assert reading.sentences == ["Row 3: A cell holds more than 131,072 characters."]
    assert list(reading.products) == ["oak", "ash"]


def test_an_unclosed_quote_swallows_nothing_even_far_from_the_end(read):
    rows = [f"p-{n},Bowl {n},,,S-{n},9," for n in range(30_000)]
    rows[10] = 'p-10,"Bowl 10,,,S-10,9,'

    reading = read(*rows)

    assert len(reading.products) == 29_999
    assert [issue.row for issue in reading.issues] == [12]


def test_an_unclosed_quote_in_a_row_before_a_quoted_one_costs_one_row(read):
    reading = read(
        'elm,"Elm bowl,,,E-1,9,', 'fir,"Fir, the bowl",,,F-1,9,', '"ash","Ash ""B""",,,A-1,9,'
    )

    assert [issue.row for issue in reading.issues] == [2]
    assert [product.title for product in reading.products.values()] == [
        "Fir, the bowl",
        'Ash "B"',
    ]


@pytest.mark.parametrize(
    ("header", "line", "sentence"),
    [
        (
            "Handle,Title,Price,Compare-at price",
            "elm,Elm,9,8",
            "Row 2: The compare-at price is below the price and was left out.",
        ),
        ("Handle,Title,Price,Stock", "elm,Elm,9,-3", "Row 2: The stock of -3 was read as 0."),
        (
            "Handle,Title,Price,Published",
            "elm,Elm,9,maybe",
            "Row 2: “maybe” is neither TRUE nor FALSE. The cell was left out.",
        ),
        (
            "Handle,Title,Price,Image",
            "elm,Elm,9,ftp://x/a.jpg",
            "Row 2: “ftp://x/a.jpg” is not a web address. The cell was left out.",
        ),
        (
            "Handle,Title,Price,Weight,Weight unit",
            "elm,Elm,9,2,stone",
            (
                "Row 2: “stone” is not a unit of weight. Use g, kg, lb or oz. "
                "The cell was left out."
            ),
        ),
        (
            "Handle,Title,Price,Status",
            "elm,Elm,9,gone",
            (
                "Row 2: “gone” is not a status. Use active, draft or archived. "
                "The cell was left out."
            ),
        ),
        (
            "Handle,Title,Price",
            "elm,=CMD(),9",
            "Row 2: The cell looks like a formula. It was read as plain text.",
        ),
        (
            "Handle,Title,Price,Tags,Type",
            "elm,Elm,9",
            "Row 2: The row has 3 of 5 columns; the others were read as empty.",
        ),
        ("Handle,Title,Price", "elm,Elm,0", "Row 2: The price is 0."),
    ],
)
def test_a_doubtful_cell_is_a_warning_and_the_product_is_taken(read, header, line, sentence):
    reading = read(line, header=header)

    assert reading.sentences == [sentence]
    assert reading.issues[0].severity is Severity.WARNING
    assert list(reading.products) == ["elm"]


def test_a_gift_card_is_refused(read):
    reading = read("card,Card,9,TRUE", header="Handle,Title,Price,Gift Card")

    assert reading.sentences == ["Row 2: Gift cards cannot be imported as products."]


def test_a_price_in_another_currency_is_refused(read):
    reading = read("elm,Elm,9,USD", "ash,Ash,9,eur", header="Handle,Title,Price,Currency")

    assert reading.sentences == ["Row 2: The price is in “USD”, but this import is in EUR."]
    assert list(reading.products) == ["ash"]


def test_a_file_of_nothing_but_unclosed_quotes_ends(read):
    reading = read(*['x,"y'] * 500)

    assert reading.products == {}
    assert len({issue.row for issue in reading.issues}) == 500
