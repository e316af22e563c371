import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from filrouge.kernel.people import services
from filrouge.kernel.people.models import Engagement, Group, ImportBatch, Person, Responsibility
from filrouge.kernel.tenancy.scope import organisation_scope
from tests.factories import GroupFactory, MembershipFactory, PersonFactory
from tests.htmx import assert_same_fragment, soup
from tests.rpps_file import Recipe, lines


def url(name, *args):
    return reverse(f"people:{name}", args=["chastel", *args])


@pytest.fixture
def person(organisation):
    return PersonFactory(organisation=organisation, last_name="Noël", first_name="Élodie")


@pytest.fixture
def associate(organisation, person):
    with organisation_scope(organisation):
        Engagement.objects.create(
            person=person, status="associate", starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2025, 12, 31)
        )
    return person


def test_an_empty_team_is_invited_to_import(logged_in):
    page = soup(logged_in.get(url("list")))

    assert page.select_one(".fil-empty-title").text == "Faites entrer l’équipe"
    assert page.select_one(".fil-empty-actions a")["href"] == url("import")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_asks_the_same_number_of_queries(count, logged_in, organisation):
    with organisation_scope(organisation):
        for person in PersonFactory.create_batch(count):
            Engagement.objects.create(person=person, status="associate", starts_on=dt.date(2024, 1, 1))
    logged_in.get(url("list"))

    # session, account, memberships; groups and sites of the filters; count, people, their ties; SISA
    with CaptureQueriesContext(connection) as asked:
        response = logged_in.get(url("list"))

    # PostgreSQL adds the savepoints and the setting of the scope
    reads = [query["sql"] for query in asked if query["sql"].startswith("SELECT") and "set_config" not in query["sql"]]
    assert len(reads) == 9
    assert len(soup(response).select("tbody tr")) == min(count, 50)


@pytest.mark.parametrize("query", ["", "?q=noel", "?q=zzz", "?vue=cartes", "?qui=all&sort=-nom", "?page=99"])
def test_list_fragment_is_the_page(query, logged_in, person):
    assert_same_fragment(logged_in, url("list") + query, "#people-rows")


@pytest.mark.parametrize(
    "query", ["?groupe=x", "?site=%00", "?jour=9", "?profession=%F0", "?page=abc", "?sort=password", "?q=" + "a" * 5000]
)
def test_a_filter_that_means_nothing_is_ignored(query, logged_in, person):
    assert logged_in.get(url("list") + query).status_code == 200


@pytest.mark.parametrize("name", ["trombinoscope", "associates"])
def test_other_fragments_are_their_pages(name, logged_in, associate):
    selector = {"trombinoscope": "#faces", "associates": "#answer"}[name]
    assert_same_fragment(logged_in, url(name) + "?le=2025-12-31", selector)


@pytest.mark.parametrize(
    ("day", "shown"), [("2025-12-31", True), ("2026-01-01", False), ("2024-01-01", True), ("x", False)]
)
def test_who_was_an_associate_that_day(day, shown, logged_in, associate):
    page = soup(logged_in.get(url("associates") + f"?le={day}"))

    assert ("Élodie Noël" in page.select_one("#answer").text) is shown
    exported = logged_in.get(url("associates_export") + f"?le={day}&format=csv").content.decode("utf-8-sig")
    assert ("Noël" in exported) is shown


@pytest.mark.parametrize(
    ("role", "status"),
    [("professional", 200), ("employee", 200), ("observer", 403), ("accountant", 403), ("guest", 403)],
)
def test_observers_see_nobody(role, status, client, organisation, person):
    client.force_login(MembershipFactory(organisation=organisation, roles=[role]).user)

    for name in ("list", "trombinoscope", "associates", "export", "group_list"):
        assert client.get(url(name)).status_code == status
    assert client.get(url("detail", person.pk)).status_code == status
    assert client.get(url("edit", person.pk)).status_code == 403


def test_internal_notes_are_for_editors(client, organisation):
    person = PersonFactory(organisation=organisation, note="à ménager", email="e@msp.example")
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    page = client.get(url("detail", person.pk)).content.decode()

    assert "e@msp.example" in page
    assert "à ménager" not in page


