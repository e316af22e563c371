"""The pages: choosing, seeing before keeping, following, and who may."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.enums import TaskStatus
from filrouge.modules.planning.models import OwnTemplate, Plan, PlanStep
from tests.factories import DueFactory, MembershipFactory, PersonFactory, PlanFactory, PlanStepFactory
from tests.htmx import soup


def address(name, *args):
    return reverse(f"planning:{name}", args=["chastel", *args])


@pytest.fixture
def target():
    return timezone.localdate() + dt.timedelta(days=300)


@pytest.fixture
def plan(organisation):
    with organisation_scope(organisation):
        step = PlanStepFactory(task__title="Réserver la salle", task__owner=PersonFactory(first_name="Lina"))
        PlanStepFactory(plan=step.plan, days=-2, waits_for=[step.key])
        return step.plan


def first_step(plan):
    return PlanStep.objects.select_related("task").filter(plan=plan).first()


def test_the_empty_list_offers_the_first_act(logged_in):
    page = logged_in.get(address("list")).content.decode()
    assert "Aucun rétroplanning en cours" in page
    assert address("new") in page


def test_every_template_can_be_chosen(logged_in):
    page = logged_in.get(address("new")).content.decode()
    assert page.count('class="fil-row-title"') == 10  # the nine of the house, and the blank one


def test_seeing_the_dates_keeps_nothing_and_creating_keeps_them(logged_in, organisation, target):
    data = {"title": "AG de l’an prochain", "target_on": target.isoformat()}
    seen = logged_in.post(address("make", "general_assembly"), data)
    assert seen.status_code == 200
    assert len(seen.context["preview"].lines) == 12
    with organisation_scope(organisation):
        assert not Plan.objects.exists()
    kept = logged_in.post(address("make", "general_assembly"), {**data, "confirm": "1"}, follow=True)
    assert "AG de l’an prochain" in kept.content.decode()
    with organisation_scope(organisation):
        assert PlanStep.objects.count() == 12


def test_a_date_too_near_says_so_and_offers_one_where_everything_fits(logged_in):
    soon = timezone.localdate() + dt.timedelta(days=10)
    data = {"title": "AG", "target_on": soon.isoformat()}
    page = logged_in.post(address("make", "general_assembly"), data)
    better = page.context["preview"].better_target
    assert "Tout ne tient pas" in page.content.decode()
    again = logged_in.post(address("make", "general_assembly"), {**data, "better": better.isoformat()})
    assert again.context["preview"].troubles == ()
    assert again.context["preview"].target_on == better


def test_a_wrong_date_is_said_beside_its_field(logged_in):
    page = logged_in.post(address("make", "general_assembly"), {"title": "AG", "target_on": "2099-01-01"})
    assert page.status_code == 422
    assert "des six ans à venir" in page.content.decode()


def test_the_page_says_what_each_step_waits_for_and_who_does_it(logged_in, plan):
    page = logged_in.get(address("plan", plan.pk)).content.decode()
    assert "Après : « Réserver la salle »" in page
    assert "Lina" in page


def test_changing_the_date_shows_before_and_after_first(logged_in, organisation, plan, target):
    data = {"title": plan.title, "target_on": target.isoformat()}
    seen = logged_in.post(address("change", plan.pk), data)
    assert seen.context["preview"].moved == 2
    with organisation_scope(organisation):
        assert Plan.objects.get().target_on == plan.target_on
    logged_in.post(address("change", plan.pk), {**data, "confirm": "1"})
    with organisation_scope(organisation):
        assert Plan.objects.get().target_on == target


def test_a_step_is_done_taken_back_removed_and_put_back(logged_in, organisation, plan):
    with organisation_scope(organisation):
        step = first_step(plan)
    logged_in.post(address("step_done", step.pk))
    with organisation_scope(organisation):
        assert first_step(plan).task.status == TaskStatus.DONE
    refused = logged_in.post(address("step_remove", step.pk), follow=True)
    assert "Cette étape est faite" in refused.content.decode()
    logged_in.post(address("step_reopen", step.pk))
    logged_in.post(address("step_remove", step.pk))
    with organisation_scope(organisation):
        assert first_step(plan).removed_on is not None
    assert "Étapes retirées" in logged_in.get(address("plan", plan.pk)).content.decode()
    logged_in.post(address("step_restore", step.pk))
    with organisation_scope(organisation):
        assert first_step(plan).is_open


def test_a_step_is_added_and_changed(logged_in, organisation, plan):
    data = {"title": "Appeler le maire", "count": 3, "moment": "before", "minutes": 20}
    logged_in.post(address("step_add", plan.pk), data)
    with organisation_scope(organisation):
        step = PlanStep.objects.get(task__title="Appeler le maire")
    page = logged_in.get(address("step", step.pk))
    assert page.context["form"].initial["count"] == 3
    logged_in.post(address("step", step.pk), {**data, "title": "Appeler la mairie", "moment": "after"})
    with organisation_scope(organisation):
        changed = PlanStep.objects.select_related("task").get(pk=step.pk)
        assert (changed.title, changed.days) == ("Appeler la mairie", 3)
        assert changed.laid_on > plan.target_on


def test_a_patient_is_not_named_in_a_step(logged_in, plan):
    data = {"title": "Appeler Mme Durand née le 12/03/1941", "count": 3, "moment": "before", "minutes": 20}
    assert logged_in.post(address("step_add", plan.pk), data).status_code == 422


def test_a_plan_is_kept_as_a_template_then_retired(logged_in, organisation, plan):
    page = logged_in.post(address("template_save", plan.pk), {"title": "Notre journée"}, follow=True)
    assert "Notre journée" in page.content.decode()
    with organisation_scope(organisation):
        own = OwnTemplate.objects.get()
    assert logged_in.get(address("make", str(own.pk))).status_code == 200
    page = logged_in.post(address("template_retire", own.pk), follow=True)
    assert "Modèles retirés" in page.content.decode()
    logged_in.post(address("template_restore", own.pk))
    assert logged_in.get(address("make", str(own.pk))).status_code == 200


def test_a_plan_is_dropped_and_taken_up_again(logged_in, plan):
    logged_in.post(address("drop", plan.pk))
    assert plan.title in logged_in.get(address("list"), {"etat": "dropped"}).content.decode()
    logged_in.post(address("resume", plan.pk))
    assert plan.title in logged_in.get(address("list")).content.decode()


@pytest.mark.parametrize(
    ("file_format", "media_type", "begins"),
    [
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("pdf", "application/pdf", b"%PDF"),
        ("ics", "text/calendar; charset=utf-8", b"BEGIN:VCALENDAR"),
    ],
)
def test_a_plan_leaves_as_a_sheet_a_page_or_a_calendar(logged_in, plan, file_format, media_type, begins):
    answer = logged_in.get(address("plan_export", plan.pk, file_format))
    assert answer["Content-Type"] == media_type
    assert answer.content.startswith(begins)
    assert logged_in.get(address("plan_export", plan.pk, "odt")).status_code == 404


def test_the_steps_of_a_plan_are_whole_days_in_its_calendar(logged_in, plan):
    lines = logged_in.get(address("plan_export", plan.pk, "ics")).content.decode().splitlines()
    assert f"DTSTART;VALUE=DATE:{plan.target_on:%Y%m%d}" in lines
    assert sum(line == "BEGIN:VEVENT" for line in lines) == 3  # two steps and the date to reach


def test_a_professional_reads_and_does_their_own_step_only(client, organisation, plan):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    with organisation_scope(organisation):
        mine, other = PlanStep.objects.select_related("task__owner").filter(plan=plan)
        mine.task.owner = PersonFactory(user=professional.user)
        mine.task.save(update_fields=["owner"])
    client.force_login(professional.user)
    page = client.get(address("plan", plan.pk)).content.decode()
    assert "Changer la date" not in page
    assert client.post(address("step_done", other.pk)).status_code == 403
    assert client.post(address("step_done", mine.pk)).status_code == 302
    assert client.get(address("new")).status_code == 403


def test_a_deadline_leads_to_its_plan(logged_in, organisation, membership):
    with organisation_scope(organisation):
        due = DueFactory(obligation__code="sisa_assembly", due_on=dt.date(2028, 6, 30))
        page = soup(logged_in.get(due.get_absolute_url()))
        (link,) = [one for one in page.select("a.btn") if "rétroplanning" in one.get_text()]
        assert link["href"] == address("make", "general_assembly") + "?date=2028-06-30"
        form = soup(logged_in.get(link["href"]))
        assert form.select_one("input[name=target_on]")["value"] == "2028-06-30"

        plan = PlanFactory(template_code="general_assembly", target_on=dt.date(2028, 6, 22))
        page = soup(logged_in.get(due.get_absolute_url()))
        assert page.select_one(f"a[href='{plan.get_absolute_url()}']").get_text() == "Voir son rétroplanning"


def test_the_list_costs_the_same_for_one_plan_or_many(logged_in, organisation, plan, page_queries):
    logged_in.get(address("list"))
    with page_queries(LIST_QUERIES):
        logged_in.get(address("list"))
    with organisation_scope(organisation):
        for _ in range(4):
            step = PlanStepFactory()
            PlanStepFactory(plan=step.plan)
        PlanFactory()
    with page_queries(LIST_QUERIES):
        logged_in.get(address("list"))


LIST_QUERIES = 7
