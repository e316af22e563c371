import datetime as dt
from itertools import pairwise
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.days.almanac import Almanac
from filrouge.kernel.mail.models import Message
from filrouge.kernel.people.models import GroupMember
from filrouge.kernel.tenancy.models import Site
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.panels import next_in_series
from filrouge.modules.scheduling import queries, services
from filrouge.modules.scheduling.models import Occurrence, Series
from tests.factories import GroupFactory, MeetingFactory, MeetingTypeFactory, MembershipFactory, PersonFactory

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2029, 12, 31))
ALMANACS = st.builds(
    Almanac,
    st.sampled_from(["", "57", "974"]),
    st.sampled_from(["", "Zone A", "Zone B"]),
    st.just(dt.date(2028, 8, 31)),
)
RULES = st.fixed_dictionaries(
    {
        "frequency": st.sampled_from(["weekly", "monthly"]),
        "interval": st.integers(1, 4),
        "weekday": st.integers(0, 5),
        "rank": st.sampled_from([1, 2, 3, 4, 5, -1]),
        "on_holiday": st.sampled_from(["skip", "next_week", "keep"]),
        "first_on": DAYS,
    }
)


def today():
    return timezone.localdate()


def second_thursdays(**details):
    usual = {
        "title": "Réunion d’équipe", "frequency": "monthly", "rank": 2, "weekday": 3, "interval": 1,
        "starts": dt.time(12, 30), "minutes": 75, "first_on": today(), "on_holiday": "keep", "place": "Salle du haut",
    }  # fmt: skip
    return usual | details


@pytest.fixture
def kind(in_organisation):
    return MeetingTypeFactory(agenda=[{"title": "Suites", "kind": "discussion", "minutes": 10}])


@pytest.fixture
def series(kind, membership):
    return services.start_series(by=membership, type=kind, **second_thursdays())


def loose(**rule):
    """A series of no organisation: rules need no database."""
    return Series(organisation_id=uuid4(), starts=dt.time(12, 30), minutes=60, **rule)


def days(series):
    """Where the meetings of the series stand, cancelled ones left out."""
    found = Meeting.objects.filter(pk__in=series.occurrences.values("meeting")).exclude(status="cancelled")
    return sorted(timezone.localdate(meeting.starts_at) for meeting in found)


def ruled(series):
    return [one.rule_day for one in series.occurrences.order_by("rule_day")]


def nth(series, rank):
    return series.occurrences.select_related("meeting", "series").order_by("rule_day")[rank]


def test_the_dates_of_six_months_become_drafts_with_their_agenda(series):
    expected = series.days(today(), today() + queries.HORIZON)
    first = nth(series, 0).meeting

    assert days(series) == expected == ruled(series)
    assert len(expected) in {6, 7}
    assert (first.status, first.place, first.planned_minutes) == ("draft", "Salle du haut", 75)
    assert [item.title for item in first.items.all()] == ["Suites"]
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("rule", "label"),
    [
        ({}, "tous les deuxièmes jeudis du mois à 12\u00a0h\u00a030"),
        ({"rank": -1, "weekday": 1}, "tous les derniers mardis du mois à 12\u00a0h\u00a030"),
        ({"interval": 2}, "tous les deuxièmes jeudis, un mois sur 2 à 12\u00a0h\u00a030"),
        ({"frequency": "weekly", "rank": None}, "chaque jeudi à 12\u00a0h\u00a030"),
        ({"frequency": "weekly", "interval": 2}, "le jeudi, toutes les 2 semaines à 12\u00a0h\u00a030"),
    ],
)
def test_the_rule_is_said_in_words(kind, rule, label):
    assert Series(type=kind, **second_thursdays(**rule)).label == label


def test_laying_twice_makes_nothing_twice(series, membership):
    before = days(series)

    assert services.lay_series(series, by=membership) == []
    assert services.lay_all_series(today()) == 0
    assert days(series) == before


def test_the_horizon_moves_with_the_days_even_when_its_keeper_left(series, organisation, monkeypatch):
    series.kept_by.delete()
    MembershipFactory(organisation=organisation)
    last = ruled(series)[-1]
    later = timezone.now() + dt.timedelta(days=40)
    monkeypatch.setattr(timezone, "now", lambda: later)

    made = services.lay_all_series(today())

    assert made >= 1
    assert ruled(series)[-1] > last


def test_starting_needs_the_right_and_a_rule_that_gives_dates(kind, membership, organisation):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])

    with pytest.raises(PermissionDenied):
        services.start_series(by=professional, type=kind, **second_thursdays())
    with pytest.raises(ValidationError, match="Aucune date"):
        services.start_series(by=membership, type=kind, **second_thursdays(first_on=today() + dt.timedelta(days=400)))
    with pytest.raises(ValidationError, match="doit finir après son début"):
        services.start_series(by=membership, type=kind, **second_thursdays(last_on=today() - dt.timedelta(days=1)))
    with pytest.raises(ValidationError, match="Dites quel jour du mois"):
        services.start_series(by=membership, type=kind, **second_thursdays(rank=None))
    assert Meeting.objects.count() == 0


