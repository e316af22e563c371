import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.days.almanac import Almanac, almanac_of
from filrouge.kernel.days.places import subdivision_of
from filrouge.kernel.tenancy.models import Site

DAYS = st.dates(dt.date(2018, 1, 1), dt.date(2040, 12, 31))
ZONES = st.sampled_from(["", "Zone A", "Zone B", "Zone C"])
PLACES = st.sampled_from(["", "57", "6AE", "971", "974", "976", "NC"])


@pytest.mark.parametrize(
    ("place", "day", "name"),
    [
        ("", dt.date(2026, 11, 11), "Armistice"),
        ("", dt.date(2027, 3, 26), ""),
        ("57", dt.date(2027, 3, 26), "Vendredi saint"),
        ("6AE", dt.date(2027, 12, 26), "Saint-Étienne"),
        ("971", dt.date(2027, 5, 27), "Abolition de l’esclavage"),
        ("974", dt.date(2027, 12, 20), "Abolition de l’esclavage"),
        ("", dt.date(2027, 12, 20), ""),
    ],
)
def test_public_holidays_are_those_of_the_place(place, day, name):
    assert Almanac(place).public_holiday(day) == name


@pytest.mark.parametrize(
    ("zone", "name"), [("Zone A", "vacances d’hiver"), ("Zone B", ""), ("Zone C", "vacances d’hiver"), ("", "")]
)
def test_school_holidays_are_those_of_the_zone(zone, name):
    assert Almanac("", zone).school_holiday(dt.date(2027, 2, 15)) == name


def test_dates_after_the_published_calendar_are_only_likely():
    almanac = Almanac("", "Zone A", dt.date(2028, 8, 31))

    assert [almanac.is_estimated(dt.date(2028, 8, 31)), almanac.is_estimated(dt.date(2028, 9, 1))] == [False, True]
    assert not Almanac("974", "").is_estimated(dt.date(2035, 1, 1))


@pytest.mark.parametrize(
    ("commune", "time_zone", "found"),
    [
        ("57463", "Europe/Paris", "57"),
        ("67482", "Europe/Paris", "6AE"),
        ("97411", "Indian/Reunion", "974"),
        ("2A004", "Europe/Paris", ""),
        ("38185", "Indian/Reunion", ""),
        ("", "America/Martinique", "972"),
        ("", "Europe/Paris", ""),
    ],
)
def test_the_commune_says_where_we_are_and_the_time_zone_where_it_is_unknown(commune, time_zone, found):
    assert subdivision_of(commune, time_zone) == found


def test_the_almanac_is_that_of_the_site_or_of_the_main_one(in_organisation):
    Site.objects.create(name="Siège", commune_code="67482", school_zone="Zone B", is_main=True)
    annexe = Site.objects.create(name="Annexe", commune_code="88160", school_zone="Zone B")

    assert (almanac_of().subdivision, almanac_of(annexe).subdivision) == ("6AE", "")


def test_without_any_site_only_the_national_list_is_known(in_organisation):
    almanac = almanac_of()

    assert (almanac.subdivision, almanac.knows_school_holidays) == ("", False)


@given(day=DAYS, zone=ZONES, place=PLACES)
def test_the_nearest_working_days_surround_any_day(day, zone, place):
    almanac = Almanac(place, zone)

    after, before = almanac.on_or_after(day), almanac.before(day)

    assert before < day <= after
    assert almanac.is_working_day(before)
    assert almanac.is_working_day(after)
    assert not any(almanac.is_working_day(day + dt.timedelta(n)) for n in range((after - day).days))
