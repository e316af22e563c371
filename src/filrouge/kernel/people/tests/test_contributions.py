import datetime as dt
from contextlib import nullcontext
from random import Random

import pytest
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.identifiers.fictitious import fictitious_rpps
from filrouge.kernel.identifiers.validators import validate_rpps
from filrouge.kernel.people import queries, services
from filrouge.kernel.people.enums import Profession, Status
from filrouge.kernel.people.imports import batches, undo
from filrouge.kernel.people.imports.batches import Decision, Plan
from filrouge.kernel.people.imports.table import read_pasted
from filrouge.kernel.people.models import Engagement, Group, Person, Responsibility
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Site
from filrouge.kernel.tenancy.scope import organisation_scope
from tests.factories import MembershipFactory, PersonFactory, UserFactory

TODAY = dt.date(2026, 11, 22)
P = Profession

# processes.md §21.2: associates by profession, then the others who sign or work here.
TEAMS = {
    "A": (
        {P.GP: 3, P.NURSE: 5, P.PHYSIOTHERAPIST: 2, P.PHARMACIST: 1, P.PODIATRIST: 1, P.SPEECH_THERAPIST: 1},
        {P.PSYCHOLOGIST: 1, P.DIETICIAN: 1, P.SECRETARY: 1, P.COORDINATOR: 1},
        2,
    ),
    "B": (
        {
            P.GP: 5, P.NURSE: 6, P.PHYSIOTHERAPIST: 3, P.MIDWIFE: 1, P.PHARMACIST: 1, P.SPEECH_THERAPIST: 1,
            P.PODIATRIST: 1,
        },
        {P.NURSE: 1, P.PSYCHOLOGIST: 1, P.SECRETARY: 2, P.MEDICAL_ASSISTANT: 1, P.COORDINATOR: 1},
        3,
    ),
    "C": (
        {
            P.GP: 9, P.NURSE: 10, P.ADVANCED_NURSE: 1, P.PHYSIOTHERAPIST: 5, P.PHARMACIST: 2, P.MIDWIFE: 1,
            P.DENTIST: 2, P.SPEECH_THERAPIST: 2, P.PODIATRIST: 1,
        },
        {
            P.PSYCHOLOGIST: 1, P.ADAPTED_ACTIVITY: 1, P.SOCIAL_WORKER: 1, P.MEDIATOR: 1, P.SECRETARY: 4,
            P.MEDICAL_ASSISTANT: 2, P.GP: 1, P.COORDINATOR: 1,
        },
        6,
    ),
}  # fmt: skip


def counted(people):
    counts = {}
    for person in people:
        counts[Profession(person.profession)] = counts.get(Profession(person.profession), 0) + 1
    return counts


def load(profile, membership):
    context = DemoContext(profile, TODAY, Random(profile), lambda moment: nullcontext())
    with organisation_scope(membership.organisation):
        Site.objects.create(name="Maison", is_main=True)
        registry.demo_data.get("people").load(membership.organisation, membership, context)
    return context


@pytest.mark.parametrize("profile", ["A", "B", "C"])
def test_demo_teams_have_exactly_the_people_of_their_profile(profile, membership, organisation):
    associates, others, trainees = TEAMS[profile]

    context = load(profile, membership)

    with organisation_scope(organisation):
        assert counted(queries.associates_on(TODAY)) == associates
        tied = queries.engagements_on(TODAY).filter(status__in=[Status.SIGNATORY, Status.EMPLOYEE])
        assert counted(tie.person for tie in tied) == others
        assert queries.engagements_on(TODAY, Status.TRAINEE).count() == trainees
        assert queries.sisa_state(TODAY).holds
        assert queries.sisa_state(TODAY).falls_on is None
        for person in Person.objects.exclude(rpps=""):
            validate_rpps(person.rpps)
        assert {"team", "bureau", "working", "steering"} <= set(Group.objects.values_list("kind", flat=True))
        assert Responsibility.objects.filter(kind="manager").count() == 2
        present = queries.people_on(TODAY).count()
    assert sum(len(people) for people in context.shared["people"].values()) == present


def test_demo_teams_are_the_same_each_time(db):
    names, user = [], UserFactory()
    for _ in range(2):
        membership = MembershipFactory(user=user)
        load("B", membership)
        with organisation_scope(membership.organisation):
            names.append(list(Person.objects.values_list("first_name", "last_name", "days_on_site", "arrived_on")))

    assert names[0] == names[1]


