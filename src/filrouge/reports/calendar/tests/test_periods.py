"""What a view shows around a day: pure dates."""

import datetime as dt

import pytest

from filrouge.reports.calendar.enums import View
from filrouge.reports.calendar.queries import EARLIEST, LATEST, health_days, period_of


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
    assert period_of(View.WEEK, dt.date(2026, 6, 3)).label == "Semaine 23, du 1er au 7\u00a0juin 2026"


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


@pytest.mark.parametrize("year", [2026, 2028])
def test_health_days_are_those_of_the_year_and_say_where_they_come_from(year):
    found = {one.code: one for one in health_days(year)}

    assert found["aids"].when == f"1er\u00a0décembre {year}"
    assert found["mars_bleu"].when == "tout le mois de mars"
    assert found["octobre_rose"].when == "tout le mois d’octobre"
    assert found["vaccination"].when == f"du 24 au 30\u00a0avril {year}"
    assert {one.first.year for one in found.values()} == {year}
    assert all(one.page.startswith("http") and one.decided_by for one in found.values())
    assert {one.confidence for one in found.values()} == {"high", "medium", "low"}
