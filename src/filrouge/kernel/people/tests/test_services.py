import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from filrouge.kernel.identifiers.fictitious import fictitious_rpps
from filrouge.kernel.people import queries, services
from filrouge.kernel.people.enums import Profession, Status
from filrouge.kernel.people.models import Departure, Engagement, Group, GroupMember, Person
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.services import SYSTEM
from tests.factories import GroupFactory, MembershipFactory, PersonFactory

DAY = dt.date(2026, 12, 31)
NEXT = dt.date(2027, 1, 1)


def actions():
    return list(Entry.objects.order_by("happened_at", "pk").values_list("action", flat=True))


def test_add_person_tidies_what_is_typed_and_says_so(membership, in_organisation):
    person = services.add_person(
        by=membership,
        last_name="  Le  Goff ",
        first_name="Élodie\u202e",
        phone="06 12 34 56 78",
        email=" elodie@msp.example ",
        rpps="9970 000 0014".replace("0014", fictitious_rpps(1)[-4:]),
        days_on_site=[3, 0, 3],
        profession=Profession.GP,
        status=Status.ASSOCIATE,
        arrived_on=dt.date(2024, 3, 1),
    )

    person.refresh_from_db()
    assert (person.last_name, person.first_name, person.phone, person.email) == (
        "Le Goff",
        "Élodie",
        "+33612345678",
        "elodie@msp.example",
    )
    assert (person.sort_name, person.days_on_site) == ("le goff elodie", [0, 3])
    assert Engagement.objects.get().starts_on == dt.date(2024, 3, 1)
    assert Entry.objects.get().sentence == "a ajouté Élodie Le Goff"


@pytest.mark.parametrize("role", ["professional", "employee", "accountant", "guest", "observer"])
def test_only_editors_write(role, organisation, in_organisation):
    member = MembershipFactory(organisation=organisation, roles=[role])

    with pytest.raises(PermissionDenied):
        services.add_person(by=member, last_name="Martin")

    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "{{ 7*7 }}",
        "<script>alert(1)</script>",
        "=cmd()|' /C calc'!A0",
        "'; DROP TABLE people_person; --",
        "نور الدين",
        "𝕹𝖔𝖊𝖑",
    ],
)
def test_hostile_names_are_only_names(name, membership, in_organisation):
    person = services.add_person(by=membership, last_name=name)

    assert Person.objects.get(pk=person.pk).last_name == name


def test_a_name_of_a_hundred_thousand_signs_is_refused_in_french(membership, in_organisation):
    with pytest.raises(ValidationError) as caught:
        services.add_person(by=membership, last_name="a" * 100_000)

    assert "last_name" in caught.value.message_dict
    assert not Entry.objects.exists()


def test_two_people_never_share_an_rpps_number(membership, in_organisation):
    services.add_person(by=membership, last_name="Un", rpps=fictitious_rpps(7))

    with pytest.raises(ValidationError, match="porte déjà ce numéro RPPS"):
        services.add_person(by=membership, last_name="Deux", rpps=fictitious_rpps(7))
    with pytest.raises(ValidationError, match="porte déjà ce numéro RPPS"):
        services.add_person(by=membership, last_name="Deux", rpps=fictitious_rpps(7), accept_wrong_key=True)


def test_a_wrong_key_accepted_at_import_does_not_block_later_changes(membership, in_organisation):
    person = services.add_person(by=SYSTEM, last_name="Un", rpps="10001234567", accept_wrong_key=True)

    changed = services.change_person(person, by=membership, specialty="diabétologie", rpps="10001234567")

    assert changed.specialty == "diabétologie"
    with pytest.raises(ValidationError, match="RPPS"):
        services.change_person(person, by=membership, rpps="10001234568")


def test_change_person_records_which_fields_changed_and_nothing_otherwise(membership, in_organisation):
    person = PersonFactory(last_name="Durand")

    services.change_person(person, by=membership, last_name="Durand", email=person.email)
    services.change_person(person, by=membership, last_name="Durand-Noël", note="à rappeler")

    assert [entry.sentence for entry in Entry.objects.all()] == [
        "a modifié la fiche de Dominique Durand-Noël : nom, note interne"
    ]
    assert Person.objects.get().sort_name == "durand noel dominique"


@pytest.mark.parametrize(
    ("day", "expected"),
    [(dt.date(2026, 1, 1), True), (dt.date(2025, 12, 31), False), (DAY, True), (NEXT, False)],
)
def test_both_ends_of_an_engagement_count(day, expected, membership, in_organisation):
    person = PersonFactory()
    services.add_engagement(person, by=membership, status=Status.ASSOCIATE, starts_on=dt.date(2026, 1, 1), ends_on=DAY)

    assert (person in queries.associates_on(day)) is expected


def test_the_same_tie_never_overlaps_itself(membership, in_organisation):
    person = PersonFactory()
    services.add_engagement(person, by=membership, status=Status.ASSOCIATE, starts_on=DAY)

    with pytest.raises(ValidationError, match="existe déjà depuis le 31"):
        services.add_engagement(person, by=membership, status=Status.ASSOCIATE, starts_on=NEXT)
    services.add_engagement(person, by=membership, status=Status.EMPLOYEE, starts_on=NEXT)
    services.add_engagement(
        person, by=membership, status=Status.ASSOCIATE, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2026, 12, 30)
    )

    assert Engagement.objects.count() == 3


