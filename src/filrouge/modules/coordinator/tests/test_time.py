import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work import services as work
from filrouge.modules.coordinator import queries, services
from filrouge.modules.coordinator.enums import activities, blocks, find_activity
from filrouge.modules.coordinator.models import TimeEntry
from filrouge.modules.coordinator.queries import Filters
from filrouge.ui.durations import read_duration
from tests.factories import (
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipantFactory,
    PersonFactory,
    TimeEntryFactory,
)

DAY = dt.date(2026, 3, 2)


@pytest.fixture
def me(membership, in_organisation):
    return PersonFactory(user=membership.user, first_name="Camille", last_name="Essai")


def started(person, minutes_ago, **fields):
    moment = timezone.now() - dt.timedelta(minutes=minutes_ago)
    return TimeEntryFactory(person=person, minutes=None, started_at=moment, day=timezone.localdate(moment), **fields)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1 h 30", 90),
        ("1h30", 90),
        ("1\u202fh\u202f30", 90),
        ("2 h", 120),
        ("45 min", 45),
        ("45", 45),
        ("1:30", 90),
        ("1,5 h", 90),
        ("0,25", 15),
    ],
)
def test_durations_are_read_as_people_write_them(typed, minutes):
    assert read_duration(typed) == minutes


@pytest.mark.parametrize("typed", ["", "0", "demain", "25 h", "-3", "1 h 30 h"])
def test_what_is_no_duration_is_refused(typed):
    with pytest.raises(ValidationError, match="Écrivez une durée"):
        read_duration(typed)


def test_the_referential_holds_a_hundred_activities_in_its_blocks():
    assert len(activities()) == 100
    assert {one.block for one in activities().values()} == set(blocks())


def test_an_activity_is_found_by_words_that_it_alone_holds():
    assert find_activity("plaidoyer").id == "B4-03"
    assert find_activity("b4-03").id == "B4-03"
    assert find_activity("équipe") is None


def test_a_second_start_stops_the_first_and_notes_it(membership, me):
    first = started(me, 30, activity="B1-02")

    services.start_timer("B4-06", by=membership)

    first.refresh_from_db()
    assert first.minutes == 30
    assert queries.running_of(membership).activity == "B4-06"


def test_the_same_activity_tapped_twice_is_one_clock(membership, me):
    once = services.start_timer("B1-02", by=membership)

    assert services.start_timer("B1-02", by=membership) == once
    assert TimeEntry.objects.count() == 1


def test_the_database_holds_one_clock_a_person(me):
    started(me, 5)

    with pytest.raises(IntegrityError), transaction.atomic():
        started(me, 3)


def test_starting_here_stops_the_clock_of_another_team(membership, me):
    other = OrganisationFactory()
    there = MembershipFactory(organisation=other, user=membership.user)
    with organisation_scope(other, switching=True):
        elsewhere = started(PersonFactory(user=membership.user), 20)

    services.start_timer("B1-02", by=membership)

    with organisation_scope(other, switching=True):
        assert queries.running_of(there) is None
        assert TimeEntry.objects.get(pk=elsewhere.pk).minutes == 20


def test_a_clock_forgotten_in_another_team_says_in_which_one(membership, me):
    other = OrganisationFactory(name="MSP des Iris")
    MembershipFactory(organisation=other, user=membership.user)
    with organisation_scope(other, switching=True):
        started(PersonFactory(user=membership.user), 15 * 60)

    with pytest.raises(ValidationError, match="dans l’équipe « MSP des Iris »"):
        services.start_timer("B1-02", by=membership)


def test_a_clock_forgotten_all_night_asks_how_long_it_really_was(membership, me):
    entry = started(me, 15 * 60)

    with pytest.raises(ValidationError, match="indiquez la durée réelle"):
        services.stop_timer(entry, by=membership)

    assert services.stop_timer(entry, by=membership, minutes=50).minutes == 50


def test_a_day_has_24_hours(membership, me):
    TimeEntryFactory(person=me, day=DAY, minutes=23 * 60)

    with pytest.raises(ValidationError, match="dépasserait 24 heures"):
        services.note_time("B1-02", by=membership, day=DAY, minutes=61)


def test_time_to_come_is_refused(membership, me):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    with pytest.raises(ValidationError, match="pas encore venu"):
        services.note_time("B1-02", by=membership, day=tomorrow, minutes=30)


def test_an_unknown_activity_is_refused(membership, me):
    with pytest.raises(ValidationError, match="Choisissez une activité"):
        services.note_time("B9-99", by=membership, day=DAY, minutes=30)


def test_a_coordinator_reads_their_own_time_and_a_manager_everybodys(organisation, membership, me):
    mine, other = TimeEntryFactory(person=me), TimeEntryFactory()
    manager = MembershipFactory(organisation=organisation, roles=["manager"])
    assistant = MembershipFactory(organisation=organisation, roles=["assistant", "professional"])

    assert set(queries.readable_entries(membership)) == {mine}
    assert set(queries.readable_entries(manager)) == {mine, other}
    assert set(queries.readable_entries(assistant)) == set()


