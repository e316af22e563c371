import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import services
from filrouge.modules.meetings.models import AgendaItem, Decision, Information, Meeting, NotesVersion
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    noon_in,
)
from tests.htmx import assert_same_fragment, soup, without_tokens

pytestmark = pytest.mark.django_db

LIST_QUERIES = 9  # session, account, memberships, three filters, count, rows, numbers
DETAIL_QUERIES = 17  # the panels of the rooms above: five
SESSION_QUERIES = 17
SESSION_BYTES, ITEM_BYTES = 40_000, 9_000  # before compression
REGISTER_QUERIES = 6


@pytest.fixture
def kind(organisation):
    return MeetingTypeFactory(organisation=organisation, code="rcp")


def url(name, *args):
    return reverse(f"meetings:{name}", args=["chastel", *args])


@pytest.mark.parametrize("item_count", [1, 3, 300])
def test_list_query_count_is_constant(logged_in, organisation, kind, item_count, page_queries):
    for meeting in MeetingFactory.create_batch(item_count, organisation=organisation, type=kind):
        ParticipantFactory.create_batch(2, organisation=organisation, meeting=meeting)

    with page_queries(LIST_QUERIES):
        response = logged_in.get(url("list"))

    assert len(soup(response).select("tbody tr")) == min(item_count, 25)


@pytest.mark.parametrize("item_count", [1, 3, 40])
def test_detail_query_count_is_constant(logged_in, organisation, kind, item_count, page_queries):
    meeting = MeetingFactory(organisation=organisation, type=kind)
    ParticipantFactory.create_batch(item_count, organisation=organisation, meeting=meeting)
    for item in AgendaItemFactory.create_batch(item_count, organisation=organisation, meeting=meeting):
        DecisionFactory(organisation=organisation, item=item)

    with page_queries(DETAIL_QUERIES):
        response = logged_in.get(url("detail", meeting.pk))

    assert len(soup(response).select(".fil-agenda-row")) == min(item_count, 10)


@pytest.mark.parametrize("item_count", [1, 3, 40])
def test_session_query_count_is_constant(logged_in, organisation, kind, item_count, page_queries):
    meeting = MeetingFactory(organisation=organisation, type=kind, open=True)
    ParticipantFactory.create_batch(item_count, organisation=organisation, meeting=meeting)
    AgendaItemFactory.create_batch(item_count, organisation=organisation, meeting=meeting)

    with page_queries(SESSION_QUERIES):
        response = logged_in.get(url("session", meeting.pk))

    assert len(soup(response).select("[data-notes]")) == item_count
    assert len(response.content) < SESSION_BYTES + item_count * ITEM_BYTES


@pytest.mark.parametrize("item_count", [1, 3, 300])
def test_register_query_count_is_constant(logged_in, organisation, item_count, page_queries):
    DecisionFactory.create_batch(item_count, organisation=organisation)

    with page_queries(REGISTER_QUERIES):
        response = logged_in.get(url("decisions"))

    assert len(soup(response).select(".fil-decision")) == min(item_count, 25)


def test_list_rows_are_the_same_by_htmx(logged_in, organisation, kind):
    MeetingFactory(organisation=organisation, type=kind)

    assert_same_fragment(logged_in, url("list"), "#meeting-rows")


def test_register_rows_are_the_same_by_htmx(logged_in, organisation):
    DecisionFactory(organisation=organisation)

    assert_same_fragment(logged_in, url("decisions"), "#decision-rows")


def test_create_plans_the_meeting_and_opens_its_page(logged_in, organisation, kind):
    day = noon_in(10).date().isoformat()

    response = logged_in.post(
        url("create"),
        {"type": kind.pk, "title": "RCP plaies", "day": day, "starts": "12:30", "ends": "13:45"},
    )

    with organisation_scope(organisation):
        meeting = Meeting.objects.get()
    assert response["Location"] == meeting.get_absolute_url()
    assert (meeting.title, meeting.planned_minutes) == ("RCP plaies", 75)


