import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.rcp.models import Case, Charter, CountingChoice, PatientCounts
from tests.factories import (
    CaseFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PatientCountsFactory,
    PersonFactory,
    noon_in,
)
from tests.htmx import assert_same_fragment, soup, without_tokens

pytestmark = pytest.mark.django_db

HOME_QUERIES = 11
CASE_QUERIES = 7
TYPED = {"category": "both", "theme": "wounds", "informed": "on"}


@pytest.fixture
def rcp(organisation):
    return MeetingTypeFactory(organisation=organisation, code="rcp")


@pytest.fixture
def meeting(organisation, rcp):
    return MeetingFactory(organisation=organisation, type=rcp, open=True, title="RCP plaies")


def url(name, *args):
    return reverse(f"rcp:{name}", args=["chastel", *args])


def this_year():
    return timezone.localdate().year


@pytest.mark.parametrize("item_count", [1, 3, 60])
def test_home_query_count_is_constant(logged_in, organisation, meeting, item_count, page_queries):
    person = PersonFactory(organisation=organisation)
    ParticipantFactory(organisation=organisation, meeting=meeting, presence="present", person=person)
    CaseFactory.create_batch(item_count, organisation=organisation, meeting=meeting)
    PatientCountsFactory(organisation=organisation, year=this_year() - 1, read_on=dt.date(2026, 1, 5))

    with page_queries(HOME_QUERIES):
        response = logged_in.get(url("home"), {"annee": meeting.starts_on.year})

    assert len(soup(response).select("#case-rows tbody tr")) == min(item_count, 25)


@pytest.mark.parametrize("item_count", [1, 3])
def test_case_query_count_is_constant(logged_in, organisation, rcp, meeting, item_count, page_queries):
    case = CaseFactory(organisation=organisation, meeting=meeting)
    for rank in range(item_count):
        earlier = MeetingFactory(organisation=organisation, type=rcp, open=True, starts_at=noon_in(-30 - rank))
        CaseFactory(organisation=organisation, meeting=earlier, code=case.code)

    with page_queries(CASE_QUERIES):
        logged_in.get(url("case", case.pk))


def test_rows_are_the_same_by_htmx(logged_in, organisation, meeting):
    CaseFactory(organisation=organisation, meeting=meeting)

    assert_same_fragment(logged_in, url("home"), "#case-rows")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 4),
        ({"q": "wxv 345"}, 1),
        ({"category": "old"}, 1),
        ({"theme": "copd"}, 1),
        ({"state": "to_file"}, 3),
        ({"state": "to_review"}, 1),
        ({"state": "to_inform"}, 3),
        ({"state": "anything"}, 4),
        ({"kind": "called"}, 4),
        ({"kind": "impromptu"}, 0),
        ({"annee": "2019"}, 0),
    ],
)
def test_situations_are_found_by_what_is_known_of_them(logged_in, organisation, meeting, filters, found):
    of = {"organisation": organisation, "meeting": meeting}
    CaseFactory(**of, code="WXV-345", filed_on=dt.date(2026, 1, 5), informed=True)
    CaseFactory(**of, category="old")
    CaseFactory(**of, theme="copd")
    CaseFactory(**of, review_on=noon_in(30).date())

    page = soup(logged_in.get(url("home"), {"annee": meeting.starts_on.year} | filters))

    assert len(page.select("#case-rows tbody tr")) == found


def test_the_panel_stands_on_an_rcp_and_nowhere_else(logged_in, organisation, meeting):
    team = MeetingFactory(
        organisation=organisation, type=MeetingTypeFactory(organisation=organisation, evidence_axis="coordination")
    )

    shown = [
        bool(soup(logged_in.get(reverse("meetings:detail", args=["chastel", pk]))).select("#situations"))
        for pk in (meeting.pk, team.pk)
    ]

    assert shown == [True, False]


def test_noting_a_situation_shows_its_code_in_the_panel(logged_in, organisation, meeting):
    response = logged_in.post(url("case_add", meeting.pk), TYPED | {"seance": "1"}, headers={"HX-Request": "true"})

    with organisation_scope(organisation):
        case = Case.objects.get()
    assert (response.status_code, case.category, case.informed) == (200, "both", True)
    assert soup(response).select_one(".fil-rcp-code").get_text() == case.code