def test_a_date_on_holidays_is_skipped_with_its_reason_and_may_return(kind, membership):
    Site.objects.create(name="Siège", school_zone="Zone A", is_main=True)
    rule = second_thursdays(frequency="weekly", on_holiday="skip")
    series = services.start_series(by=membership, type=kind, **rule)
    skipped = next(one for one in series.occurrences.all() if one.is_skipped and one.rule_day > today())

    returned = services.bring_back(skipped, by=membership)

    assert skipped.reason
    assert (returned.day, returned.rule_day in days(series)) == (skipped.rule_day, True)
    services.lay_series(series, by=membership)
    assert ruled(series).count(skipped.rule_day) == 1


def test_a_date_skipped_by_hand_returns_with_its_agenda_and_nobody_is_told_of_a_draft(series, membership):
    occurrence = nth(series, 1)
    meetings.add_item(occurrence.meeting, by=membership, title="Budget")

    services.skip_occurrence(occurrence, by=membership, reason="Congrès")
    after_skip = days(series)
    services.skip_occurrence(occurrence, by=membership)
    returned = services.bring_back(occurrence, by=membership)

    assert occurrence.rule_day not in after_skip
    assert occurrence.rule_day in days(series)
    assert [item.title for item in returned.meeting.items.all()] == ["Suites", "Budget"]
    assert Message.objects.count() == 0


def test_skipping_a_convened_date_tells_people(kind, membership):
    group = GroupFactory()
    GroupMember.objects.create(group=group, person=PersonFactory(), joined_on=dt.date(2024, 1, 1))
    series = services.start_series(by=membership, type=kind, group=group, **second_thursdays())
    meetings.convene(nth(series, 0).meeting, by=membership)

    services.skip_occurrence(nth(series, 0), by=membership, reason="Grève")

    subjects = [message.subject.split(" :")[0] for message in Message.objects.order_by("created_at", "pk")]
    assert subjects == ["Invitation", "Annulation"]


def test_one_date_moves_alone_and_is_left_alone_afterwards(series, membership):
    day = nth(series, 1).rule_day + dt.timedelta(days=1)
    services.move_occurrence(nth(series, 1), by=membership, day=day, starts=dt.time(18))

    services.change_series(series, by=membership, starts=dt.time(13), place="Salle 2")

    moved, other = nth(series, 1), nth(series, 2)
    assert (moved.is_moved, timezone.localtime(moved.meeting.starts_at).time()) == (True, dt.time(18))
    assert (other.is_moved, timezone.localtime(other.meeting.starts_at).time()) == (False, dt.time(13))
    assert (moved.meeting.place, other.meeting.place) == ("Salle 2", "Salle 2")
    with pytest.raises(ValidationError, match="Cette date est passée"):
        services.move_occurrence(moved, by=membership, day=today() - dt.timedelta(days=1), starts=dt.time(12))


def test_a_change_leaves_alone_what_is_convened_or_reworded_by_hand(kind, membership):
    group = GroupFactory()
    GroupMember.objects.create(group=group, person=PersonFactory(), joined_on=dt.date(2024, 1, 1))
    series = services.start_series(by=membership, type=kind, group=group, **second_thursdays())
    meetings.convene(nth(series, 0).meeting, by=membership)
    meetings.change_meeting(nth(series, 1).meeting, by=membership, title="Équipe : budget")

    services.change_series(series, by=membership, title="Équipe", minutes=90)

    found = [(one.meeting.title, one.meeting.planned_minutes) for one in (nth(series, rank) for rank in range(3))]
    assert found == [("Réunion d’équipe", 75), ("Équipe : budget", 90), ("Équipe", 90)]


def test_another_rhythm_takes_the_drafts_along_with_their_agendas(series, membership):
    first, meeting = nth(series, 0), nth(series, 0).meeting
    meetings.add_item(meeting, by=membership, title="Budget")

    services.change_series(series, by=membership, weekday=1, rank=3)

    series.refresh_from_db()
    assert days(series) == series.days(today(), today() + queries.HORIZON) == ruled(series)
    assert all(day.weekday() == 1 for day in days(series))
    assert nth(series, 0).meeting == meeting
    assert first.rule_day not in days(series)


def test_fewer_dates_cancel_the_drafts_left_over(series, membership):
    count = len(days(series))

    services.change_series(series, by=membership, interval=3)

    assert len(days(series)) in {2, 3}
    assert Meeting.objects.filter(status="cancelled").count() == count - len(days(series))


def test_this_date_and_those_that_follow_leaves_the_former_ones(series, membership):
    before = days(series)
    third = nth(series, 2).rule_day

    services.change_series(series, by=membership, from_day=third, weekday=4)

    series.refresh_from_db()
    assert days(series)[:2] == before[:2]
    assert all(day.weekday() == 4 for day in days(series)[2:])
    services.lay_series(series, by=membership)
    assert days(series)[:2] == before[:2]


