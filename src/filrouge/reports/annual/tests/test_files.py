"""What leaves the house: files of the day, frozen versions, one-page sheets; and who may have them."""

import datetime as dt
import io
from dataclasses import replace

import docx
import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from filrouge.kernel.documents.render_docx import render_docx
from filrouge.kernel.documents.render_pdf import page_count, render_pdf
from filrouge.kernel.documents.tests.test_render_pdf import text_of
from filrouge.kernel.files import services as files
from filrouge.kernel.people.forms.guard import CONFIRM
from filrouge.kernel.registry import Figure, ReportSection
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.reports.annual import exports, queries, services
from filrouge.reports.annual.enums import Audience
from filrouge.reports.annual.forms import SendingForm, SheetForm
from filrouge.reports.annual.models import FrozenReport, SheetWords
from filrouge.reports.annual.queries import Chapter
from filrouge.reports.annual.queries.sheets import tones
from filrouge.reports.annual.tests.conftest import YEAR, held
from filrouge.reports.annual.tests.test_figures import count_queries
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory

DAY = dt.date(2026, 1, 9)


@pytest.fixture
def written(year, membership):
    chapter = queries.outline_of(membership, YEAR)[3]
    return services.write_chapter(
        YEAR, "teamwork", by=membership, notes="Notre mot à nous.", read_version=0, seen=queries.seen_of(chapter)
    )


def document(membership, recipient=""):
    told = queries.told_of(queries.report_of(YEAR), queries.outline_of(membership, YEAR), recipient)
    return exports.report_document(membership.organisation, YEAR, told, DAY)


def words_in(pdf):
    return text_of(pdf).replace("\u00a0", " ")


def test_the_file_holds_the_text_the_figures_and_their_sources(written, membership):
    said = words_in(render_pdf(document(membership)))

    assert "Notre mot à nous." in said
    assert "Réunions tenues" in said
    assert "Sources des chi" in said


def test_the_files_are_tagged_titled_and_in_french(written, membership):
    sheet = queries.sheet_of(YEAR, "mayor", queries.outline_of(membership, YEAR), None)
    made = [document(membership), exports.sheet_document(membership.organisation, sheet, DAY)]

    for one in made:
        with pikepdf.open(io.BytesIO(render_pdf(one))) as pdf, pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == one.title
            assert str(pdf.Root.Lang).startswith("fr")
            assert bool(pdf.Root.MarkInfo.Marked)
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
            assert {"/Title", "/P", "/Table", "/TH"} <= tags_of(pdf)
        word = docx.Document(io.BytesIO(render_docx(one)))
        assert (word.core_properties.title, word.core_properties.language) == (one.title, "fr-FR")