def test_the_panel_is_the_same_by_htmx_and_on_its_page(logged_in, meeting):
    fragment = logged_in.post(url("case_add", meeting.pk), TYPED, headers={"HX-Request": "true"})

    page = logged_in.get(meeting.get_absolute_url())
    shown, expected = (soup(answer).select_one("#situations") for answer in (fragment, page))
    for panel in (shown, expected):
        panel.select_one("input[name=entry_key]")["value"] = ""
    assert without_tokens(shown) == without_tokens(expected)


def test_without_a_script_the_page_it_came_from_shows_it(logged_in, meeting):
    response = logged_in.post(url("case_add", meeting.pk), TYPED)

    assert response["Location"] == f"{meeting.get_absolute_url()}#situations"


def test_what_is_missing_is_said_and_what_was_chosen_is_kept(logged_in, organisation, meeting):
    response = logged_in.post(url("case_add", meeting.pk), {"category": "old", "outside": "on"})

    page = soup(response)
    assert response.status_code == 422
    assert "Choisissez un thème." in page.get_text()
    assert [box["value"] for box in page.select("input[name=category][checked]")] == ["old"]
    assert page.select("input[name=outside][checked]")
    with organisation_scope(organisation):
        assert not Case.objects.exists()


def test_a_situation_to_review_is_noted_again_by_one_touch(logged_in, organisation, rcp, meeting):
    earlier = MeetingFactory(organisation=organisation, type=rcp, open=True, starts_at=noon_in(-60))
    case = CaseFactory(organisation=organisation, meeting=earlier, review_on=noon_in(-20).date())

    response = logged_in.post(url("case_again", meeting.pk, case.pk), headers={"HX-Request": "true"})

    assert [one.get_text() for one in soup(response).select(".fil-rcp-code")] == [case.code]


def test_the_tick_goes_and_comes_back(logged_in, organisation, meeting):
    case = CaseFactory(organisation=organisation, meeting=meeting)

    def filed():
        with organisation_scope(organisation):
            return Case.objects.get().filed_on is not None

    logged_in.post(url("case_file", case.pk))
    ticked = filed()
    logged_in.post(url("case_file", case.pk), {"filed": "no"})

    assert (ticked, filed()) == (True, False)


def test_correcting_and_removing(logged_in, organisation, meeting):
    case = CaseFactory(organisation=organisation, meeting=meeting)

    logged_in.post(url("case", case.pk), TYPED | {"professions": ["gp", "nurse"]})
    with organisation_scope(organisation):
        corrected = Case.objects.get()
    logged_in.post(url("case_remove", case.pk))

    assert (corrected.category, corrected.professions) == ("both", ["gp", "nurse"])
    with organisation_scope(organisation):
        assert not Case.objects.exists()


def test_a_reserved_rcp_gives_its_numbers_and_neither_its_title_nor_its_situations(client, organisation, meeting):
    case = CaseFactory(organisation=organisation, meeting=meeting)
    with organisation_scope(organisation):
        meeting.confidentiality = "managers"
        meeting.save(update_fields=["confidentiality"])
    client.force_login(MembershipFactory(organisation=organisation, roles=["assistant"]).user)

    page = soup(client.get(url("home"), {"annee": meeting.starts_on.year})).get_text()

    assert "RCP réservée" in page
    assert case.code not in page
    assert "RCP plaies" not in page
    for name in ("case", "case_file", "case_remove"):
        assert client.post(url(name, case.pk)).status_code == 404
    assert client.post(url("case_add", meeting.pk), TYPED).status_code == 404


def test_an_employee_has_no_door_here(client, organisation, meeting):
    client.force_login(MembershipFactory(organisation=organisation, roles=["employee"]).user)

    assert client.get(url("home")).status_code == 403
    page = soup(client.get(reverse("meetings:detail", args=["chastel", meeting.pk])))
    assert page.select("#situations") == []


def test_patients_are_entered_and_corrected(logged_in, organisation):
    year = this_year() - 1
    typed = {"ald": "300", "old": "200", "both": "150", "listed": "", "source": "insurer", "read_on": "2026-01-12"}

    logged_in.post(url("counts_of", year), typed)
    logged_in.post(url("counts_of", year), typed | {"ald": "310"})

    with organisation_scope(organisation):
        assert PatientCounts.objects.get().base == 660