def test_create_then_edit_a_person(logged_in, organisation):
    fields = {
        "last_name": "Noël",
        "first_name": "Élodie",
        "profession": "gp",
        "phone": "06 12 34 56 78",
        "rpps": "9970 023 7045",
        "days_on_site": ["0", "3"],
        "status": "associate",
        "arrived_on": "2024-03-01",
    }
    response = logged_in.post(url("create"), fields)

    with organisation_scope(organisation):
        person = Person.objects.get()
        assert response.url == person.get_absolute_url()
        assert (person.phone, person.rpps, person.days_on_site) == ("+33612345678", "99700237045", [0, 3])
        assert person.engagements.get().starts_on == dt.date(2024, 3, 1)

    form = soup(logged_in.get(url("edit", person.pk)))
    assert form.select_one("#id_phone")["value"] == "06\u00a012\u00a034\u00a056\u00a078"
    assert logged_in.post(url("edit", person.pk), fields | {"last_name": "Noël-Petit"}).status_code == 302
    assert "Élodie Noël-Petit" in logged_in.get(url("detail", person.pk)).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("last_name", "", "obligatoire"),
        ("last_name", "a" * 5000, "100"),
        ("email", "e@msp", "courriel valide"),
        ("rpps", "10001234567", "ne tombe pas juste"),
        ("phone", "appelez-moi", "téléphone"),
        ("profession", "astronaute", "choix"),
        ("arrived_on", "31/02/2026", "date"),
    ],
)
def test_a_refused_form_says_why_beside_the_field(field, value, why, logged_in, organisation):
    response = logged_in.post(url("create"), {"last_name": "Noël", "profession": "gp", field: value})

    assert response.status_code == 422
    assert why in soup(response).select_one(f"#id_{field}_error").text
    with organisation_scope(organisation):
        assert not Person.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["{{ 7*7 }}", "<script>alert(1)</script>", "=cmd()", "'; DROP TABLE people_person", "نور الدين", "\u202ename"],
)
def test_hostile_names_are_shown_as_text_everywhere(name, logged_in, organisation):
    person = PersonFactory(organisation=organisation, last_name=name, first_name="", profession="gp")
    pages = [url("list"), url("list") + "?vue=cartes", url("detail", person.pk), url("edit", person.pk),
             url("depart", person.pk), url("trombinoscope"), url("duplicates")]  # fmt: skip
    for page in pages:
        response = logged_in.get(page)
        assert response.status_code == 200
        assert b"<script>alert(1)" not in response.content
        assert b">49<" not in response.content
    csv = logged_in.get(url("export") + "?format=csv").content.decode("utf-8-sig")
    assert "\n;=cmd" not in csv
    workbook = openpyxl.load_workbook(io.BytesIO(logged_in.get(url("export") + "?format=xlsx").content))
    assert workbook.active["B2"].data_type == "s"
    assert logged_in.get(url("trombinoscope_pdf")).content.startswith(b"%PDF")


def test_depart_and_come_back(logged_in, organisation, associate):
    with organisation_scope(organisation):
        Engagement.objects.update(ends_on=None)
    page = soup(logged_in.get(url("depart", associate.pk)))
    assert [item.text for item in page.select(".people-held li")] == ["Associé·e de la SISA"]

    logged_in.post(url("depart", associate.pk), {"left_on": "2026-06-30"})
    assert "A quitté l’équipe après le" in logged_in.get(url("detail", associate.pk)).content.decode()
    logged_in.post(url("undo_departure", associate.pk))

    with organisation_scope(organisation):
        assert Person.objects.get().left_on is None
        assert Engagement.objects.get().ends_on is None


def test_depart_warns_when_the_sisa_would_fall(logged_in, organisation):
    with organisation_scope(organisation):
        team = [PersonFactory(profession=profession) for profession in ("gp", "gp", "nurse")]
        for member in team:
            Engagement.objects.create(person=member, status="associate", starts_on=dt.date(2024, 1, 1))

    page = logged_in.get(url("depart", team[0].pk)).content.decode()

    assert "Ce départ ferait passer la SISA sous le minimum" in page


def test_a_departure_before_arrival_is_refused_and_keeps_what_was_typed(logged_in, person):
    response = logged_in.post(url("depart", person.pk), {"left_on": "2001-01-01", "reason": "retraite"})

    assert response.status_code == 422
    assert "Le départ doit suivre l’arrivée." in response.content.decode()
    assert soup(response).select_one("#id_reason")["value"] == "retraite"