def test_departures_and_the_sisa_are_on_the_first_page(membership, in_organisation):
    today = timezone.localdate()
    people = [PersonFactory(profession=profession) for profession in ("gp", "gp", "nurse")]
    for person in people:
        Engagement.objects.create(person=person, status="associate", starts_on=dt.date(2020, 1, 6))
    leaving = services.record_departure(people[0], by=membership, left_on=today + dt.timedelta(days=30)).person
    far = PersonFactory(left_on=today + dt.timedelta(days=31))

    items = list(registry.today.get("people")(membership))

    assert [item.label for item in items][:1] == [f"Départ de {leaving.full_name}"]
    assert items[1].label.startswith("La SISA perdra son minimum d’associés le ")
    assert items[1].due_on == today + dt.timedelta(days=31)
    assert far.full_name not in str(items)


def test_people_of_the_team_have_nothing_to_do_about_departures(organisation, in_organisation):
    PersonFactory(left_on=timezone.localdate())
    member = MembershipFactory(organisation=organisation, roles=["professional"])

    assert list(registry.today.get("people")(member)) == []


def test_mandates_that_end_are_deadlines(membership, in_organisation):
    services.create_group(by=membership, name="Chutes", kind="working", ends_on=dt.date(2027, 3, 1))
    services.close_group(
        services.create_group(by=membership, name="Clos", kind="working", ends_on=dt.date(2027, 3, 1)), by=membership
    )

    (deadline,) = registry.deadlines.get("people.groups")(membership)

    assert (deadline.due_on, deadline.label) == (dt.date(2027, 3, 1), "Fin du mandat : Chutes")


def test_the_search_knows_people_and_groups(membership, in_organisation):
    person = services.add_person(by=membership, last_name="Noël", first_name="Élodie", profession="gp")
    provider = registry.search.get("people.person")

    found = provider.document(person)

    assert (found.title, found.capability, found.url) == ("Élodie Noël", "people.view", person.get_absolute_url())
    assert list(provider.rows()) == [person]
    group = services.create_group(by=membership, name="Plaies", kind="working", mandate="Écrire le protocole")
    assert registry.search.get("people.group").document(group).body == "Écrire le protocole"


@pytest.fixture
def known(membership, in_organisation):
    person = services.add_person(
        by=membership,
        last_name="Noël",
        first_name="Élodie",
        email="e@msp.example",
        phone="06 12 34 56 78",
        rpps=fictitious_rpps(4),
        note="à rappeler",
        days_on_site=[1],
        status="signatory",
        arrived_on=dt.date(2024, 1, 1),
    )
    services.create_group(by=membership, name="Plaies", kind="working", people=[person])
    services.add_responsibility(person, by=membership, kind="si", starts_on=dt.date(2024, 1, 1))
    return person


def test_a_person_is_handed_over_everything(known):
    rows = list(registry.personal_data.get("people").export(known.pk))

    assert [row["quoi"] for row in rows] == ["fiche", "lien avec l’équipe", "responsabilité", "groupe"]
    assert (rows[0]["courriel"], rows[0]["note interne"]) == ("e@msp.example", "à rappeler")


def test_an_erased_person_keeps_no_name_but_her_dates(known):
    assert registry.personal_data.get("people").erase(known.pk) == 1

    known.refresh_from_db()
    assert (known.full_name, known.email, known.phone, known.rpps, known.note) == ("Personne effacée", "", "", "", "")
    assert "noel" not in known.search_text
    assert known.engagements.get().starts_on == dt.date(2024, 1, 1)


def test_the_register_of_associates_keeps_names_and_nothing_else(known, membership):
    services.add_engagement(known, by=membership, status="associate", starts_on=dt.date(2024, 1, 1))

    registry.personal_data.get("people").erase(known.pk)

    known.refresh_from_db()
    assert (known.full_name, known.email, known.phone) == ("Élodie Noël", "", "")
    assert list(queries.associates_on(TODAY)) == [known]


def test_erasing_forgets_what_imports_remembered(membership, in_organisation):
    table = read_pasted("Nom;Prénom;Mail\nNoël;Élodie;e@msp.example\n")
    batch = batches.start(table, by=membership, kind="table", source_name="Liste")
    batch = batches.apply(batch, by=membership, plan=Plan({2: Decision("create")}))
    person = Person.objects.get()

    registry.personal_data.get("people").erase(person.pk)

    batch.refresh_from_db()
    assert batch.changes == []
    assert undo.people_of(batch) == []


def test_everything_of_the_room_leaves_with_the_organisation(known):
    rows = {name: list(rows()) for name, rows in registry.portability.items() if name.startswith("people.")}

    assert {name: len(found) for name, found in rows.items()} == {
        "people.engagements": 1,
        "people.groups": 1,
        "people.people": 1,
        "people.responsibilities": 1,
    }
    assert rows["people.groups"][0]["membres"][0]["nom"] == "Élodie Noël"
