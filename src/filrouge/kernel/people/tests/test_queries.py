import datetime as dt

import pytest

from filrouge.kernel.people import queries, services
from filrouge.kernel.people.enums import Profession, Status
from filrouge.kernel.people.models import Engagement
from filrouge.kernel.people.queries import Directory
from tests.factories import GroupFactory, MembershipFactory, PersonFactory

TODAY = dt.date(2026, 11, 22)


def names(**filters):
    return [person.last_name for person in queries.directory(Directory(day=TODAY, **filters))]


@pytest.fixture
def team(in_organisation):
    PersonFactory(last_name="Noël", first_name="Élodie", profession=Profession.GP, days_on_site=[0, 3])
    PersonFactory(last_name="Abadie", profession="physio", specialty="rééducation périnéale", days_on_site=[4])
    PersonFactory(last_name="Parti", left_on=TODAY - dt.timedelta(days=1))
    PersonFactory(last_name="Partant", left_on=TODAY)
    PersonFactory(last_name="Futur", arrived_on=TODAY + dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["Abadie", "Noël", "Partant"]),
        ({"words": "noel"}, ["Noël"]),
        ({"words": "ELODIE  noël"}, ["Noël"]),
        ({"words": "generaliste"}, ["Noël"]),
        ({"words": "perineale kine"}, ["Abadie"]),
        ({"words": "%"}, ["Abadie", "Noël", "Partant"]),
        ({"words": "zzz"}, []),
        ({"profession": "gp"}, ["Noël"]),
        ({"profession": "inconnue"}, ["Abadie", "Noël", "Partant"]),
        ({"weekday": 3}, ["Noël"]),
        ({"weekday": 5}, []),
        ({"scope": "gone"}, ["Parti"]),
        ({"scope": "coming"}, ["Futur"]),
        ({"scope": "all", "sort": "-nom"}, ["Parti", "Partant", "Noël", "Futur", "Abadie"]),
        ({"status": "none"}, ["Abadie", "Noël", "Partant"]),
        ({"status": "associate"}, []),
    ],
)
def test_directory_filters(filters, expected, team):
    assert names(**filters) == expected


def test_directory_by_group_reads_memberships_of_the_day(team, membership):
    noel = next(iter(queries.directory(Directory(day=TODAY, words="noel"))))
    group = GroupFactory()
    (link,) = services.add_members(group, by=membership, people=[noel], joined_on=dt.date(2026, 1, 1))

    assert names(group_id=group.pk) == ["Noël"]
    services.remove_member(link, by=membership, left_on=TODAY - dt.timedelta(days=1))
    assert names(group_id=group.pk) == []


def test_current_status_is_the_strongest_tie_in_force(in_organisation):
    person = PersonFactory()
    for status, ends_on in ((Status.SIGNATORY, None), (Status.ASSOCIATE, TODAY), (Status.EMPLOYEE, None)):
        Engagement.objects.create(person=person, status=status, starts_on=dt.date(2025, 1, 1), ends_on=ends_on)

    assert queries.current_status(person, TODAY) == Status.ASSOCIATE
    assert queries.current_status(person, TODAY + dt.timedelta(days=1)) == Status.SIGNATORY
    assert queries.current_status(person, dt.date(2024, 12, 31)) is None


def associate(profession, ends_on=None, starts_on=dt.date(2020, 1, 1)):
    person = PersonFactory(profession=profession)
    Engagement.objects.create(person=person, status=Status.ASSOCIATE, starts_on=starts_on, ends_on=ends_on)
    return person


def test_sisa_needs_two_doctors_and_one_auxiliary(in_organisation):
    assert not queries.sisa_state(TODAY).applies

    first, _second, nurse = associate("gp"), associate("gp"), associate("nurse")
    state = queries.sisa_state(TODAY)
    assert (state.applies, state.holds, state.doctors, state.auxiliaries, state.falls_on) == (True, True, 2, 1, None)
    assert not queries.sisa_without(first, TODAY).holds
    assert not queries.sisa_without(nurse, TODAY).holds


def test_sisa_says_the_day_after_the_departure_that_breaks_it(in_organisation):
    associate("gp", ends_on=dt.date(2026, 12, 31))
    associate("gp"), associate("nurse", ends_on=dt.date(2027, 3, 31)), associate("physio")

    state = queries.sisa_state(TODAY)
    assert (state.holds, state.falls_on) == (True, dt.date(2027, 1, 1))
    assert queries.sisa_state(dt.date(2026, 12, 31)).holds
    assert not queries.sisa_state(dt.date(2027, 1, 1)).holds

    associate("specialist", starts_on=dt.date(2027, 1, 1))
    assert queries.sisa_state(TODAY).falls_on is None


def test_sisa_names_associates_whom_the_law_does_not_allow(in_organisation):
    psychologist = associate("psychologist")

    assert queries.sisa_state(TODAY).not_allowed == [psychologist]


def test_duplicates_tell_why_and_ignore_shared_addresses(in_organisation):
    first = PersonFactory(last_name="Noël", first_name="Élodie", email="a@msp.example")
    second = PersonFactory(last_name="NOEL", first_name="Elodie", email="b@msp.example")
    third = PersonFactory(last_name="Petit", email="A@msp.example")
    for _ in range(8):
        PersonFactory(email="cabinet@msp.example")

    found = {(pair.first.pk, pair.second.pk, pair.reason) for pair in queries.duplicates()}

    assert found == {(first.pk, second.pk, "même nom"), (first.pk, third.pk, "même adresse e-mail")}


def test_who_coordinates_until_their_last_day(organisation, in_organisation):
    user = MembershipFactory(organisation=organisation).user
    person = PersonFactory(user=user, left_on=TODAY + dt.timedelta(days=30))

    assert queries.coordinating_people(TODAY) == [person]
    assert queries.coordinating_people(TODAY + dt.timedelta(days=30)) == [person]
    assert queries.coordinating_people(TODAY + dt.timedelta(days=31)) == []


def test_who_may_still_be_asked_something(team):
    assert {one.last_name for one in queries.people_not_gone(TODAY)} == {"Noël", "Abadie", "Partant", "Futur"}