def test_create_says_in_french_what_is_wrong_and_keeps_what_was_typed(logged_in, kind):
    response = logged_in.post(
        url("create"),
        {"type": kind.pk, "title": "RCP plaies", "day": "2026-12-10", "starts": "13:00", "ends": "12:00"},
    )

    page = soup(response)
    assert response.status_code == 422
    assert "La réunion doit finir après son début." in page.get_text()
    assert page.select_one("input[name=title]")["value"] == "RCP plaies"


def test_agenda_is_the_same_by_htmx_and_whole(logged_in, organisation, kind):
    meeting = MeetingFactory(organisation=organisation, type=kind)

    fragment = logged_in.post(
        url("item_add", meeting.pk),
        {"title": "Suites", "kind": "discussion", "minutes": "10"},
        headers={"HX-Request": "true"},
    )

    page = logged_in.get(url("detail", meeting.pk))
    shown, expected = (without_tokens(soup(answer).select_one(".fil-agenda")) for answer in (fragment, page))
    assert shown == expected


@pytest.fixture
def open_item(organisation, kind):
    meeting = MeetingFactory(organisation=organisation, type=kind, open=True)
    return AgendaItemFactory(organisation=organisation, meeting=meeting)


def save_notes(client, item, notes, version=0, **more):
    return client.post(
        url("notes", item.meeting_id, item.pk),
        {"notes": notes, "version": version, **more},
        headers={"Accept": "application/json"},
    )


def test_notes_answer_with_their_new_version(logged_in, open_item):
    response = save_notes(logged_in, open_item, "Bonjour")

    assert (response.status_code, response.json()) == (200, {"version": 1})


def test_notes_of_two_hands_come_back_merged(logged_in, open_item):
    save_notes(logged_in, open_item, "<p>Le premier</p>", hand="a")

    response = save_notes(logged_in, open_item, "<p>Le second</p>", hand="b")

    merged = {"version": 2, "notes": "<p>Le premier</p><p>Le second</p>"}
    assert (response.status_code, response.json()) == (200, merged)


@pytest.fixture
def clashing(logged_in, open_item):
    """Somebody changed a paragraph; the test changes it too, from what stood before."""
    save_notes(logged_in, open_item, "<p>Le toit.</p>", hand="a")
    save_notes(logged_in, open_item, "<p>Le toit fuit.</p>", hand="a", version=1)
    return open_item


def test_a_clash_shows_both_passages_and_three_ways_out(logged_in, membership, clashing):
    response = save_notes(logged_in, clashing, "<p>Le toit est neuf.</p>", hand="b", version=1)

    assert response.status_code == 409
    assert response.json() == {
        "theirs": {"notes": "<p>Le toit fuit.</p>", "version": 2, "by": str(membership.user)},
        "clashes": [{"mine": "<p>Le toit est neuf.</p>", "theirs": "<p>Le toit fuit.</p>"}],
        "choices": {
            "both": "<p>Le toit fuit.</p><p>Le toit est neuf.</p>",
            "mine": "<p>Le toit est neuf.</p>",
            "theirs": "<p>Le toit fuit.</p>",
        },
    }


def test_a_clash_without_scripts_gives_a_page_with_both_texts(logged_in, clashing):
    typed = {"notes": "Le toit est neuf.", "version": 1}

    response = logged_in.post(url("notes", clashing.meeting_id, clashing.pk), typed)

    page = soup(response)
    assert response.status_code == 409
    assert page.select_one("textarea[name=notes]").get_text().strip() == "Le toit fuit.\n\nLe toit est neuf."
    assert page.select_one("input[name=version]")["value"] == "2"


def test_notes_are_read_again_by_the_pages_that_follow(logged_in, membership, open_item):
    save_notes(logged_in, open_item, "Bonjour")

    response = logged_in.get(url("notes", open_item.meeting_id, open_item.pk))

    assert response.json() == {"notes": "<p>Bonjour</p>", "version": 1, "by": str(membership.user)}


