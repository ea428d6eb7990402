import pytest

from core.ui import charts


def test_an_axis_ends_at_a_round_number():
    assert [charts.nice_top(n) for n in (0, 3, 7, 10, 11, 180, 960, 0.3)] == [
        1, 5, 10, 10, 20, 200, 1000, 0.5,
    ]  # fmt: skip


def test_a_line_runs_from_edge_to_edge_and_ends_at_the_top():
    chart = charts.line("Sales double", ["Mon", "Tue"], {"Vases": [5, 10]})

    assert chart.series == [charts.Series("M64.0,120.0L628.0,12.0", 1)]
    assert [tick.label for tick in chart.y_ticks] == ["0", "2", "5", "8", "10"]
    assert chart.summary == "Sales double. Mon to Tue: Vases from 5 to 10."
    assert chart.rows == [["Vases", "Mon", "5"], ["Vases", "Tue", "10"]]
    assert chart.legend == []


def test_bars_stand_on_zero():
    chart = charts.bars("Orders", ["a", "b"], [0, 4])

    floor = charts.HEIGHT - charts.BOTTOM
    assert [bar.y + bar.height for bar in chart.bars] == [floor, floor]
    assert chart.bars[0].height == 0


def test_five_series_are_refused():
    with pytest.raises(ValueError, match="four series"):
        charts.line("Too much", ["a"], {str(n): [n] for n in range(5)})


def test_no_data_is_said_in_words():
    assert charts.line("Sales", [], {"Vases": []}).summary == "Sales. No data yet."


def test_a_sparkline_needs_two_values():
    assert charts.spark([4]) == ""
    assert charts.spark([1, 3, 2]) == "M0.0,22.0L36.0,2.0L72.0,12.0"
