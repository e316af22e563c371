import datetime as dt
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.days.almanac import Almanac
from filrouge.modules.scheduling.enums import Rhythm
from filrouge.modules.scheduling.queries import Moment, Wish, Year, lay

NOON, EVENING = dt.time(12, 30), dt.time(18)
HOURS = st.lists(st.sampled_from([dt.time(8), NOON, dt.time(13), EVENING]), min_size=1, max_size=3, unique=True)
ALMANACS = st.builds(
    Almanac,
    st.sampled_from(["", "57", "974"]),
    st.sampled_from(["", "Zone A", "Zone C"]),
    st.just(dt.date(2028, 8, 31)),
)
WISHES = st.builds(
    Wish,
    rhythm=st.sampled_from(Rhythm),
    number=st.integers(1, 60),
    weekdays=st.lists(st.integers(0, 5), min_size=1, unique=True),
    hours=HOURS,
    minutes=st.integers(15, 180),
    avoided_months=st.lists(st.integers(1, 12), max_size=11, unique=True),
    best_day=st.none() | st.integers(0, 5),
)


@st.composite
def years(draw):
    year = draw(st.integers(2024, 2030))
    first = dt.date(year, 1, 1) + dt.timedelta(days=draw(st.integers(0, 364)))
    return Year(year, first, draw(ALMANACS), draw(st.booleans()))


@st.composite
def moments(draw):
    day = dt.date(2027, 1, 1) + dt.timedelta(days=draw(st.integers(0, 364)))
    return Moment(day, draw(st.sampled_from([dt.time(8), NOON, EVENING])), draw(st.integers(30, 120)))


def wish(number=6, **details):
    usual = {"rhythm": Rhythm.COUNT, "weekdays": [3], "hours": [NOON], "minutes": 60}
    return Wish(**usual | {"number": number} | details)


def year(first="2027-01-01", **details):
    return Year(2027, dt.date.fromisoformat(first), **{"almanac": Almanac("", "Zone A")} | details)


@given(asked=WISHES, into=years(), busy=st.lists(moments(), max_size=30))
def test_every_date_obeys_and_the_count_is_exact_or_said_short_with_why(asked, into, busy):
    found = lay(asked, into, busy)

    for one in found.moments:
        assert one.day.year == into.year
        assert one.day >= into.first
        assert one.day.weekday() in asked.weekdays
        assert one.day.month not in asked.avoided_months
        assert one.starts in asked.hours
        assert not into.almanac.public_holiday(one.day)
        assert not (into.avoids_holidays and into.almanac.school_holiday(one.day))
        assert not any(one.overlaps(other) for other in busy)
    assert not any(one.overlaps(other) for one, other in combinations(found.moments, 2))
    assert len({one.day for one in found.moments}) == len(found.moments)
    if asked.rhythm == Rhythm.COUNT:
        assert len(found.moments) <= asked.number
        assert bool(found.shortfall) == (len(found.moments) < asked.number)


@given(number=st.integers(1, 24), weekdays=st.lists(st.integers(0, 4), min_size=1, unique=True))
def test_dates_are_spread_over_the_year(number, weekdays):
    free = year(almanac=Almanac(), avoids_holidays=False)
    asked = wish(number, weekdays=weekdays)
    days = free.days(asked)

    found = [one.day for one in lay(asked, free, []).moments]

    ranks = [days.index(day) for day in found]
    gaps = [after - before for before, after in pairwise(ranks)]
    assert len(found) == number
    assert not gaps or max(gaps) - min(gaps) <= 1


@given(weeks=st.integers(1, 8), into=years())
def test_a_rhythm_of_weeks_has_at_most_one_date_in_each_span(weeks, into):
    asked = wish(weeks, rhythm=Rhythm.WEEKS, weekdays=[1, 3])

    found = [one.day for one in lay(asked, into, []).moments]

    days = into.days(asked)
    start = days[0] - dt.timedelta(days=days[0].weekday()) if days else into.first
    spans = [(day - start).days // (7 * weeks) for day in found]
    assert len(set(spans)) == len(spans)


def test_six_rcp_of_a_year_fall_on_thursdays_out_of_holidays():
    found = [f"{one.day:%d/%m}" for one in lay(wish(6, avoided_months=[7, 8]), year(), []).moments]

    assert found == ["21/01", "18/03", "13/05", "24/06", "30/09", "02/12"]


def test_meetings_already_there_count_and_the_others_spread_around_them():
    already = [Moment(dt.date(2027, 1, 21), NOON, 60), Moment(dt.date(2027, 6, 24), NOON, 60)]

    found = lay(wish(6), year(), already, already)

    assert len(found.moments) == 4
    assert not {one.day for one in found.moments} & {one.day for one in already}
    assert lay(wish(2), year(), already, already).moments == []


def test_two_meetings_never_share_a_noon_and_another_day_is_preferred():
    busy = lay(wish(12, weekdays=[1, 3]), year(), []).moments

    found = lay(wish(12, weekdays=[1, 3]), year(), busy).moments

    assert not {one.day for one in found} & {one.day for one in busy}


def test_a_day_already_busy_at_noon_may_hold_an_evening_when_nothing_else_is_left():
    thursdays = year().days(wish())
    busy = [Moment(day, NOON, 60) for day in thursdays]

    found = lay(wish(3, hours=[NOON, EVENING]), year(), busy)

    assert ([one.starts for one in found.moments], found.shortfall) == ([EVENING] * 3, "")


@pytest.mark.parametrize(
    ("asked", "into", "sentence"),
    [
        (wish(60), year(), "Il manque 26\u00a0dates : les jours et heures possibles sont tous pris."),
        (wish(avoided_months=list(range(1, 12))), year("2027-12-20"), "et janvier, février"),
        (wish(), year("2028-01-01"), "Aucun jour possible"),
    ],
)
def test_what_is_missing_is_said_with_why(asked, into, sentence):
    assert sentence in lay(asked, into, []).shortfall


def test_the_best_day_is_kept_when_it_can_hold_everything():
    asked = wish(10, weekdays=[1, 3], best_day=1)

    assert {one.day.weekday() for one in lay(asked, year(), []).moments} == {1}
    assert {one.day.weekday() for one in lay(wish(50, weekdays=[1, 3], best_day=1), year(), []).moments} == {1, 3}


def test_nothing_is_laid_in_the_past():
    found = lay(wish(6), year("2027-10-01"), []).moments

    assert min(one.day for one in found) >= dt.date(2027, 10, 1)
