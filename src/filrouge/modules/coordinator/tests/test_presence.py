import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.coordinator import queries, services
from filrouge.modules.coordinator.models import Absence, PresenceDay
from tests.factories import AbsenceFactory, MembershipFactory, PersonFactory, PresenceDayFactory

MARCH = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
HOURS = {"starts_at": dt.time(9), "ends_at": dt.time(17), "break_minutes": 60}


@pytest.fixture
def me(membership, organisation):
    return PersonFactory(organisation=organisation, user=membership.user)


def url(name, *args):
    return reverse(f"coordinator:{name}", args=["chastel", *args])


def minutes(person, first, last):
    return registry.presence.get("coordinator")([person.pk], first, last)[person.pk]


def test_the_week_gives_every_day_of_a_month(in_organisation, me):
    PresenceDayFactory(person=me)

    assert minutes(me, *MARCH) == {dt.date(2026, 3, day): 420 for day in (3, 10, 17, 24, 31)}


def test_a_period_begins_and_ends(in_organisation, me):
    PresenceDayFactory(person=me, from_on=dt.date(2026, 3, 10), until_on=dt.date(2026, 3, 17))

    assert [day.day for day in minutes(me, *MARCH)] == [10, 17]


def test_a_public_holiday_is_left_out_unless_somebody_says_they_come(in_organisation, me):
    PresenceDayFactory(person=me, weekday=4)
    may = dt.date(2026, 5, 1), dt.date(2026, 5, 8)  # both are Fridays, and holidays
    assert minutes(me, *may) == {}

    PresenceDayFactory(person=me, weekday=None, day=dt.date(2026, 5, 8), ends_at=dt.time(12), break_minutes=0)
    assert minutes(me, *may) == {dt.date(2026, 5, 8): 180}


def test_an_exceptional_day_replaces_the_week(in_organisation, me):
    PresenceDayFactory(person=me)
    PresenceDayFactory(person=me, weekday=None, day=dt.date(2026, 3, 3), starts_at=dt.time(14), break_minutes=0)

    assert minutes(me, dt.date(2026, 3, 3), dt.date(2026, 3, 3)) == {dt.date(2026, 3, 3): 180}


def test_an_absence_comes_before_all(in_organisation, me):
    PresenceDayFactory(person=me)
    PresenceDayFactory(person=me, weekday=None, day=dt.date(2026, 3, 12))
    AbsenceFactory(person=me)

    assert [day.day for day in minutes(me, *MARCH)] == [3, 17, 24, 31]


def test_somebody_whose_days_nobody_said_is_left_out(in_organisation, me):
    assert registry.presence.get("coordinator")([me.pk], *MARCH) == {}


def test_the_next_visit(in_organisation, me):
    PresenceDayFactory(person=me)
    AbsenceFactory(person=me)

    assert queries.next_day_at_work(me, dt.date(2026, 3, 3)).day == dt.date(2026, 3, 17)


def test_the_same_hours_on_several_weekdays(membership, me, in_organisation):
    rows = services.add_presence(by=membership, weekdays=[0, 3], **HOURS)

    assert [row.weekday for row in rows] == [0, 3]


@pytest.mark.parametrize("when", [{}, {"weekdays": [1], "day": dt.date(2026, 3, 3)}])
def test_either_weekdays_or_one_day(membership, me, in_organisation, when):
    with pytest.raises(ValidationError, match="Choisissez des jours"):
        services.add_presence(by=membership, **when, **HOURS)


def test_the_same_hours_twice_are_refused(membership, me, in_organisation):
    PresenceDayFactory(person=me, until_on=dt.date(2026, 3, 17))

    with pytest.raises(ValidationError, match="déjà des heures"):
        services.add_presence(by=membership, weekdays=[1], **HOURS)
    assert services.add_presence(by=membership, weekdays=[1], from_on=dt.date(2026, 3, 18), **HOURS)