def test_departure_closes_everything_that_day_and_undoing_gives_it_back(membership, in_organisation):
    person = PersonFactory()
    tie = services.add_engagement(person, by=membership, status=Status.ASSOCIATE, starts_on=dt.date(2020, 1, 6))
    role = services.add_responsibility(
        person, by=membership, kind="quality", starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2027, 12, 31)
    )
    (link,) = services.add_members(GroupFactory(), by=membership, people=[person], joined_on=dt.date(2026, 1, 1))

    services.record_departure(person, by=membership, left_on=DAY, reason="retraite")

    for row in (person, tie, role, link):
        row.refresh_from_db()
    assert (person.left_on, tie.ends_on, role.ends_on, link.left_on) == (DAY, DAY, DAY, DAY)
    assert person in queries.people_on(DAY)
    assert person not in queries.people_on(NEXT)
    assert person in queries.associates_on(DAY)
    assert person not in queries.associates_on(NEXT)

    services.undo_departure(person, by=membership)

    for row in (person, tie, role, link):
        row.refresh_from_db()
    assert (person.left_on, tie.ends_on, role.ends_on, link.left_on) == (None, None, dt.date(2027, 12, 31), None)
    assert Departure.objects.get().undone_at is not None
    assert actions()[-2:] == ["people.left", "people.departure_undone"]


def test_undoing_a_departure_leaves_what_was_changed_since(membership, in_organisation):
    person = PersonFactory()
    tie = services.add_engagement(person, by=membership, status=Status.ASSOCIATE, starts_on=dt.date(2020, 1, 6))
    services.record_departure(person, by=membership, left_on=DAY)
    services.end_engagement(tie, by=membership, ends_on=dt.date(2026, 6, 30))

    services.undo_departure(person, by=membership)

    tie.refresh_from_db()
    assert tie.ends_on == dt.date(2026, 6, 30)


@pytest.mark.parametrize("left_on", [dt.date(2020, 1, 5), dt.date(2021, 12, 31)])
def test_nobody_leaves_before_arriving_or_before_a_tie_begins(left_on, membership, in_organisation):
    person = PersonFactory(arrived_on=dt.date(2020, 1, 6))
    services.add_engagement(person, by=membership, status=Status.ASSOCIATE, starts_on=dt.date(2022, 1, 1))

    with pytest.raises(ValidationError):
        services.record_departure(person, by=membership, left_on=left_on)

    person.refresh_from_db()
    assert person.left_on is None


def test_a_second_departure_is_refused_and_says_the_first(membership, in_organisation):
    person = PersonFactory()
    services.record_departure(person, by=membership, left_on=DAY)

    with pytest.raises(ValidationError, match="déjà enregistré au 31"):
        services.record_departure(person, by=membership, left_on=NEXT)


def test_groups_add_each_person_once_and_keep_past_members(membership, in_organisation):
    lead, other = PersonFactory(), PersonFactory()
    group = services.create_group(
        by=membership, name=" Plaies ", kind="working", people=[lead, other], lead=lead, joined_on=DAY
    )
    services.add_members(group, by=membership, people=[lead, other], joined_on=DAY)
    link = GroupMember.objects.get(person=other)

    services.remove_member(link, by=membership, left_on=NEXT)

    assert GroupMember.objects.count() == 2
    assert list(queries.group_members_on(group, NEXT)) == [lead, other]
    assert list(queries.group_members_on(group, dt.date(2027, 1, 2))) == [lead]
    with pytest.raises(ValidationError, match="plus tardive"):
        services.remove_member(GroupMember.objects.get(person=lead), by=membership, left_on=dt.date(2026, 1, 1))


def test_a_closed_group_takes_nobody_until_it_reopens(membership, in_organisation):
    group = services.create_group(by=membership, name="Canicule", kind="working")
    group = services.close_group(group, by=membership, closed_on=DAY)

    with pytest.raises(ValidationError, match="est clos"):
        services.add_members(group, by=membership, people=[PersonFactory()])

    group = services.reopen_group(group, by=membership)
    assert len(services.add_members(group, by=membership, people=[PersonFactory()])) == 1


def test_group_names_are_given_once(membership, in_organisation):
    services.create_group(by=membership, name="Bureau", kind="bureau")

    with pytest.raises(ValidationError, match="Un groupe porte déjà ce nom"):
        services.create_group(by=membership, name="Bureau", kind="working")


def test_merging_moves_everything_and_keeps_the_chosen_values(membership, in_organisation):
    kept = PersonFactory(last_name="Noël", email="", rpps="")
    dropped = PersonFactory(last_name="NOEL", email="elodie@msp.example", rpps=fictitious_rpps(3))
    services.add_engagement(kept, by=membership, status=Status.ASSOCIATE, starts_on=dt.date(2024, 1, 1))
    services.add_engagement(dropped, by=membership, status=Status.ASSOCIATE, starts_on=dt.date(2022, 1, 1))
    group = GroupFactory()
    services.add_members(group, by=membership, people=[kept, dropped])
    services.add_responsibility(dropped, by=membership, kind="si", starts_on=DAY)

    services.merge_people(kept, dropped, by=membership, take=["email", "rpps"])

    person = Person.objects.get()
    assert (person.pk, person.last_name, person.email, person.rpps) == (
        kept.pk,
        "Noël",
        "elodie@msp.example",
        fictitious_rpps(3),
    )
    assert Engagement.objects.get().starts_on == dt.date(2022, 1, 1)
    assert Group.objects.get().members.count() == 1
    assert person.responsibilities.get().kind == "si"


def test_a_person_is_not_merged_with_herself(membership, in_organisation):
    person = PersonFactory()

    with pytest.raises(ValidationError, match="n’en font qu’une"):
        services.merge_people(person, person, by=membership)
