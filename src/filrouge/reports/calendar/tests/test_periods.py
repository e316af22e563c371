"""What a view shows around a day: pure dates."""

import datetime as dt

import pytest

from filrouge.reports.calendar.enums import View
from filrouge.reports.calendar.queries import EARLIEST, LATEST, period_of


@pytest.mark.parametrize(
    ("day", "last", "weeks"),
    [
        (dt.date(2027, 2, 10), 28, 4),  # begins on a Monday: four weeks and not a day more
        (dt.date(2028, 2, 29), 29, 5),
        (dt.date(2026, 4, 30), 30, 5),
        (dt.date(2026, 8, 1), 31, 6),  # begins on a Saturday
    ],
)
def test_a_month_is_whole_and_its_grid_made_of_whole_weeks(day, last, weeks):
    period = period_of(View.MONTH, day)

    assert (period.first, period.last) == (day.replace(day=1), day.replace(day=last))
    assert (len(period.weeks), {len(week) for week in period.weeks}) == (weeks, {7})
    assert (period.shown[0].weekday(), period.shown[1].weekday()) == (0, 6)


def test_the_month_before_and_after_the_longest():
    period = period_of(View.MONTH, dt.date(2026, 3, 31))

    assert (period.previous, period.following) == (dt.date(2026, 2, 1), dt.date(2026, 4, 1))


def test_a_week_begins_on_monday_even_across_the_year():
    period = period_of(View.WEEK, dt.date(2027, 1, 3))

    assert period.first == dt.date(2026, 12, 28)
    assert period.label.startswith("Semaine 53, du 28\u00a0décembre 2026")


def test_the_year_after_a_leap_day_is_whole():
    period = period_of(View.YEAR, dt.date(2028, 2, 29))

    assert (period.first, period.last) == (dt.date(2028, 1, 1), dt.date(2028, 12, 31))
    assert (period.previous.year, period.following.year) == (2027, 2029)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("day", [dt.date.min, dt.date.max, EARLIEST, LATEST])
def test_the_ends_of_time_are_kept_within_reach(view, day):
    period = period_of(view, day)

    assert EARLIEST <= period.day <= LATEST
    assert period.previous < period.first <= period.last < period.following or view == View.YEAR
