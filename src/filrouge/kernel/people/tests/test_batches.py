import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from filrouge.kernel.identifiers.fictitious import fictitious_rpps
from filrouge.kernel.people import services
from filrouge.kernel.people.enums import ImportKind, ImportState
from filrouge.kernel.people.imports import batches, undo
from filrouge.kernel.people.imports.batches import Decision, Plan
from filrouge.kernel.people.imports.table import read_pasted
from filrouge.kernel.people.imports.vcard import read_vcards
from filrouge.kernel.people.models import Engagement, ImportBatch, Person
from tests.factories import GroupFactory, MembershipFactory, PersonFactory

LIST = "Nom;Prénom;Profession;Mail;RPPS\nNoël;Élodie;IDE;e@msp.example;\nPetit;Ali;MK;a@msp.example;\n"


def draft(membership, text=LIST):
    return batches.start(read_pasted(text), by=membership, kind=ImportKind.TABLE, source_name="Liste", text=text)


def everything(batch, action="create"):
    return Plan({proposal.candidate.line: Decision(action) for proposal in batches.proposals(batch)})


def test_reading_writes_nobody_and_importing_writes_all(membership, in_organisation):
    batch = draft(membership)
    assert not Person.objects.exists()

    plan = Plan({2: Decision("create"), 3: Decision("create")}, "associate", dt.date(2024, 1, 1))
    batch = batches.apply(batch, by=membership, plan=plan)

    assert list(Person.objects.values_list("last_name", "profession", "email")) == [
        ("Noël", "nurse", "e@msp.example"),
        ("Petit", "physio", "a@msp.example"),
    ]
    assert {tie.starts_on for tie in Engagement.objects.all()} == {dt.date(2024, 1, 1)}
    assert (batch.state, batch.created_count, batch.rows, batch.text) == (ImportState.APPLIED, 2, [], "")


def test_only_ticked_lines_are_imported(membership, in_organisation):
    batches.apply(draft(membership), by=membership, plan=Plan({3: Decision("create")}))

    assert Person.objects.get().last_name == "Petit"


def test_one_refused_line_imports_nothing_and_names_it(membership, in_organisation):
    number = fictitious_rpps(5)
    batch = draft(membership, f"Nom;Prénom;RPPS\nNoël;Élodie;{number}\nPetit;Ali;{number}\n")

    with pytest.raises(ValidationError, match=r"Ligne 3 \(Ali Petit\) : .*RPPS.* Rien n’a été importé"):
        batches.apply(batch, by=membership, plan=everything(batch))

    assert not Person.objects.exists()
    assert ImportBatch.objects.get().state == ImportState.DRAFT


def test_a_batch_is_applied_once(membership, in_organisation):
    batch = draft(membership)
    plan = everything(batch)
    batches.apply(batch, by=membership, plan=plan)

    with pytest.raises(ValidationError, match="déjà terminé"):
        batches.apply(batch, by=membership, plan=plan)
    assert Person.objects.count() == 2


def test_nothing_ticked_says_so(membership, in_organisation):
    with pytest.raises(ValidationError, match="Aucune ligne n’est cochée"):
        batches.apply(draft(membership), by=membership, plan=Plan())


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"rpps": fictitious_rpps(1), "last_name": "Autre"}, "même numéro RPPS"),
        ({"email": "E@MSP.example", "last_name": "NOEL", "first_name": "Elodie"}, "même nom et même adresse e-mail"),
        ({"last_name": "Élodie", "first_name": "noël"}, "même nom"),
        ({"email": "e@msp.example", "last_name": "Cabinet"}, "même adresse e-mail"),
    ],
)
def test_known_people_are_proposed_never_merged_alone(known, reason, membership, in_organisation):
    person = PersonFactory(**known)
    text = f"Nom;Prénom;Mail;RPPS\nNoël;Élodie;e@msp.example;{fictitious_rpps(1)}\n"
    batch = draft(membership, text)

    (proposal,) = batches.proposals(batch)

    assert (proposal.match, proposal.reason, proposal.state) == (person, reason, "known")
    assert not proposal.kept_by_default


def test_a_known_person_takes_only_the_chosen_fields_and_undo_gives_them_back(membership, in_organisation):
    person = PersonFactory(last_name="Noël", first_name="Élodie", email="ancienne@msp.example", specialty="")
    batch = draft(membership, "Nom;Prénom;Mail;Spécialité\nNoël;Élodie;nouvelle@msp.example;Asalée\n")
    plan = Plan({2: Decision("update", frozenset({"specialty"}))})

    batch = batches.apply(batch, by=membership, plan=plan)

    person.refresh_from_db()
    assert (person.email, person.specialty) == ("ancienne@msp.example", "Asalée")
    undo.undo(batch, by=membership)
    person.refresh_from_db()
    assert (person.email, person.specialty) == ("ancienne@msp.example", "")