def test_a_break_longer_than_the_day_is_refused(membership, me, in_organisation):
    with pytest.raises(ValidationError, match="pause"):
        services.add_presence(by=membership, weekdays=[1], **HOURS | {"ends_at": dt.time(9, 30)})


def test_the_database_refuses_a_day_that_ends_before_it_starts(in_organisation, me):
    with pytest.raises(IntegrityError), transaction.atomic():
        PresenceDayFactory(person=me, ends_at=dt.time(8))


def test_two_absences_do_not_overlap(membership, me, in_organisation):
    AbsenceFactory(person=me)

    with pytest.raises(ValidationError, match="déjà une partie"):
        services.add_absence(by=membership, kind="other", first_on=dt.date(2026, 3, 13), last_on=dt.date(2026, 3, 14))


def test_what_was_removed_comes_back_unless_something_took_its_place(membership, me, in_organisation):
    row = services.remove_day(PresenceDayFactory(person=me), by=membership)
    assert list(queries.readable_presence(membership)) == []

    assert services.restore_day(row, by=membership).removed_at is None
    row = services.remove_day(row, by=membership)
    services.add_presence(by=membership, weekdays=[1], **HOURS)
    with pytest.raises(ValidationError, match="déjà des heures"):
        services.restore_day(row, by=membership)


def test_a_manager_reads_and_does_not_correct(organisation, in_organisation, me):
    row = PresenceDayFactory(person=me)
    manager = MembershipFactory(organisation=organisation, roles=["manager"])

    assert list(queries.readable_presence(manager)) == [row]
    with pytest.raises(PermissionDenied):
        services.remove_day(row, by=manager)


def test_the_team_sees_the_hours_on_site_the_managers_the_absences_too(organisation, membership, in_organisation, me):
    PresenceDayFactory(person=me)
    AbsenceFactory(person=me)
    give = registry.calendar.get("coordinator")
    manager = MembershipFactory(organisation=organisation, roles=["manager"])

    events = list(give(membership, dt.date(2026, 3, 1), dt.date(2026, 3, 14)))
    assert [(one.kind, one.starts_at.day, one.ends_at.day, one.all_day) for one in events] == [
        ("presence", 3, 3, True),
        ("absence", 9, 13, True),
    ]
    assert [one.label for one in events] == ["Sur place, 9\u00a0h – 17\u00a0h", "Absence : congés"]
    seen = [one.label for one in give(manager, *MARCH)]
    assert len(seen) == 5
    assert all(me.full_name in label for label in seen)
    assert {one.of_others for one in events} == {False}
    assert {one.of_others for one in give(manager, *MARCH)} == {True}
    for roles in (["coordinator"], ["assistant"], ["professional"], ["employee"]):
        told = list(give(MembershipFactory(organisation=organisation, roles=roles), *MARCH))
        assert [(one.kind, one.starts_at.day) for one in told] == [("presence", day) for day in (3, 17, 24, 31)]
        assert {one.url for one in told} == {me.get_absolute_url()}  # not the page of the days, which is not theirs
    for roles in (["accountant"], ["observer"]):
        assert list(give(MembershipFactory(organisation=organisation, roles=roles), *MARCH)) == []


def test_an_event_of_the_calendar_keeps_its_identity(in_organisation, membership, me):
    row, absence = PresenceDayFactory(person=me), AbsenceFactory(person=me)
    give = registry.calendar.get("coordinator")
    before = [one.uid for one in give(membership, *MARCH)]

    services.change_day(row, by=membership, ends_at=dt.time(16))
    services.change_day(absence, by=membership, last_on=dt.date(2026, 3, 12))

    assert [one.uid for one in give(membership, *MARCH)] == before
    assert len(set(before)) == 5