def test_ties_are_added_ended_and_removed(logged_in, organisation, person):
    logged_in.post(url("engagement_add", person.pk), {"status": "associate", "starts_on": "2024-01-01"})
    logged_in.post(url("responsibility_add", person.pk), {"kind": "other", "starts_on": "2024-01-01"})
    logged_in.post(url("responsibility_add", person.pk), {"kind": "quality", "starts_on": "2024-01-01"})
    with organisation_scope(organisation):
        tie, role = Engagement.objects.get(), Responsibility.objects.get()
    refused = logged_in.post(url("engagement_end", person.pk, tie.pk), {"ends_on": "2023-01-01"})
    assert "La fin doit suivre le début." in refused.content.decode()
    logged_in.post(url("engagement_end", person.pk, tie.pk), {"ends_on": "2025-12-31"})
    logged_in.post(url("responsibility_end", person.pk, role.pk), {"ends_on": "2025-12-31"})

    with organisation_scope(organisation):
        assert Engagement.objects.get().ends_on == Responsibility.objects.get().ends_on == dt.date(2025, 12, 31)
    logged_in.post(url("engagement_remove", person.pk, tie.pk))
    with organisation_scope(organisation):
        assert not Engagement.objects.exists()


def test_a_group_from_creation_to_closing(logged_in, organisation, person):
    created = logged_in.post(url("group_create"), {"name": "Plaies", "kind": "working", "hours_budget": "20"})
    with organisation_scope(organisation):
        group = Group.objects.get()
    assert created.url == url("group_add_members", group.pk)
    logged_in.post(created.url, {"people": [person.pk], "joined_on": "2026-01-05", "lead": person.pk})
    with organisation_scope(organisation):
        link = group.members.get()
        assert link.is_lead
    logged_in.post(url("group_remove_member", group.pk, link.pk), {"left_on": "2026-03-01"})
    logged_in.post(url("group_close", group.pk))

    page = soup(logged_in.get(url("group", group.pk)))
    assert "clos" in page.select_one(".fil-badge").text
    assert "Anciens membres" in page.text
    assert "Groupes clos" in logged_in.get(url("group_list")).content.decode()


def test_ticked_people_join_a_group_or_leave_as_a_file(logged_in, organisation, person):
    group = GroupFactory(organisation=organisation, name="Chutes")
    other = PersonFactory(organisation=organisation)

    joined = logged_in.post(url("bulk"), {"people": [person.pk, other.pk], "group": group.pk, "action": "group"})
    exported = logged_in.post(url("bulk"), {"people": [person.pk], "action": "export"})

    assert joined.url == url("group", group.pk)
    with organisation_scope(organisation):
        assert group.members.count() == 2
    sheet = openpyxl.load_workbook(io.BytesIO(logged_in.get(exported.url).content)).active
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Noël"]


def test_what_leaves_can_come_back(logged_in, organisation, associate):
    for form, content_type in (("csv", "text/csv"), ("xlsx", "application/"), ("vcf", "text/vcard")):
        content = logged_in.get(url("export") + f"?format={form}").content
        upload = SimpleUploadedFile(f"equipe.{form}", content, content_type=content_type)
        response = logged_in.post(url("import"), {"file": upload})
        page = soup(logged_in.get(response.url))
        assert page.select_one(".people-choice legend a").text == "Élodie Noël"
        assert not page.select_one(".people-why-error")


def test_paste_preview_import_undo(logged_in, organisation):
    text = "Nom;Prénom;Métier\nNoël;Élodie;IDE\nPetit;Ali;\n;;MK\n"
    preview = logged_in.post(url("import"), {"text": text}).url
    page = soup(logged_in.get(preview))
    assert [badge.text for badge in page.select(".fil-content-main > p .fil-badge")] == [
        "2\u00a0nouvelles personnes",
        "1\u00a0ligne à corriger",
    ]
    assert "Il manque le nom." in page.text

    logged_in.post(preview, {"keep": ["2", "3"], "status": "signatory", "since": ""})
    with organisation_scope(organisation):
        assert Person.objects.count() == 2
        batch = ImportBatch.objects.get()
    assert "Annuler cet import" in logged_in.get(preview).content.decode()
    logged_in.post(url("import_undo", batch.pk))

    with organisation_scope(organisation):
        assert not Person.objects.exists()
    assert "Import annulé" in logged_in.get(preview).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("equipe.csv", b"MZ\x90\x00" + b"\0" * 100, "programme Windows"),
        ("equipe.xlsx", b"MZ\x90\x00" + b"\0" * 100, "programme Windows"),
        ("equipe.xlsx", b"PK\x03\x04" + b"\0" * 100, "classeur Excel"),
        ("equipe.csv", b"", "vide"),
        ("c.vcf", b"BEGIN:VCARD\nFN:Sans fin\n", "aucune carte complète"),
        ("rpps.txt", "".join(lines(Recipe(people=1))).encode(), "Depuis l’annuaire santé"),
    ],
)
def test_a_wrong_file_is_refused_in_french_and_writes_nothing(name, content, why, logged_in, organisation):
    response = logged_in.post(url("import"), {"file": SimpleUploadedFile(name, content)})

    assert response.status_code == 422
    assert why in soup(response).select_one(".fil-error-list").text
    with organisation_scope(organisation):
        assert not ImportBatch.objects.exists()


