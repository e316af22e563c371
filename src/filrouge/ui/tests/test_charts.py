from datetime import date

import pytest

from filrouge.ui import charts as c


def points(*values: float) -> list[c.Point]:
    return [c.Point(f"P{index}", value) for index, value in enumerate(values)]


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 4, "25%"), (1, 3, "33.33%"), (0, 0, "0%"), (-2, 4, "0%"), (4, 4, "100%")]
)
def test_share(part, whole, shown):
    assert c.share(part, whole) == shown


@pytest.mark.parametrize(("value", "ceiling"), [(0, 1), (0.7, 1), (12, 20), (21, 25), (26, 50), (100, 100), (101, 200)])
def test_nice_ceiling(value, ceiling):
    assert c.nice_ceiling(value) == pytest.approx(ceiling)


def test_bars_are_measured_against_the_longest_or_the_goal():
    bars, goal = c.bars(c.BarChart("T", points(5, 10, 0), goal=20))

    assert [bar.width for bar in bars] == ["25%", "50%", "0%"]
    assert goal == "100%"


def test_bars_without_anything():
    assert c.bars(c.BarChart("T", [])) == ([], "")


def test_lines_fill_the_drawing_from_left_to_right():
    drawing = c.lines(c.LineChart("T", ["a", "b", "c"], [c.Series("S", [0, 5, 10])], goal=5))

    assert drawing.lines[0].path == "M0 100 L50 50 L100 0"
    assert drawing.lines[0].area == "M0 100 L50 50 L100 0 L100 100 L0 100 Z"
    assert [tick.label for tick in drawing.rows] == ["0", "2", "4", "6", "8", "10"]
    assert drawing.goal == "50%"
    assert drawing.table == [("a", ["0"]), ("b", ["5"]), ("c", ["10"])]


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1], ["0", "1"]),
        ([2], ["0", "1", "2"]),
        ([4], ["0", "1", "2", "3", "4", "5"]),
        ([80], ["0", "25", "50", "75", "100"]),
        ([-2, 1], ["-2", "-1", "0", "1"]),
        ([0.5, 2], ["0", "0,5", "1", "1,5", "2"]),
    ],
)
def test_whole_numbers_are_ruled_by_whole_numbers(values, labels):
    drawing = c.lines(c.LineChart("T", [str(value) for value in values], [c.Series("S", values)]))

    assert [tick.label.replace("\N{MINUS SIGN}", "-") for tick in drawing.rows] == labels


def test_lines_below_zero_and_shorter_series():
    drawing = c.lines(c.LineChart("T", ["a", "b"], [c.Series("S", [-10, 10]), c.Series("R", [0])]))

    assert drawing.lines[0].path == "M0 100 L100 0"
    assert drawing.table == [("a", ["−10", "0"]), ("b", ["10", "–"])]


def test_many_labels_are_thinned():
    labels = [str(number) for number in range(36)]

    assert len(c.lines(c.LineChart("T", labels, [c.Series("S", [1] * 36)])).columns) == 12


def test_one_part_draws_a_whole_ring_and_none_draws_nothing():
    (arc,) = c.arcs(c.Donut("T", points(3)))

    assert arc.path.startswith("M50.00 8.00 A42 42 0 1 1")
    assert [arc.path for arc in c.arcs(c.Donut("T", points(0, 0)))] == ["", ""]


@pytest.mark.parametrize("filled", [-1, 0, 0.5, 1, 7])
def test_a_gauge_never_leaves_its_track(filled):
    assert c.gauge_path(filled).startswith("M20.30 79.70")


def test_stacked_parts_follow_each_other():
    parts = c.stacked(c.StackedBar("T", points(1, 3)))

    assert [(part.x, part.width, part.middle) for part in parts] == [("0%", "25%", "12.5%"), ("25%", "75%", "62.5%")]


def test_sparkline_of_nothing_of_one_and_of_equals():
    assert c.sparkline([]) == ("", "0", "0")
    assert c.sparkline([4]) == ("M3.0 12.0", "3.0", "12.0")
    assert c.sparkline([2, 2]) == ("M3.0 12.0 L93.0 12.0", "93.0", "12.0")


def test_times_run_over_whole_months():
    chart = c.TimeChart(
        "T",
        [
            c.Span("A", date(2026, 12, 1), date(2026, 12, 31), progress=0.5),
            c.Span("B", date(2027, 1, 15), date(2027, 1, 15)),
        ],
        today=date(2026, 12, 1),
    )
    drawing = c.times(chart)

    assert [tick.label for tick in drawing.months] == ["déc.", "janv."]
    assert [(row.x, row.width, row.done, row.milestone) for row in drawing.rows] == [
        ("0%", "50%", "25%", False),
        ("72.58%", "1.61%", "1.61%", True),
    ]
    assert (drawing.today, drawing.height) == ("0%", 2 * c.ROW)


def test_today_outside_the_drawing_is_not_drawn():
    span = c.Span("A", date(2026, 12, 1), date(2026, 12, 31))

    assert c.times(c.TimeChart("T", [span], today=date(2027, 1, 1))).today == ""
    assert c.times(c.TimeChart("T", [])).rows == []
