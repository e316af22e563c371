"""The list, one deadline, the situation."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.people.models import Responsibility
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.deadlines import queries, services
from filrouge.modules.deadlines.models import Due, Profile
from tests.factories import MembershipFactory, PersonFactory
from tests.htmx import soup

SITUATION = {"ticked": ["aci", "sisa"], "employees": "3", "waste_kg": "8", "closing_month": "12"}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC))


@pytest.fixture
def followed(organisation, membership):
    with organisation_scope(organisation):
        services.save_profile(by=membership, ticked=["aci", "sisa"], employees=3)


def url(name, *args):
    return reverse(f"deadlines:{name}", args=["chastel", *args])


def due_of(organisation, code, state="open"):
    with organisation_scope(organisation):
        return Due.objects.select_related("obligation").get(obligation__code=code, state=state)


def test_an_empty_organisation_is_led_to_its_situation(logged_in, organisation):
    assert url("profile") in logged_in.get(url("list")).content.decode()


def test_nothing_of_the_situation_is_kept_before_it_is_confirmed(logged_in, organisation):
    page = logged_in.post(url("profile"), SITUATION).content.decode()
    assert "Déclarer l’activité 2026" in page
    with organisation_scope(organisation):
        assert not Profile.objects.exists()

    logged_in.post(url("profile"), {**SITUATION, "confirm": "1"})
    assert due_of(organisation, "aci_declaration").due_on == dt.date(2027, 1, 31)


def test_a_role_that_nobody_holds_is_to_be_given(logged_in, organisation, followed):
    with organisation_scope(organisation):
        assert queries.holders_on(dt.date(2026, 11, 28))["manager"] == ["à nommer dans l’équipe"]
        manager = PersonFactory(first_name="Lina", last_name="Morel")
        Responsibility.objects.create(person=manager, kind="manager", starts_on=dt.date(2020, 1, 1))
        assert queries.holders_on(dt.date(2026, 11, 28))["manager"] == ["Lina Morel"]
    page = logged_in.get(url("list")).content.decode()
    assert "Lina Morel" in page
    assert "à nommer dans l’équipe" in page  # who answers for the crisis plan


def test_dates_that_the_situation_moves_are_shown_too(logged_in, organisation, followed):
    page = logged_in.post(url("profile"), {**SITUATION, "closing_month": "6"})
    shown = soup(page).find(string="Tenir l’assemblée générale sur les comptes").find_parent("li").get_text(" ")
    assert shown.split()[-7:] == ["30", "juin", "2027", "→", "30", "déc.", "2026"]
    assert due_of(organisation, "sisa_assembly").due_on == dt.date(2027, 6, 30)

    logged_in.post(url("profile"), {**SITUATION, "closing_month": "6", "confirm": "1"})
    assert due_of(organisation, "sisa_assembly").due_on == dt.date(2026, 12, 30)


def test_what_goes_is_shown_too(logged_in, organisation, followed):
    page = logged_in.post(url("profile"), {**SITUATION, "ticked": ["aci"]}).content.decode()
    assert "de moins" in page
    assert "Tenir l’assemblée générale sur les comptes" in page


def test_done_with_its_file_it_is_a_proof_and_the_next_year_follows(logged_in, organisation, membership, followed):
    due = due_of(organisation, "crisis_plan")
    assert logged_in.post(url("due_done", due.pk), {"done_on": "2026-11-27"}).status_code == 422
    plan = SimpleUploadedFile("plan.txt", b"plan")
    page = logged_in.post(url("due_done", due.pk), {"done_on": "2026-11-27", "file": plan}, follow=True)
    assert "plan.txt" in page.content.decode()
    assert due_of(organisation, "crisis_plan").due_on == dt.date(2027, 12, 31)

    with organisation_scope(organisation):
        (proof,) = registry.evidence.get("deadlines")(membership, 2026)
        assert (proof.state, proof.axis) == ("ready", "Réponse aux crises sanitaires")
        assert (proof.indicator, proof.supporting) == ("crisis_plan", False)  # it is the paper that is asked


def test_a_list_made_in_january_proves_the_year_before(logged_in, organisation, membership, followed):
    due = due_of(organisation, "aci_associates")
    logged_in.post(url("due_done", due.pk), {"done_on": "2026-11-27", "file": SimpleUploadedFile("l.txt", b"liste")})
    with organisation_scope(organisation):
        Due.objects.filter(pk=due.pk).update(closed_on=dt.date(2027, 1, 5))
        (proof,) = registry.evidence.get("deadlines")(membership, 2026)
        assert proof.indicator == "diversity"
        assert list(registry.evidence.get("deadlines")(membership, 2027)) == []


def test_done_is_taken_back(logged_in, organisation, followed):
    due = due_of(organisation, "crisis_plan")
    logged_in.post(url("due_done", due.pk), {"done_on": "2026-11-27", "note": "Classeur"})
    logged_in.post(url("due_undo", due.pk))
    assert due_of(organisation, "crisis_plan").pk == due.pk


def test_without_object_keeps_its_reason(logged_in, organisation, followed):
    due = due_of(organisation, "observatory")
    page = logged_in.post(url("due_drop", due.pk), {"reason": "Pas d’enquête cette année"}, follow=True)
    assert "Pas d’enquête cette année" in page.content.decode()
    assert due_of(organisation, "observatory").due_on == dt.date(2027, 12, 31)


def test_the_last_time_gives_the_date_from_the_31st_of_january(logged_in, organisation, followed):
    due = due_of(organisation, "extinguishers")
    logged_in.post(url("due_last", due.pk), {"last_on": "2026-01-31"})
    assert due_of(organisation, "extinguishers").due_on == dt.date(2027, 1, 31)
    answer = logged_in.post(url("due_last", due.pk), {"last_on": "2026-01-31"}, follow=True)
    assert "déjà connue" in answer.content.decode()


def test_a_date_that_is_only_guessed_is_neither_late_nor_in_the_calendar(
    client, organisation, membership, followed, monkeypatch
):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC))
    client.force_login(membership.user)
    due = due_of(organisation, "extinguishers")
    assert due.due_on < dt.date(2027, 6, 1)
    assert "Date à préciser" in client.get(url("due", due.pk)).content.decode()
    assert "extincteurs" not in client.get(url("list") + "?etat=late").content.decode()
    with organisation_scope(organisation):
        labels = [event.label for event in registry.calendar.get("deadlines")(membership, due.due_on, due.due_on)]
    assert due.title not in labels


def test_filters_live_in_the_address(logged_in, organisation, followed):
    page = logged_in.get(url("list") + "?theme=crisis&qui=crisis").content.decode()
    assert "plan de crise" in page
    assert "assemblée générale" not in page
    fragment = logged_in.get(url("list") + "?theme=crisis", headers={"HX-Request": "true"}).content.decode()
    assert "plan de crise" in fragment
    assert "<html" not in fragment


def test_the_list_goes_to_a_spreadsheet(logged_in, organisation, followed):
    text = b"".join(logged_in.get(url("export", "csv") + "?theme=crisis")).decode("utf-8-sig")
    assert "plan de crise" in text
    assert "assemblée" not in text


def test_whoever_only_reads_keeps_nothing(client, organisation, followed):
    reader = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(reader.user)
    due = due_of(organisation, "crisis_plan")
    assert url("due_done", due.pk) not in client.get(url("due", due.pk)).content.decode()
    assert client.get(url("profile")).status_code == 403
    for name in ("due_done", "due_drop", "due_move", "due_last", "due_undo", "due_remarks"):
        assert client.post(url(name, due.pk), {}).status_code == 403


def test_whoever_may_not_see_them_gets_nothing_in_the_calendar(organisation, membership, followed):
    first, last = dt.date(2027, 1, 1), dt.date(2027, 1, 31)
    observer = MembershipFactory(organisation=organisation, roles=["observer"])
    with organisation_scope(organisation):
        assert list(registry.calendar.get("deadlines")(observer, first, last)) == []
        assert list(registry.deadlines.get("deadlines")(observer)) == []
        events = list(registry.calendar.get("deadlines")(membership, first, last))
        labels = [event.label for event in events]
        assert any("Déclarer l’activité 2026" in label for label in labels)
        assert all(event.all_day for event in events)
        assert {event.kind for event in events} <= set(dict(registry.calendar_kinds.items()))


def test_each_activity_it_carries_leads_to_a_page(logged_in, followed):
    given = [page for name, page in registry.activity_pages.items() if name.startswith("deadlines.")]
    assert {page.activity for page in given} == {"B3-06", "B3-22", "B3-23"}
    for page in given:
        assert logged_in.get(reverse(page.url_name, args=["chastel"])).status_code == 200


def test_a_day_of_the_calendar_is_that_of_an_overseas_team(organisation, membership):
    """« all_day »: local midnight of the first and of the last day (docs/dev/time.md)."""
    organisation.time_zone = "Pacific/Noumea"
    organisation.save(update_fields=["time_zone"])
    with organisation_scope(organisation):
        services.save_profile(by=membership, ticked=["aci"])
        day = dt.date(2027, 1, 31)
        found = registry.calendar.get("deadlines")(membership, day, day)
        event = next(one for one in found if "Déclarer" in one.label)
        assert timezone.localtime(event.starts_at).isoformat() == "2027-01-31T00:00:00+11:00"
        assert timezone.localdate(event.ends_at) == day