def test_a_plain_box_holds_the_notes_for_browsers_without_scripts(logged_in, open_item):
    save_notes(logged_in, open_item, "<h3>Toit</h3><ul><li>un <b>devis</b></li></ul>")

    page = soup(logged_in.get(url("session", open_item.meeting_id)))

    assert page.select_one("textarea[name=notes]").get_text().strip() == "# Toit\n\n- un **devis**"


def test_versions_show_what_each_hand_changed_and_give_it_back(logged_in, organisation, clashing):
    page = soup(logged_in.get(url("versions", clashing.meeting_id, clashing.pk)))

    shown = [" ".join(one.get_text().split()) for one in page.select(".fil-changes")]
    assert shown == ["Le toit fuit."]  # one sitting is one version
    with organisation_scope(organisation):
        first = NotesVersion.objects.get(version=1)
    logged_in.post(url("version_restore", clashing.meeting_id, first.pk))
    assert logged_in.get(url("notes", clashing.meeting_id, clashing.pk)).json()["notes"] == "<p>Le toit.</p>"


def test_saying_where_one_writes_answers_nothing(logged_in, open_item):
    response = logged_in.post(url("here", open_item.meeting_id), {"hand": "a", "place": open_item.anchor})

    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("outcome", ["decision", "task", "information"])
def test_without_scripts_a_link_shows_the_form_of_an_outcome(logged_in, open_item, outcome):
    address = url("session", open_item.meeting_id)

    page = soup(logged_in.get(address, {"noter": outcome, "point": str(open_item.pk)}))

    assert len(page.select(f"#produit-{open_item.pk} form[data-outcome-form]")) == 1


def test_an_information_is_noted_and_taken_away(logged_in, organisation, open_item):
    logged_in.post(url("information_add", open_item.meeting_id, open_item.pk), {"text": "Le parking rouvre"})
    with organisation_scope(organisation):
        noted = Information.objects.get()

    logged_in.post(url("information_remove", open_item.meeting_id, noted.pk))

    with organisation_scope(organisation):
        assert (noted.text, Information.objects.count()) == ("Le parking rouvre", 0)


def test_notes_that_look_like_a_patient_may_be_kept_once_confirmed(logged_in, organisation, open_item):
    refused = save_notes(logged_in, open_item, "M. Lambert viendra présenter")
    marks = ",".join(found["fingerprint"] for found in refused.json()["findings"])

    kept = save_notes(logged_in, open_item, "M. Lambert viendra présenter", acknowledged=marks)

    assert (refused.status_code, kept.status_code) == (422, 200)
    with organisation_scope(organisation):
        assert AgendaItem.objects.get().notes == "<p>M. Lambert viendra présenter</p>"


def test_notes_of_ten_megabytes_are_refused_in_french(logged_in, open_item):
    response = save_notes(logged_in, open_item, "é" * 300_000)

    assert response.status_code == 422
    assert "trop longues" in response.json()["error"]


def test_a_decision_that_looks_like_a_patient_is_confirmed_by_sending_it_again(logged_in, organisation, open_item):
    target = url("decision_add", open_item.meeting_id, open_item.pk)
    refused = logged_in.post(target, {"text": "Revoir Mme Lambert"}, headers={"HX-Request": "true"})
    marks = soup(refused).select_one("input[name=acknowledged]")["value"]

    logged_in.post(target, {"text": "Revoir Mme Lambert", "acknowledged": marks}, headers={"HX-Request": "true"})

    assert refused.status_code == 422
    with organisation_scope(organisation):
        assert Decision.objects.get().text == "Revoir Mme Lambert"


def test_a_professional_reads_but_does_not_hold(client, organisation, open_item):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(professional.user)

    assert client.get(url("detail", open_item.meeting_id)).status_code == 200
    assert client.get(url("session", open_item.meeting_id)).status_code == 403