def test_the_history_of_ones_time_is_sealed_to_others(organisation, membership, me):
    entry = TimeEntryFactory(person=me)
    assistant = MembershipFactory(organisation=organisation, roles=["assistant"])
    seal = registry.sealed_subjects.get("coordinator")

    assert list(seal(assistant)["coordinator.timeentry"]) == [(entry.pk,)]
    assert list(seal(membership)["coordinator.timeentry"]) == []
    assert seal(MembershipFactory(organisation=organisation, roles=["manager"])) == {}


def test_a_manager_does_not_correct_the_time_of_another(organisation, me):
    entry = TimeEntryFactory(person=me)
    manager = MembershipFactory(organisation=organisation, roles=["manager"])

    with pytest.raises(PermissionDenied):
        services.change_entry(entry, by=manager, minutes=10)


def test_sums_by_day_block_and_activity(membership, me):
    TimeEntryFactory(person=me, activity="B1-02", day=DAY, minutes=60)
    TimeEntryFactory(person=me, activity="B1-06", day=DAY, minutes=30)
    TimeEntryFactory(person=me, activity="B4-06", day=DAY + dt.timedelta(days=1), minutes=45)
    rows = queries.entries_between(membership, DAY, DAY + dt.timedelta(days=30))

    assert [(one.code, one.minutes) for one in queries.by_block(rows)] == [("B1", 90), ("B4", 45)]
    assert [one.code for one in queries.by_activity(rows)] == ["B1-02", "B4-06", "B1-06"]
    assert [(one.day.day, one.minutes) for one in queries.by_day(rows)] == [(3, 45), (2, 90)]
    assert queries.total_minutes(queries.filtered(rows, Filters(block="B1"))) == 90


def test_the_most_used_activities_come_first(membership, me):
    for _ in range(2):
        TimeEntryFactory(person=me, activity="B4-12", day=DAY)

    assert queries.most_used(membership, DAY)[:2] == ["B4-12", "B1-02"]


def test_a_meeting_and_a_task_are_proposed_once(membership, me):
    meeting = MeetingFactory(held=True, title="Point d’équipe")
    ParticipantFactory(meeting=meeting, person=me, presence="present", minutes=75)
    task = work.complete_task(work.create_task(title="Relancer", by=membership, owner=me), by=membership)
    today = timezone.localdate()

    proposed = {one.work.key: one for one in queries.proposals_for(membership, me, today)}
    assert set(proposed) == {f"meetings:{meeting.pk}", f"work:{task.pk}"}
    assert (proposed[f"meetings:{meeting.pk}"].work.minutes, proposed[f"meetings:{meeting.pk}"].activity) == (
        75,
        "B1-05",
    )

    noted = services.note_work(f"meetings:{meeting.pk}", by=membership, minutes=80, activity="B1-03")
    services.ignore_work(f"work:{task.pk}", by=membership)
    services.remove_entry(noted, by=membership)
    assert (noted.minutes, noted.day, noted.word) == (80, meeting.starts_on, "Point d’équipe")
    assert queries.proposals_for(membership, me, today) == []


def test_a_proposal_accepted_twice_is_refused_kindly(membership, me):
    meeting = MeetingFactory(held=True)
    ParticipantFactory(meeting=meeting, person=me, presence="present", minutes=60)
    services.note_work(f"meetings:{meeting.pk}", by=membership, minutes=60, activity="B1-05")

    with pytest.raises(ValidationError, match="déjà noté"):
        services.note_work(f"meetings:{meeting.pk}", by=membership, minutes=60, activity="B1-05")


def test_time_removed_comes_back(membership, me):
    entry = TimeEntryFactory(person=me)

    services.remove_entry(entry, by=membership)
    assert list(queries.readable_entries(membership)) == []

    services.restore_entry(entry, by=membership)
    assert list(queries.readable_entries(membership)) == [entry]


def test_an_account_finds_its_record_by_its_address(membership, in_organisation):
    known = PersonFactory(email=membership.user.email.upper())

    assert services.open_record(by=membership) == known
    assert queries.own_person(membership) == known


def test_an_account_finds_its_record_by_its_name(membership, in_organisation):
    name = {"first_name": membership.user.first_name.upper(), "last_name": membership.user.last_name}
    known = PersonFactory(email="cabinet@example.org", **name)

    assert services.open_record(by=membership) == known


def test_between_two_of_the_same_name_none_is_chosen(membership, in_organisation):
    name = {"first_name": membership.user.first_name, "last_name": membership.user.last_name}
    namesakes = [PersonFactory(email=f"{rank}@example.org", **name) for rank in range(2)]

    assert services.open_record(by=membership) not in namesakes


def test_erasing_somebody_keeps_hours_and_drops_words(membership, me):
    entry = TimeEntryFactory(person=me, word="appel de la CPAM")

    assert registry.personal_data.get("coordinator.time").erase(me.pk) == 1
    entry.refresh_from_db()
    assert (entry.word, entry.minutes) == ("", 60)