def test_a_ten_megabyte_paste_is_answered_and_stays(logged_in):
    text = "Nom;Prénom\n" + "Noël;Élodie\n" * 800_000

    response = logged_in.post(url("import"), {"text": text})

    assert response.status_code == 422
    assert "trop long pour être collé" in response.content.decode()
    assert response.content.decode().count("Noël;Élodie") == 800_000


def test_a_draft_can_be_corrected_remapped_and_left(logged_in, organisation):
    preview = logged_in.post(url("import"), {"text": "A;B\nNoël;Élodie\n"}).url
    with organisation_scope(organisation):
        batch = ImportBatch.objects.get()

    back = soup(logged_in.get(url("import") + f"?reprendre={batch.pk}"))
    assert back.select_one("textarea").text.strip() == "A;B\nNoël;Élodie"
    logged_in.post(url("import_columns", batch.pk), {"column-0": "last_name", "column-1": "first_name"})
    assert "Élodie Noël" in logged_in.get(preview).content.decode()
    refused = logged_in.post(preview, {"keep": ["9" * 5000, "x"], "action-" + "9" * 300: "create"})
    assert refused.status_code == 422
    assert "Aucune ligne n’est cochée" in refused.content.decode()
    logged_in.post(url("import_discard", batch.pk))
    with organisation_scope(organisation):
        assert not ImportBatch.objects.exists()


def test_the_official_extract_by_commune(logged_in, organisation):
    content = "".join(lines(Recipe(people=50, wanted={"38999": 3}))).encode()
    post = {"file": SimpleUploadedFile("ps.txt", content), "communes": "38999"}

    page = soup(logged_in.get(logged_in.post(url("import_rpps"), post).url))

    # the whole commune is listed, nobody is ticked: the coordinator chooses
    assert len(page.select("input[name=keep]")) == 3
    assert not page.select("input[name=keep][checked]")
    missing = logged_in.post(url("import_rpps"), {"file": SimpleUploadedFile("ps.txt", b"a|b\n"), "communes": "38999"})
    assert "Il manque 5 colonnes" in missing.content.decode()
    nowhere = logged_in.post(url("import_rpps"), {"file": SimpleUploadedFile("ps.txt", content)})
    assert "au moins une commune" in nowhere.content.decode()


def test_duplicates_are_compared_then_merged(logged_in, organisation, person):
    twin = PersonFactory(organisation=organisation, last_name="NOEL", first_name="Elodie", specialty="Asalée")
    page = soup(logged_in.get(url("duplicates")))
    assert page.select_one(".fil-badge").text.strip() == "même nom"

    merge = url("merge", person.pk, twin.pk)
    assert "Asalée" in logged_in.get(merge).content.decode()
    logged_in.post(merge, {"specialty": "second"})

    with organisation_scope(organisation):
        kept = Person.objects.get()
        assert (kept.pk, kept.last_name, kept.specialty) == (person.pk, "Noël", "Asalée")


def test_a_record_made_by_mistake_is_deleted(logged_in, organisation, person):
    assert logged_in.post(url("delete", person.pk)).url == url("list")
    with organisation_scope(organisation):
        assert not Person.objects.exists()


def test_people_of_another_organisation_are_not_found(logged_in):
    stranger = PersonFactory(organisation=MembershipFactory().organisation)

    for name in ("detail", "edit", "depart"):
        assert logged_in.get(url(name, stranger.pk)).status_code == 404


def test_tasks_and_other_rooms_have_a_place_on_the_page(logged_in, person, monkeypatch):
    from filrouge.kernel.people.panels import Panel, PanelLine, person_panels

    monkeypatch.setattr(person_panels, "_given", {})
    person_panels.add("essai", lambda membership, who: Panel("Tâches", [PanelLine("Relire le protocole", "/x/")]))

    assert "Relire le protocole" in logged_in.get(url("detail", person.pk)).content.decode()
    assert services.PersonFields is not None
