import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.coordinator.models import IgnoredWork, TimeEntry
from tests.factories import MeetingFactory, MembershipFactory, ParticipantFactory, PersonFactory, TimeEntryFactory


@pytest.fixture
def me(membership, organisation):
    return PersonFactory(organisation=organisation, user=membership.user)


def url(name, *args):
    return reverse(f"coordinator:{name}", args=["chastel", *args])


def test_one_tap_starts_another_stops(logged_in, organisation, me):
    logged_in.post(url("start"), {"activity": "B1-02"})
    with organisation_scope(organisation):
        entry = TimeEntry.objects.get()
    page = logged_in.get(url("home")).content.decode()
    assert "Arrêter et noter" in page

    logged_in.post(url("stop", entry.pk), {"word": "relances"})
    with organisation_scope(organisation):
        entry.refresh_from_db()
    assert (entry.minutes, entry.word) == (1, "relances")


def test_time_is_noted_after_the_fact_by_a_few_words(logged_in, organisation, me):
    sent = {"activity": "plaidoyer", "day": "2026-03-02", "minutes": "1 h 30", "word": "dossier"}

    assert logged_in.post(url("home"), sent).status_code == 302
    with organisation_scope(organisation):
        entry = TimeEntry.objects.get()
    assert (entry.activity, entry.minutes, entry.day) == ("B4-03", 90, dt.date(2026, 3, 2))


def test_a_patients_name_is_questioned(logged_in, organisation, me):
    sent = {"activity": "B4-03", "day": "2026-03-02", "minutes": "30", "word": "dossier de Mme Bernardin"}

    answer = logged_in.post(url("home"), sent)

    assert answer.status_code == 422
    assert "Bernardin" in answer.content.decode()
    with organisation_scope(organisation):
        assert not TimeEntry.objects.exists()


def test_a_proposal_is_noted_or_set_aside_from_the_page(logged_in, organisation, me):
    with organisation_scope(organisation):
        meeting, other = MeetingFactory(held=True), MeetingFactory(held=True)
        for one in (meeting, other):
            ParticipantFactory(meeting=one, person=me, presence="present", minutes=60)
    assert "Déjà fait, pas encore noté" in logged_in.get(url("home")).content.decode()

    logged_in.post(url("work_note"), {"key": f"meetings:{meeting.pk}", "minutes": "2 h", "activity": "B1-03"})
    logged_in.post(url("work_ignore"), {"key": f"meetings:{other.pk}"})

    with organisation_scope(organisation):
        assert TimeEntry.objects.get().minutes == 120
        assert IgnoredWork.objects.get().work_key == f"meetings:{other.pk}"
    page = logged_in.get(url("home")).content.decode()
    assert "Déjà fait, pas encore noté" not in page
    assert "Reprendre" in page

    logged_in.post(url("work_again"), {"key": f"meetings:{other.pk}"})

    page = logged_in.get(url("home")).content.decode()
    assert "Déjà fait, pas encore noté" in page
    assert "Reprendre" not in page


def test_the_month_follows_the_filters_of_its_address(logged_in, organisation, me):
    with organisation_scope(organisation):
        TimeEntryFactory(person=me, activity="B1-02", minutes=60, day=dt.date(2026, 3, 2))
        TimeEntryFactory(person=me, activity="B4-03", minutes=30, day=dt.date(2026, 3, 3))

    page = logged_in.get(url("month"), {"mois": "2026-03", "bloc": "B4"})
    sheet = logged_in.get(url("month_export", "csv"), {"mois": "2026-03", "bloc": "B4"})

    assert page.context["minutes"] == 30
    assert sheet.content.decode("utf-8-sig").count("\n") == 2  # the head and one line


def test_an_address_without_sense_shows_this_month(logged_in, me):
    page = logged_in.get(url("month"), {"mois": "nimporte", "bloc": "Z", "personne": "x"})

    assert page.context["first"] == timezone.localdate().replace(day=1)


@pytest.mark.parametrize("roles", [["assistant"], ["professional"], ["employee"], ["accountant"], ["observer"]])
@pytest.mark.parametrize("name", ["home", "month"])
def test_nobody_else_reads_the_time_of_a_coordinator(client, organisation, roles, name):
    client.force_login(MembershipFactory(organisation=organisation, roles=roles).user)

    assert client.get(url(name)).status_code == 403


def test_one_coordinator_does_not_find_the_time_of_another(client, organisation, me):
    entry = TimeEntryFactory(organisation=organisation, person=me)
    client.force_login(MembershipFactory(organisation=organisation).user)

    assert client.get(url("entry", entry.pk)).status_code == 404
    assert client.post(url("entry_remove", entry.pk)).status_code == 404


def test_an_account_without_record_is_led_to_it(logged_in, organisation, membership):
    assert "Rattacher ma fiche" in logged_in.get(url("home")).content.decode()

    logged_in.post(url("record_open"))

    assert "Rattacher ma fiche" not in logged_in.get(url("home")).content.decode()


@pytest.mark.parametrize("entry_count", [1, 6])
def test_the_month_asks_the_same_number_of_queries(logged_in, organisation, me, entry_count, page_queries):
    with organisation_scope(organisation):
        for day in range(entry_count):
            TimeEntryFactory(person=me, day=dt.date(2026, 3, 2 + day))
    logged_in.get(url("month"))

    with page_queries(QUERIES):
        logged_in.get(url("month"), {"mois": "2026-03"})


QUERIES = 5