def test_nobody_is_on_site_before_they_arrive_or_once_they_have_left(in_organisation, membership, page_queries):
    give = registry.calendar.get("coordinator")
    here = {"arrived_on": dt.date(2026, 3, 10), "left_on": dt.date(2026, 3, 17)}

    def told():
        with page_queries(3):
            return [(one.starts_at.day, one.kind) for one in give(membership, *MARCH)]

    person = PersonFactory(**here)
    PresenceDayFactory(person=person)
    PresenceDayFactory(person=person, weekday=None, day=dt.date(2026, 3, 25))
    assert told() == [(10, "presence"), (17, "presence")]
    assert [day.day for day in minutes(person, *MARCH)] == [10, 17]

    for _ in range(3):
        PresenceDayFactory(person=PersonFactory(**here))
    assert len(told()) == 8


def test_days_are_said_from_the_page(logged_in, organisation, me):
    sent = {"weekdays": ["1", "3"], "starts_at": "09:00", "ends_at": "17:00", "break_minutes": "60"}
    assert logged_in.post(url("presence_add"), sent).status_code == 302
    with organisation_scope(organisation):
        row = PresenceDay.objects.get(weekday=1)
    sent = {"starts_at": "08:00", "ends_at": "12:00", "break_minutes": "0"}
    assert logged_in.post(url("presence_edit", row.pk), sent).status_code == 302
    sent = {"kind": "training", "first_on": "2026-03-10", "last_on": "2026-03-10"}
    assert logged_in.post(url("absence_add"), sent).status_code == 302

    page = logged_in.get(url("presence"), {"mois": "2026-03"})
    assert page.context["minutes"] == 4 * 240 + 4 * 420
    assert "formation" in page.content.decode()
    with organisation_scope(organisation):
        absence = Absence.objects.get()
    logged_in.post(url("absence_remove", absence.pk))
    assert "Remettre" in logged_in.get(url("presence")).content.decode()
    logged_in.post(url("absence_restore", absence.pk))
    with organisation_scope(organisation):
        absence.refresh_from_db()
    assert absence.removed_at is None


def test_a_refusal_is_said_on_the_form(logged_in, me):
    sent = {"starts_at": "09:00", "ends_at": "17:00", "break_minutes": "0"}

    answer = logged_in.post(url("presence_add"), sent)

    assert answer.status_code == 422
    assert "Choisissez des jours" in answer.content.decode()


def test_a_manager_chooses_whose_days(client, organisation, me):
    PresenceDayFactory(organisation=organisation, person=me)
    other = PresenceDayFactory(organisation=organisation, weekday=2).person
    client.force_login(MembershipFactory(organisation=organisation, roles=["manager"]).user)

    page = client.get(url("presence"), {"mois": "2026-03", "personne": str(other.pk)})

    assert page.context["person"] == other
    assert page.context["days_count"] == 4


@pytest.mark.parametrize("roles", [["assistant"], ["professional"], ["employee"], ["accountant"], ["observer"]])
def test_nobody_else_reads_the_days(client, organisation, roles):
    client.force_login(MembershipFactory(organisation=organisation, roles=roles).user)

    assert client.get(url("presence")).status_code == 403


@pytest.mark.parametrize("rows", [1, 6])
def test_the_page_asks_the_same_number_of_queries(logged_in, organisation, me, rows, page_queries):
    for weekday in range(rows):
        PresenceDayFactory(organisation=organisation, person=me, weekday=weekday)
    logged_in.get(url("presence"))

    with page_queries(QUERIES):
        logged_in.get(url("presence"), {"mois": "2026-03"})


def test_erasing_somebody_removes_their_days(in_organisation, me):
    PresenceDayFactory(person=me)
    AbsenceFactory(person=me)
    data = registry.personal_data.get("coordinator.days")

    assert len(list(data.export(me.pk))) == 2
    assert data.erase(me.pk) == 2
    assert not PresenceDay.objects.exists()


QUERIES = 14


@pytest.mark.parametrize("month", ["0001-01", "9999-12"])
@pytest.mark.parametrize("name", ["presence", "month"])
def test_months_of_other_centuries_open_all_the_same(logged_in, me, name, month):
    assert logged_in.get(url(name), {"mois": month}).status_code == 200