@pytest.mark.parametrize("year", [2016, 2100])
def test_patients_of_no_year_we_know_are_not_found(logged_in, year):
    assert logged_in.get(url("counts_of", year)).status_code == 404


@pytest.mark.parametrize("huge", ["-1", "99999999999999999999", "beaucoup"])
def test_numbers_that_are_none_are_refused_in_french(logged_in, huge):
    typed = {"ald": huge, "old": "200", "both": "150", "source": "insurer", "read_on": "2026-01-12"}

    assert logged_in.post(url("counts_of", this_year() - 1), typed).status_code == 422


COUNTING = {
    "impromptu_meetings": "monthly",
    "under_minimum": "nothing",
    "rounding": "down",
    "minimum_meetings": "6",
    "impromptu_minutes": "15",
    "evidence_due_day": "28",
    "evidence_due_month": "2",
    "warn_from_month": "9",
    "why": "Réponse de la CPAM",
}


def test_the_team_chooses_how_it_counts(logged_in, organisation):
    logged_in.post(url("counting"), COUNTING)

    with organisation_scope(organisation):
        choice = CountingChoice.objects.get()
    assert (choice.from_year, choice.why) == (this_year(), "Réponse de la CPAM")
    assert choice.values == {
        "rcp_counting.impromptu_meetings": "monthly",
        "rcp_practice.evidence_due_day": 28,
        "rcp_practice.evidence_due_month": 2,
    }


def test_a_day_that_does_not_exist_is_refused(logged_in):
    response = logged_in.post(url("counting"), COUNTING | {"evidence_due_day": "30"})

    assert response.status_code == 422
    assert "Ce jour n’existe pas dans ce mois." in soup(response).get_text()


def test_the_charter_begins_with_the_team_s_own_numbers_and_is_kept(logged_in, organisation):
    page = soup(logged_in.get(url("charter")))
    texts = {area["name"]: area.get_text().strip() for area in page.select("textarea")}

    logged_in.post(url("charter"), texts | {"rhythm": "Le premier jeudi, à midi.", "adopted_on": "2026-03-05"})

    assert "MSP du Chastel" in texts["objectives"]
    with organisation_scope(organisation):
        assert Charter.objects.get().rhythm == "Le premier jeudi, à midi."


def test_the_charter_is_no_place_for_a_patient(logged_in, organisation):
    page = soup(logged_in.get(url("charter")))
    texts = {area["name"]: area.get_text().strip() for area in page.select("textarea")}

    response = logged_in.post(url("charter"), texts | {"rhythm": "Comme pour Mme Durand, née le 12/03/1948"})

    assert response.status_code == 422
    with organisation_scope(organisation):
        assert not Charter.objects.exists()


@pytest.mark.parametrize(
    ("name", "file_format", "begins"),
    [("export", "pdf", b"%PDF-"), ("charter_export", "pdf", b"%PDF-"), ("charter_export", "docx", b"PK")],
)
def test_documents_are_what_they_say(logged_in, organisation, meeting, name, file_format, begins):
    CaseFactory(organisation=organisation, meeting=meeting)
    PatientCountsFactory(organisation=organisation, year=this_year() - 1)

    assert logged_in.get(url(name, file_format)).content.startswith(begins)


def test_the_spreadsheet_has_numbers_and_no_code(logged_in, organisation, meeting):
    case = CaseFactory(organisation=organisation, meeting=meeting)
    ParticipantFactory(
        organisation=organisation,
        meeting=meeting,
        presence="present",
        person=PersonFactory(organisation=organisation, profession="gp"),
    )

    response = logged_in.get(url("export", "csv"), {"annee": meeting.starts_on.year})

    text = response.content.decode("utf-8-sig")
    day = f"{meeting.starts_on:%d/%m/%Y}"
    assert text.splitlines()[1] == f"{day};RCP plaies;1;1:00;1;médecin généraliste;1;1;0;0;0;0"
    assert case.code not in text


def test_an_export_of_another_kind_does_not_exist(logged_in):
    assert [logged_in.get(url(name, "exe")).status_code for name in ("export", "charter_export")] == [404, 404]