@pytest.mark.parametrize("name", ["minutes_pdf", "agenda_pdf", "attendance_pdf"])
def test_documents_are_pdf(logged_in, open_item, name):
    response = logged_in.get(url(name, open_item.meeting_id))

    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


def test_export_is_a_french_csv(logged_in, organisation, kind):
    MeetingFactory(organisation=organisation, type=kind, title="=cmd()")

    response = logged_in.get(url("export", "csv"))

    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Date;Fin;Type;Intitulé;Groupe;État;Conviés;Présents"
    assert "'=cmd()" in lines[1]


def test_the_whole_thread_through_pages(logged_in, membership, organisation, kind):
    """Plan, open, mark, write, close, approve: every step by its page."""
    meeting = MeetingFactory(organisation=organisation, type=kind, passed=True)
    item = AgendaItemFactory(organisation=organisation, meeting=meeting)
    ParticipantFactory(organisation=organisation, meeting=meeting)

    logged_in.post(url("session_open", meeting.pk))
    logged_in.post(url("presences_all", meeting.pk))
    save_notes(logged_in, item, "Tout va bien")
    logged_in.post(url("session_close", meeting.pk))
    response = logged_in.post(url("approve", meeting.pk), follow=True)

    assert "Compte rendu figé" in response.content.decode()
    evidence = logged_in.get(reverse("evidence:list", args=["chastel"]) + f"?annee={meeting.starts_on.year}")
    assert "CR-" in evidence.content.decode()


def test_search_in_the_list_forgives_accents(logged_in, membership, organisation, kind):
    with organisation_scope(organisation):
        for title in ("Équipe élargie", "Bureau"):
            services.plan_meeting(
                by=membership, type=kind, title=title, starts_at=noon_in(5), ends_at=noon_in(5).replace(hour=13)
            )

    response = logged_in.get(url("list"), {"q": "equipe"})

    assert [row.get_text(strip=True) for row in soup(response).select("tbody a")] == ["Équipe élargie"]


def hold_for(organisation, kind, minutes):
    """A session of one hour planned, open since ``minutes``."""
    now = timezone.now().replace(second=0, microsecond=0)
    opened = now - dt.timedelta(minutes=minutes)
    return MeetingFactory(
        organisation=organisation,
        type=kind,
        starts_at=opened,
        ends_at=opened + dt.timedelta(minutes=60),
        opened_at=opened,
        status="open",
    )


@pytest.mark.parametrize(("minutes", "warned"), [(0, True), (29, True), (31, False), (60, False)])
def test_closing_a_session_too_short_says_what_will_be_counted(logged_in, organisation, kind, minutes, warned):
    meeting = hold_for(organisation, kind, minutes)

    page = logged_in.post(url("session_close", meeting.pk), follow=True)

    assert ("La séance ne compte que" in page.content.decode()) == warned


@pytest.mark.parametrize(("hours", "offered"), [(1, True), (-3, False)])
def test_a_meeting_of_the_hour_can_still_be_convened(logged_in, organisation, kind, hours, offered):
    starts_at = timezone.now() + dt.timedelta(hours=hours)
    ends_at = starts_at + dt.timedelta(hours=1)
    meeting = MeetingFactory(organisation=organisation, type=kind, starts_at=starts_at, ends_at=ends_at)

    page = soup(logged_in.get(url("detail", meeting.pk)))

    assert bool(page.select(f'a[href="{url("convene", meeting.pk)}"]')) == offered


def test_nobody_is_said_silent_before_being_asked(logged_in, organisation, kind):
    meeting = MeetingFactory(organisation=organisation, type=kind)
    ParticipantFactory.create_batch(2, organisation=organisation, meeting=meeting)

    page = logged_in.get(url("detail", meeting.pk))

    assert "2\xa0personnes" in page.content.decode()
    assert "annoncée" not in page.content.decode()
