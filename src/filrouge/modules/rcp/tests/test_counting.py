"""The arithmetic of the agreement, against the examples that the insurer printed (guide, pages 26 to 30)."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.modules.rcp.queries import counting

GOAL = Decimal(5)
people = st.integers(0, 100_000)
some = st.integers(1, 100_000)
dates = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("examined", "base", "rounding", "rate"),
    [
        (30, 650, "down", "4.61"),
        (50, 650, "down", "7.69"),
        (34, 620, "down", "5.48"),
        (46, 900, "down", "5.11"),
        (72, 1750, "down", "4.11"),
        (0, 650, "down", "0.00"),
        (1, 3, "exact", "33.33333333333333333333333333"),
    ],
)
def test_the_rate_is_truncated_as_in_the_guide_or_exact(examined, base, rounding, rate):
    assert counting.rate(examined, base, rounding) == Decimal(rate)


def test_nobody_to_count_gives_no_rate():
    assert counting.rate(30, 0, "down") is None


@pytest.mark.parametrize(
    ("examined", "base", "missing"),
    [(30, 650, 3), (33, 650, 0), (32, 640, 0), (0, 620, 31), (72, 1750, 16), (50, 0, 0)],
)
def test_how_many_situations_are_missing(examined, base, missing):
    assert counting.missing_cases(examined, base, GOAL) == missing


@pytest.mark.parametrize(
    ("first", "required"),
    [
        (dt.date(2026, 1, 1), 6),
        (dt.date(2026, 7, 1), 3),
        (dt.date(2026, 7, 15), 3),  # a month begun is whole
        (dt.date(2026, 8, 1), 3),  # and two meetings and a half are three
        (dt.date(2026, 12, 31), 1),
    ],
)
def test_a_contract_begun_in_the_year_asks_for_fewer_meetings(first, required):
    assert counting.required_meetings(6, first) == required


@pytest.mark.parametrize(
    ("held", "under_minimum", "factor"),
    [(6, "nothing", "1"), (9, "prorata", "1"), (5, "nothing", "0"), (3, "prorata", "0.5"), (0, "prorata", "0")],
)
def test_too_few_meetings_leave_nothing_or_their_share(held, under_minimum, factor):
    assert counting.meetings_factor(held, 6, under_minimum) == Decimal(factor)


@pytest.mark.parametrize(
    ("today", "expected"),
    [(dt.date(2024, 7, 1), 40), (dt.date(2024, 12, 31), 20), (dt.date(2024, 1, 1), 7320)],
)
def test_the_pace_of_a_leap_year(today, expected):
    assert counting.at_this_pace(20, dt.date(2024, 1, 1), today, dt.date(2024, 12, 31)) == expected


@given(people, some)
def test_never_more_than_all_of_the_goal(examined, base):
    for rounding in ("down", "exact"):
        assert 0 <= counting.share(counting.rate(examined, base, rounding), GOAL) <= 1


@given(people, some)
def test_one_more_situation_never_lowers_the_rate(examined, base):
    for rounding in ("down", "exact"):
        assert counting.rate(examined, base, rounding) <= counting.rate(examined + 1, base, rounding)


@given(people, some)
def test_the_missing_situations_are_exactly_those_that_reach_the_goal(examined, base):
    missing = counting.missing_cases(examined, base, GOAL)

    assert counting.share(counting.rate(examined + missing, base, "down"), GOAL) == 1
    if missing:
        assert counting.share(counting.rate(examined + missing - 1, base, "exact"), GOAL) < 1


@given(dates)
def test_the_pace_of_the_last_day_is_the_year_itself(today):
    first, last = dt.date(2026, 1, 1), dt.date(2026, 12, 31)

    assert counting.at_this_pace(40, first, last, last) == 40
    assert counting.at_this_pace(40, first, today, last) >= 40


@given(dates, dates)
def test_a_later_contract_never_asks_for_more(one, other):
    earlier, later = sorted((one, other))

    assert 1 <= counting.required_meetings(6, later) <= counting.required_meetings(6, earlier) <= 6