def test_another_group_changes_who_is_called_but_not_the_guests(kind, membership):
    old, new = GroupFactory(), GroupFactory()
    leaver, both, entrant, guest = PersonFactory.create_batch(4)
    for group, person in ((old, leaver), (old, both), (new, both), (new, entrant)):
        GroupMember.objects.create(group=group, person=person, joined_on=dt.date(2024, 1, 1))
    series = services.start_series(by=membership, type=kind, group=old, **second_thursdays())
    meetings.add_participants(nth(series, 0).meeting, [guest], by=membership)

    services.change_series(series, by=membership, group=new)

    called = {one.person for one in nth(series, 0).meeting.participants.select_related("person")}
    assert called == {both, entrant, guest}


def test_an_end_cuts_the_dates_beyond(series, membership):
    third = nth(series, 2).rule_day

    services.change_series(series, by=membership, last_on=third)

    assert len(days(series)) == 3


def test_a_series_stops_and_starts_again_with_its_drafts(series, membership):
    before, meeting = days(series), nth(series, 0).meeting
    services.stop_series(series, by=membership)
    stopped = days(series)
    services.lay_all_series(today())

    with pytest.raises(ValidationError, match="déjà arrêtée"):
        services.stop_series(series, by=membership)
    services.resume_series(series, by=membership)

    assert stopped == []
    assert (days(series), nth(series, 0).meeting) == (before, meeting)


def test_a_series_may_stop_and_keep_its_drafts(series, membership):
    before = days(series)

    services.stop_series(series, by=membership, keep_drafts=True)

    assert days(series) == before


def test_what_follows_a_meeting_is_the_next_date_of_its_series(series, membership):
    first, second, third = (nth(series, rank).meeting for rank in range(3))
    services.skip_occurrence(nth(series, 1), by=membership)

    assert (next_in_series(first), next_in_series(MeetingFactory())) == (third, None)
    assert second != third


def test_the_hour_of_the_wall_clock_holds_through_the_change_of_hour(kind):
    series = Series(type=kind, **second_thursdays())

    winter, summer = (series.moments(dt.date(2027, 3, day))[0] for day in (27, 29))

    assert (winter.utcoffset(), summer.utcoffset()) == (dt.timedelta(hours=1), dt.timedelta(hours=2))
    assert {moment.time() for moment in (winter, summer)} == {dt.time(12, 30)}


def test_the_fifth_thursday_exists_only_in_some_months(kind):
    series = Series(type=kind, **second_thursdays(rank=5, first_on=dt.date(2027, 1, 1)))

    found = series.days(dt.date(2027, 1, 1), dt.date(2027, 12, 31))

    assert [day.month for day in found] == [4, 7, 9, 12]


def test_leap_days_are_days(kind):
    series = Series(type=kind, **second_thursdays(rank=5, weekday=1, first_on=dt.date(2028, 1, 1)))

    assert dt.date(2028, 2, 29) in series.days(dt.date(2028, 2, 1), dt.date(2028, 3, 1))


@given(rule=RULES, start=DAYS, almanac=ALMANACS)
def test_whatever_the_rule_no_date_falls_on_a_public_holiday_and_each_reason_is_true(rule, start, almanac):
    series = loose(**rule)
    end = start + dt.timedelta(days=200)

    laid = queries.lay_days(series, almanac, start, end)

    placed = [one.day for one in laid if one.day]
    assert [one.rule_day for one in laid] == series.days(start, end)
    assert all(one.rule_day.weekday() == rule["weekday"] and one.rule_day >= rule["first_on"] for one in laid)
    assert not any(almanac.public_holiday(day) for day in placed)
    assert rule["on_holiday"] == "keep" or not any(almanac.school_holiday(day) for day in placed)
    assert len(set(placed)) == len(placed)
    assert all(bool(one.reason) == (one.day != one.rule_day) for one in laid)
    assert all(one.day is None or one.day.weekday() == rule["weekday"] for one in laid)


@given(rule=RULES, year=st.integers(2024, 2032))
def test_a_weekly_rule_keeps_its_pace_and_a_monthly_one_its_rank(rule, year):
    series = loose(**rule | {"first_on": dt.date(year, 1, 1)})

    found = series.days(dt.date(year, 1, 1), dt.date(year, 12, 31))

    if rule["frequency"] == "weekly":
        gaps = {(after - before).days for before, after in pairwise(found)}
        assert gaps == {7 * rule["interval"]}
    elif rule["rank"] > 0:
        assert all((day.day - 1) // 7 + 1 == rule["rank"] for day in found)
    else:
        assert all((day + dt.timedelta(days=7)).month != day.month for day in found)


def test_an_occurrence_is_once_in_its_series(series):
    with pytest.raises(ValidationError, match="déjà dans la série"):
        Occurrence(series=series, rule_day=nth(series, 0).rule_day).full_clean()
