import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.models import Site
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.modules.deadlines import queries, services
from filrouge.modules.deadlines.models import Control, Due
from tests.factories import MembershipFactory


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC))


def url(name, *args):
    return reverse(f"deadlines:{name}", args=["chastel", *args])


@pytest.fixture
def control(organisation, membership):
    with organisation_scope(organisation):
        return services.add_control(
            by=membership,
            code="extinguishers",
            title="Extincteurs du rez-de-chaussée",
            months=12,
            provider="Feu Vert Fictif",
            last_on=dt.date(2025, 12, 31),
        )


def next_of(organisation, control):
    with organisation_scope(organisation):
        return Due.objects.get(obligation=control.obligation_id, state="open")


def test_the_library_proposes_the_rule_its_period_and_its_source(logged_in, organisation):
    page = logged_in.get(url("control_library")).content.decode()
    assert "Faire mesurer le radon" in page
    assert url("control_add") + "?regle=radon" in page

    form = logged_in.get(url("control_add") + "?regle=radon").content.decode()
    assert 'value="120"' in form
    assert "zone 3" in form


def test_a_control_of_the_library_keeps_its_rule(logged_in, organisation):
    sent = {"code": "gas", "title": "Faire vérifier l’installation de gaz", "months": "12", "last_on": "2026-02-28"}
    page = logged_in.post(url("control_add"), sent, follow=True).content.decode()
    assert "Selon l’installation" in page
    with organisation_scope(organisation):
        control = Control.objects.select_related("obligation").get()
        assert (control.obligation.code, control.obligation.adjusted) == ("gas", [])
    assert next_of(organisation, control).due_on == dt.date(2027, 2, 28)
    assert "Déjà suivi" in logged_in.get(url("control_library")).content.decode()


def test_what_is_only_in_the_library_comes_when_it_is_picked(organisation, membership):
    with organisation_scope(organisation):
        services.save_profile(by=membership, ticked=[])
        assert not Control.objects.filter(obligation__code="radon").exists()


def test_a_control_of_the_team_s_own_is_set_by_site(logged_in, organisation):
    with organisation_scope(organisation):
        here, _there = (Site.objects.create(name=name) for name in ("Bourg", "Annexe"))
    sent = {"title": "Balance du bureau 3", "months": "24", "site": str(here.pk)}
    assert "Bourg" in logged_in.post(url("control_add"), sent, follow=True).content.decode()


def test_done_with_its_report_it_sets_the_next_date_and_its_tasks(logged_in, organisation, control):
    due = next_of(organisation, control)
    report = SimpleUploadedFile("rapport.txt", b"rapport")
    sent = {"done_on": "2026-11-27", "file": report, "remarks": "Changer l’appareil 2\n\nAfficher le plan"}
    page = logged_in.post(url("due_done", due.pk), sent, follow=True)

    assert page.redirect_chain[-1][0] == url("control", control.pk)
    assert "rapport.txt" in page.content.decode()
    assert "Changer l’appareil 2" in page.content.decode()
    assert next_of(organisation, control).due_on == dt.date(2027, 11, 27)
    with organisation_scope(organisation):
        assert {task.origin_id for task in Task.objects.all()} == {due.pk}
    assert "2 remarques" in logged_in.get(url("controls")).content.decode().replace("\u00a0", " ")


def test_a_report_that_comes_later_adds_its_remarks(logged_in, organisation, control):
    due = next_of(organisation, control)
    remarks = url("due_remarks", due.pk)
    assert logged_in.post(remarks, {"remarks": "Trop tôt"}).status_code == 422

    logged_in.post(url("due_done", due.pk), {"done_on": "2026-11-27", "note": "Passé, rapport à venir"})
    assert logged_in.post(remarks, {"remarks": "  \n "}).status_code == 422
    logged_in.post(remarks, {"remarks": "Refixer le support"})
    assert "Refixer le support" in logged_in.get(url("control", control.pk)).content.decode()


def test_another_period_moves_the_next_date(logged_in, organisation, control):
    sent = {"title": "Extincteurs", "months": "6", "provider": "Autre"}
    logged_in.post(url("control_edit", control.pk), sent)
    due = next_of(organisation, control)
    assert due.due_on == dt.date(2026, 6, 30)
    with organisation_scope(organisation):
        control.refresh_from_db()
        assert (control.provider, str(control)) == ("Autre", "Extincteurs")


def test_whoever_only_reads_cannot_note_it(client, organisation, control):
    reader = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(reader.user)
    due = next_of(organisation, control)
    page = client.get(url("control", control.pk)).content.decode()
    assert "Feu Vert Fictif" in page
    assert url("due_done", due.pk) not in page
    for address in (url("control_library"), url("control_add"), url("control_edit", control.pk)):
        assert client.get(address).status_code == 403
    assert client.post(url("due_remarks", due.pk), {"remarks": "x"}).status_code == 403


def test_the_list_asks_as_much_for_many(logged_in, organisation, membership, page_queries):
    def follow(first, last):
        for rank in range(first, last):
            services.add_control(by=membership, title=f"Appareil {rank}", months=12, last_on=dt.date(2026, 1, 31))

    with organisation_scope(organisation):
        follow(0, 2)
        (one, _other) = queries.open_dues()
        services.complete_due(one, by=membership, done_on=dt.date(2026, 11, 2), note="Fait", remarks=["À revoir"])
    logged_in.get(url("controls"))
    with page_queries(6):
        logged_in.get(url("controls"))
    with organisation_scope(organisation):
        follow(2, 10)
    with page_queries(6):
        logged_in.get(url("controls"))


def test_controls_go_to_a_spreadsheet(logged_in, control):
    text = b"".join(logged_in.get(url("controls_export", "csv"))).decode("utf-8-sig")
    assert "Extincteurs du rez-de-chaussée" in text
    assert "Feu Vert Fictif" in text