def test_undo_removes_whom_the_import_added(membership, in_organisation):
    other = PersonFactory()
    batch = batches.apply(draft(membership), by=membership, plan=everything(draft(membership)))

    batch = undo.undo(batch, by=membership)

    assert list(Person.objects.all()) == [other]
    assert (batch.state, batch.changes) == (ImportState.UNDONE, [])
    with pytest.raises(ValidationError, match="plus annulable"):
        undo.undo(batch, by=membership)


def change(person, membership):
    services.change_person(person, by=membership, note="vue hier")


def join(person, membership):
    services.add_members(GroupFactory(), by=membership, people=[person])


@pytest.mark.parametrize("touch", [change, join])
def test_undo_is_refused_once_somebody_used_a_record(touch, membership, in_organisation):
    batch = batches.apply(draft(membership), by=membership, plan=everything(draft(membership)))
    touch(Person.objects.get(last_name="Petit"), membership)

    with pytest.raises(ValidationError, match="ont servi depuis \\(Ali Petit\\)"):
        undo.undo(batch, by=membership)

    assert Person.objects.count() == 2


def test_lines_of_one_person_and_shared_addresses(membership, in_organisation):
    text = "Nom;Prénom;Mail\nNoël;Élodie;c@msp.example\nNOEL;Elodie;\nPetit;Ali;c@msp.example\n"

    found = batches.proposals(draft(membership, text))

    assert [(item.state, item.twin_line, item.candidate.warnings) for item in found] == [
        ("new", 0, []),
        ("twin", 2, []),
        ("new", 0, ["Même adresse e-mail qu’à la ligne 2."]),
    ]


def test_columns_can_be_corrected(membership, in_organisation):
    batch = draft(membership, "Noël;Élodie;0612345678\n")

    batch = batches.remap(batch, by=membership, mapping=["last_name", "first_name", "phone"])

    (proposal,) = batches.proposals(batch)
    assert proposal.candidate.name == "Élodie Noël"
    for mapping, why in (
        (["last_name", "last_name", ""], "Deux colonnes"),
        (["email", "", ""], "quelle colonne contient le nom"),
        (["last_name"], "nombre de colonnes"),
    ):
        with pytest.raises(ValidationError, match=why):
            batches.remap(batch, by=membership, mapping=mapping)


def test_departures_in_the_list_are_recorded(membership, in_organisation):
    batch = draft(membership, "Nom;Prénom;Statut;Arrivée;Départ\nNoël;Élodie;associée;01/01/2020;30/06/2025\n")

    batches.apply(batch, by=membership, plan=everything(batch))

    person = Person.objects.get()
    assert (person.left_on, person.engagements.get().ends_on) == (dt.date(2025, 6, 30), dt.date(2025, 6, 30))


@pytest.mark.parametrize("role", ["professional", "employee", "observer"])
def test_only_editors_import(role, organisation, in_organisation):
    with pytest.raises(PermissionDenied):
        draft(MembershipFactory(organisation=organisation, roles=[role]))


def test_matching_does_not_ask_the_database_line_by_line(membership, in_organisation):
    many = "Nom;Prénom\n" + "".join(f"Nom{i};Prénom{i}\n" for i in range(200))
    batch = draft(membership, many)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(batches.proposals(batch)) == 200

    assert len(asked) == 2


CARDS = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:No=C3=ABl;=C3=89lodie;;Dr;
TEL;CELL:06 12 34 56 78
EMAIL;INTERNET:e@msp.example
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8S
 EhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEU

TITLE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=E9decin
END:VCARD
du texte entre deux cartes
BEGIN:VCARD
VERSION:3.0
N:Le Goff;Yann;;;
FN:Yann Le Goff
item1.TEL;type=pref:+33 6 11 22 33 44
X-RPPS:99700237045
TITLE:kiné
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Aïcha Benali
TEL;VALUE=uri;TYPE="voice,home":tel:+33-1-22-33-44-55
END:VCARD
BEGIN:VCARD
ligne sans deux points
FN:Solo
"""


def test_address_books_of_every_version_are_read(membership, in_organisation):
    batch = batches.start(read_vcards(CARDS.encode()), by=membership, kind=ImportKind.VCARD, source_name="c.vcf")

    found = [proposal.candidate for proposal in batches.proposals(batch)]

    assert [(one.name, one.fields.get("profession"), one.fields.get("phone")) for one in found] == [
        ("Élodie Noël", "gp", "+33612345678"),
        ("Yann Le Goff", "physio", "+33611223344"),
        ("Aïcha Benali", None, "+33122334455"),
    ]
    assert found[1].fields["rpps"] == "99700237045"