def tags_of(pdf):
    """What a screen reader is told of the pages."""
    found, waiting = set(), [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            found.add(str(node.get("/S", "")))
            waiting.extend([node["/K"]] if "/K" in node else [])
    return found


def test_what_nobody_wrote_is_told_by_the_proposed_sentences(year, membership):
    assert "réunie 2 fois" in words_in(render_pdf(document(membership)))


def test_a_chapter_hidden_from_somebody_is_not_in_their_file(written, membership):
    services.show_chapter(YEAR, "teamwork", ["ars", "assembly", "town_hall"], by=membership)

    assert "Notre mot" not in words_in(render_pdf(document(membership, "cpam")))
    assert "Notre mot" in words_in(render_pdf(document(membership, "ars")))
    with io.BytesIO(render_docx(document(membership, "cpam"))) as file:
        assert b"Notre mot" not in file.getvalue()


def test_the_key_figures_of_a_hidden_chapter_are_in_no_file_for_them(logged_in, written, membership):
    services.show_chapter(YEAR, "accounts", ["cpam", "assembly"], by=membership)
    outline = queries.outline_of(membership, YEAR)
    amount = next(one.figures["aci.total"].shown for one in outline if one.code == "accounts")

    assert "ACI de l’année" in words_in(render_pdf(document(membership, "cpam")))
    assert "ACI de l’année" not in words_in(render_pdf(document(membership, "town_hall")))
    assert "Réunions tenues" in words_in(render_pdf(document(membership, "town_hall")))
    for audience in ("mayor", "ars"):
        page = logged_in.get(reverse("annual:sheet", args=["chastel", YEAR, audience]))
        assert "aci.total" not in {line.figure.code for line in page.context["sheet"].lines}
        assert amount not in page.content.decode()


def test_hiding_the_chapter_of_the_year_hides_no_other(year, membership):
    services.show_chapter(YEAR, "year", [], by=membership)
    outline = queries.outline_of(membership, YEAR)

    left = queries.chapters_for(queries.report_of(YEAR), outline, "town_hall")

    assert left == [one for one in outline if one.code != "year"]


def test_a_version_never_changes(written, membership):
    version = services.freeze(YEAR, by=membership)
    kept = files.read(version.file)

    held(6)
    services.write_chapter(
        YEAR, "teamwork", by=membership, notes="Autre chose.", read_version=1,
        seen=queries.seen_of(queries.outline_of(membership, YEAR)[3]),
    )  # fmt: skip
    services.freeze(YEAR, recipient="cpam", by=membership)

    assert files.read(version.file) == kept
    assert files.verify(version.file)
    assert [(one.number, one.recipient) for one in queries.frozen_reports()] == [(2, "cpam"), (1, "")]
    with pytest.raises(ValidationError):
        files.discard(version.file)


def test_an_empty_report_is_not_frozen(in_organisation, membership):
    for chapter in queries.outline_of(membership, YEAR):
        services.show_chapter(YEAR, chapter.code, [], by=membership)

    with pytest.raises(ValidationError):
        services.freeze(YEAR, recipient="cpam", by=membership)


def test_whom_a_version_was_sent_to_is_noted_and_may_be_corrected(written, membership):
    version = services.freeze(YEAR, by=membership)

    services.note_sending(version, to="La CPAM", on=DAY, by=membership)
    assert FrozenReport.objects.get().sent_on == DAY
    services.note_sending(version, to="", on=DAY, by=membership)

    assert FrozenReport.objects.get().sent_on is None


@pytest.mark.parametrize("role", ["assistant", "professional"])
def test_only_the_coordination_and_the_managers_freeze(written, organisation, role):
    with pytest.raises(PermissionDenied):
        services.freeze(YEAR, by=MembershipFactory(organisation=organisation, roles=[role]))


def test_the_team_reads_frozen_versions_and_nothing_else(client, organisation, membership, written):
    version = services.freeze(YEAR, by=membership)
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    answer = client.get(reverse("annual:report", args=["chastel"]), follow=True)
    assert answer.redirect_chain == [(reverse("annual:versions", args=["chastel"]), 302)]
    assert version.file.get_absolute_url() in answer.content.decode()
    assert client.get(reverse("annual:file", args=["chastel", YEAR, "pdf"])).status_code == 403
    file = client.get(version.file.get_absolute_url())
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_a_stranger_does_not_read_a_version(client, organisation, membership, written):
    version = services.freeze(YEAR, by=membership)
    client.force_login(MembershipFactory(organisation=OrganisationFactory()).user)

    assert client.get(version.file.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("audience", Audience.values)
def test_a_sheet_is_one_page_however_much_there_is_to_say(organisation, in_organisation, audience):
    figures = [
        Figure(one["code"], "Chiffre", 123456789, "/", "", previous=987654321) for one in tones()[audience]["lines"]
    ]
    words = SheetWords(headline="Un titre bien long " * 6, closing=("Merci à tous. " * 30)[:500])
    sheet = queries.sheet_of(YEAR, audience, [Chapter("year", [ReportSection("year", "Tout", figures * 9)])], words)
    sheet = replace(sheet, lines=sheet.lines * 4)

    made = exports.sheet_document(organisation, sheet, DAY)

    assert page_count(made) == 1
    assert "Merci" in words_in(render_pdf(made))


def test_the_three_sheets_say_the_same_figures_in_three_tones(year, membership):
    chapters = queries.outline_of(membership, YEAR)
    said = {}
    for audience in Audience.values:
        sheet = queries.sheet_of(YEAR, audience, chapters, None)
        said[audience] = {line.figure.code: (line.figure.shown, line.words) for line in sheet.lines}

    assert len({one["people.team"][0] for one in said.values()}) == 1
    assert len({one["people.team"][1] for one in said.values()}) == 3


@pytest.mark.parametrize("audience", Audience.values)
def test_a_computed_amount_is_never_said_to_be_paid(audience):
    said = [one["text"] for one in tones()[audience]["lines"] if one["code"] == "aci.total"]

    assert all("calculé" in words and "versé" not in words and "dépensé" not in words for words in said)
    assert said or audience == "patients"


def test_every_tone_names_figures_that_a_room_gives(year, membership):
    known = {code for chapter in queries.outline_of(membership, YEAR) for code in chapter.figures}
    seldom = {"coordinator", "deadlines", "rcp", "aci"}  # rooms without a row in this year
    named = {one["code"] for tone in tones().values() for one in tone["lines"]}

    assert {code for code in named - known if code.partition(".")[0] not in seldom} == set()


def test_the_words_of_a_sheet_are_kept(year, membership):
    services.keep_words(YEAR, "mayor", headline="Une bonne année", closing="À bientôt.", by=membership)

    words = queries.words_of_sheet(queries.report_of(YEAR), "mayor")
    assert queries.sheet_of(YEAR, "mayor", [], words).headline == "Une bonne année"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("sheet", {"headline": "Une bonne année", "closing": "Merci à Mme Kerdavid, notre voisine."}),
        ("sending", {"to": "Mme Kerdavid, à la CPAM", "on": "2026-01-09"}),
    ],
)
def test_an_identity_is_doubted_then_confirmed(logged_in, written, membership, page, words):
    version = services.freeze(YEAR, by=membership)
    url = reverse(f"annual:{page}", args=["chastel", *([YEAR, "mayor"] if page == "sheet" else [version.pk])])

    doubted = logged_in.post(url, words)
    mark = doubted.context["form"]["acknowledged"].value()
    assert doubted.status_code == 422
    assert CONFIRM in doubted.content.decode()
    assert f'value="{mark}"' in doubted.content.decode()
    assert logged_in.post(url, words | {"acknowledged": mark}).status_code == 302

    kept = FrozenReport.objects.get().sent_to if page == "sending" else SheetWords.objects.get().closing
    assert kept in words.values()


@pytest.mark.parametrize("form", [SendingForm, SheetForm])
def test_the_names_of_the_team_are_no_doubt(year, form):
    PersonFactory(first_name="Zoé", last_name="Kermadec")
    words = "Merci à Mme Kermadec."

    assert form({"to": words, "closing": words}).is_valid()
    assert not form({"to": "Merci à Mme Kerdavid.", "closing": "Merci à Mme Kerdavid."}).is_valid()


def test_the_page_saves_in_json_and_sees_the_conflict_of_two_browsers(logged_in, organisation, membership, year):
    seen = queries.seen_of(queries.outline_of(membership, YEAR)[3]).packed()
    url = reverse("annual:chapter", args=["chastel", YEAR, "teamwork"])

    def save(notes, version, hand):
        sent = {"notes": notes, "version": version, "hand": hand, "seen": seen}
        return logged_in.post(url, sent, headers={"Accept": "application/json"})

    assert save("<p>Une année.</p>", 0, "a").json() == {"version": 1}
    assert save("<p>Une belle année.</p>", 1, "a").json() == {"version": 2}
    answer = save("<p>Une rude année.</p>", 1, "b")
    assert answer.status_code == 409
    assert answer.json()["theirs"]["notes"] == "<p>Une belle année.</p>"
    assert logged_in.get(url).json()["version"] == 2


def test_a_page_of_another_origin_brings_no_figures(logged_in, year):
    url = reverse("annual:chapter", args=["chastel", YEAR, "teamwork"])

    answer = logged_in.post(url, {"notes": "Bonjour", "version": 0, "seen": "faux"})

    assert answer.status_code == 422


def test_the_report_page_shows_what_changed_and_answers_in_the_same_number_of_queries(
    logged_in, organisation, membership, written
):
    url = reverse("annual:report", args=["chastel"]) + f"?annee={YEAR}"
    logged_in.get(url)
    before = count_queries(lambda: logged_in.get(url))
    with organisation_scope(organisation):
        held(7), held(8)

    assert count_queries(lambda: logged_in.get(url)) == before
    assert "chiffres du chapitre ont changé depuis" in logged_in.get(url).content.decode()
