"""From a template to tasks, and what happens to them when the plan moves."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.tenancy.models import Site
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.services import complete_task, create_task
from filrouge.modules.planning import queries, services
from filrouge.modules.planning.enums import PlanRole
from filrouge.modules.planning.models import Plan
from filrouge.modules.planning.queries.frames import presence_of
from tests.factories import AbsenceFactory, MembershipFactory, PersonFactory, PlanFactory, PresenceDayFactory

TODAY = dt.date(2027, 1, 11)  # a Monday
ASSEMBLY = dt.date(2027, 6, 24)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2027, 1, 11, 9, tzinfo=dt.UTC))


@pytest.fixture
def sofia(in_organisation):
    return PersonFactory(first_name="Sofia", last_name="Ferreira", days_on_site=[4])


def assembly(membership, sofia, **more):
    template = queries.template_of("general_assembly", TODAY)
    return services.create_plan(
        by=membership,
        title="AG 2027",
        target_on=ASSEMBLY,
        template=template,
        owners={PlanRole.COORDINATION: sofia},
        **more,
    )


def steps(plan):
    return {step.key: step for step in queries.steps_of(plan)}


def test_each_step_becomes_a_task_on_a_day_when_its_owner_is_there(membership, sofia):
    plan = assembly(membership, sofia)
    found = steps(plan)
    assert len(found) == 12
    for step in found.values():
        assert step.task.due_on == step.laid_on
        assert step.task.effort == step.minutes
        assert step.task.origin_label == "AG 2027"
        if step.owner == sofia:
            assert step.laid_on.weekday() == 4
    assert found["report"].owner is None
    assert found["convene"].task.title == "Envoyer les convocations et les pièces, garder la preuve d’envoi"


def test_only_those_who_keep_plans_make_them(in_organisation):
    professional = MembershipFactory(organisation=in_organisation, roles=["professional"])
    with pytest.raises(PermissionDenied):
        assembly(professional, None)


def test_moving_the_date_moves_what_is_not_done_and_nothing_else(membership, sofia):
    plan = assembly(membership, sofia)
    complete_task(steps(plan)["date"].task, by=membership)
    before = {key: step.due_on for key, step in steps(plan).items()}
    preview = queries.preview_plan(plan, target_on=ASSEMBLY + dt.timedelta(days=14))
    assert {key: step.due_on for key, step in steps(plan).items()} == before  # a preview keeps nothing
    services.change_plan(plan, by=membership, title="AG 2027", target_on=ASSEMBLY + dt.timedelta(days=14))
    after = steps(plan)
    assert after["date"].is_done
    assert after["date"].due_on == before["date"]
    assert {line.key: line.place.ends_on for line in preview.lines if not line.done} == {
        key: step.due_on for key, step in after.items() if not step.is_done
    }
    assert after["convene"].due_on == before["convene"] + dt.timedelta(days=14)


def test_laying_again_the_same_day_changes_nothing(membership, sofia):
    plan = assembly(membership, sofia)
    before = {key: (step.laid_from, step.laid_on) for key, step in steps(plan).items()}
    assert queries.preview_plan(plan).moved == 0
    services.change_plan(plan, by=membership, title=plan.title, target_on=plan.target_on)
    assert {key: (step.laid_from, step.laid_on) for key, step in steps(plan).items()} == before


def test_a_role_changes_hands_for_what_is_left(membership, sofia):
    plan = assembly(membership, sofia)
    complete_task(steps(plan)["date"].task, by=membership)
    hugo = PersonFactory(first_name="Hugo", days_on_site=[1])
    owners = {PlanRole.COORDINATION: hugo}
    preview = queries.preview_plan(plan, owners=owners)
    assert steps(plan)["convene"].owner == sofia  # a preview keeps nothing
    services.change_plan(plan, by=membership, title=plan.title, target_on=plan.target_on, owners=owners)
    found = steps(plan)
    assert found["date"].owner == sofia
    assert found["convene"].owner == hugo
    assert found["convene"].due_on.weekday() == 1
    assert {line.key: line.place.ends_on for line in preview.lines} == {
        key: step.ends_on for key, step in found.items()
    }


def test_another_title_follows_on_the_tasks(membership, sofia):
    plan = assembly(membership, sofia)
    services.change_plan(plan, by=membership, title="AG de juin", target_on=ASSEMBLY)
    assert set(Task.objects.values_list("origin_label", flat=True)) == {"AG de juin"}


def test_a_step_taken_away_leaves_its_place_in_the_order_and_comes_back(membership, sofia):
    plan = assembly(membership, sofia)
    services.remove_step(steps(plan)["budget"], by=membership)
    assert steps(plan)["budget"].task.status == TaskStatus.DROPPED
    agenda = next(step for step in queries.engine_steps(plan) if step.key == "agenda")
    assert agenda.after == ("accounts", "activity", "report")
    services.restore_step(steps(plan)["budget"], by=membership)
    assert steps(plan)["budget"].is_open


def test_steps_may_not_wait_for_one_another(membership, sofia):
    plan = assembly(membership, sofia)
    accounts = steps(plan)["accounts"]
    with pytest.raises(ValidationError, match="s’attendraient l’une l’autre"):
        services.change_step(accounts, by=membership, title=accounts.title, waits_for=["convene"])


def test_a_step_added_is_laid_with_the_others(membership, sofia):
    plan = assembly(membership, sofia)
    step = services.add_step(
        plan, by=membership, title="Réserver le traiteur", days=-10, minutes=20, owner=sofia, waits_for=["convene"]
    )
    found = steps(plan)
    assert found["convene"].due_on <= found[step.key].due_on < ASSEMBLY
    assert found[step.key].due_on.weekday() == 4


def test_a_plan_dropped_takes_its_tasks_with_it_and_brings_them_back(membership, sofia):
    plan = assembly(membership, sofia)
    complete_task(steps(plan)["date"].task, by=membership)
    services.drop_plan(plan, by=membership)
    assert {step.task.status for step in steps(plan).values()} == {TaskStatus.DONE, TaskStatus.DROPPED}
    assert queries.plan_list(state="dropped").get() == plan
    with pytest.raises(ValidationError, match="abandonné"):
        services.add_step(plan, by=membership, title="Une de plus", days=-2)
    services.resume_plan(plan, by=membership)
    assert sum(step.is_open for step in steps(plan).values()) == 11
    assert queries.plan_list().get() == plan


def test_a_plan_is_finished_when_nothing_is_left(membership, sofia):
    plan = assembly(membership, sofia)
    for step in steps(plan).values():
        complete_task(step.task, by=membership)
    assert not queries.plan_list().exists()
    assert queries.plan_list(state="finished").get() == plan


def test_a_plan_kept_as_a_template_is_made_again_without_its_people(membership, sofia):
    plan = assembly(membership, sofia)
    services.remove_step(steps(plan)["budget"], by=membership)
    own = services.save_template(plan, by=membership, title="Notre AG")
    template = queries.template_of(str(own.pk), TODAY)
    assert len(template.steps) == 11
    again = services.create_plan(by=membership, title="AG 2028", target_on=dt.date(2028, 6, 22), template=template)
    assert len(steps(again)) == 11
    assert all(step.owner is None for step in steps(again).values())
    services.retire_template(own, by=membership)
    assert queries.template_of(str(own.pk), TODAY) is None
    services.restore_template(own, by=membership)
    assert queries.template_of(str(own.pk), TODAY) is not None


def test_what_does_not_fit_says_who_how_much_and_what_to_move(membership, sofia):
    blank = queries.template_of(queries.BLANK, TODAY)
    plan = services.create_plan(by=membership, title="Dossier", target_on=dt.date(2027, 1, 25), template=blank)
    services.add_step(plan, by=membership, title="Écrire", days=-1, minutes=300, owner=sofia)
    preview = queries.preview_plan(plan)
    assert [said.replace("\u00a0", " ") for said in preview.troubles] == [
        "Il manque 1 h à Sofia Ferreira avant le 25 janvier 2027 pour « Écrire » : "
        "reculez la date à atteindre, ou confiez cette étape à quelqu’un d’autre."
    ]
    assert preview.better_target == dt.date(2027, 2, 1)
    plan = services.change_plan(plan, by=membership, title=plan.title, target_on=preview.better_target)
    assert queries.preview_plan(plan).troubles == ()


def test_steps_that_are_late_are_said_once(membership, sofia):
    template = queries.template_of("general_assembly", TODAY)
    preview = queries.preview_template(template, {}, target_on=dt.date(2027, 2, 16))
    (said,) = preview.troubles
    assert said.startswith("4 étapes devaient être faites plus tôt, dès le 20")
    assert queries.preview_template(template, {}, target_on=preview.better_target).troubles == ()


def test_an_assembly_too_near_for_its_convocation_says_so(membership, sofia):
    template = queries.template_of("general_assembly", TODAY)
    preview = queries.preview_template(template, {}, target_on=dt.date(2027, 1, 22))
    said = [one.replace("\u00a0", " ") for one in preview.troubles]
    assert any("après le dernier jour permis, le 7 janvier 2027 : reculez" in one for one in said)
    assert preview.better_target >= dt.date(2027, 3, 1)

    plan = assembly(membership, sofia)
    assert steps(plan)["convene"].at_least == 15
    own = services.save_template(plan, by=membership, title="Notre AG")
    assert next(one for one in queries.template_of(str(own.pk), TODAY).steps if one.key == "convene").at_least == 15


def test_two_plans_do_not_take_the_same_hour_twice(membership, sofia):
    PersonFactory()
    blank = queries.template_of(queries.BLANK, TODAY)
    first, second = (
        services.create_plan(by=membership, title=title, target_on=dt.date(2027, 2, 1), template=blank)
        for title in ("Un", "Deux")
    )
    one = services.add_step(first, by=membership, title="Écrire", days=-1, minutes=120, owner=sofia)
    two = services.add_step(second, by=membership, title="Relire", days=-1, minutes=120, owner=sofia)
    assert steps(first)[one.key].laid_on == dt.date(2027, 1, 29)
    assert steps(second)[two.key].laid_on == dt.date(2027, 1, 22)


def test_what_somebody_promised_elsewhere_is_no_longer_free(membership, sofia):
    create_task(title="Saisir", by=membership, owner=sofia, due_on=dt.date(2027, 1, 31), effort=120)
    blank = queries.template_of(queries.BLANK, TODAY)
    plan = services.create_plan(by=membership, title="Un", target_on=dt.date(2027, 2, 1), template=blank)
    one = services.add_step(plan, by=membership, title="Écrire", days=-1, minutes=120, owner=sofia)
    assert steps(plan)[one.key].laid_on == dt.date(2027, 1, 22)
    assert queries.preview_plan(plan).moved == 0


def test_an_absence_said_after_the_plan_is_seen_on_its_page(client, membership, organisation, sofia):
    PresenceDayFactory(person=sofia, weekday=4, starts_at=dt.time(9), ends_at=dt.time(12), break_minutes=0)
    plan = assembly(membership, sofia)
    convene = steps(plan)["convene"]
    assert queries.troubles_of(plan) == []
    AbsenceFactory(person=sofia, first_on=convene.due_on, last_on=convene.due_on)
    (said,) = queries.troubles_of(plan)
    assert said.startswith(f"« {convene.title} » tombe le vendredi")
    assert said.endswith("un jour où Sofia Ferreira n’est pas là.")
    client.force_login(membership.user)
    assert "Ce plan ne tient plus tel quel" in client.get(plan.get_absolute_url()).content.decode()
    services.change_plan(plan, by=membership, title=plan.title, target_on=plan.target_on)
    assert queries.troubles_of(plan) == []
    assert steps(plan)["convene"].due_on < convene.due_on


@pytest.mark.parametrize(("avoids", "expected"), [(False, dt.date(2027, 2, 22)), (True, dt.date(2027, 2, 8))])
def test_school_holidays_are_left_out_when_asked(membership, in_organisation, avoids, expected):
    Site.objects.create(name="Maison", school_zone="Zone A")  # winter holidays from 13 February to 1 March
    blank = queries.template_of(queries.BLANK, TODAY)
    plan = services.create_plan(
        by=membership,
        title="Action",
        target_on=dt.date(2027, 3, 8),
        template=blank,
        avoids_school_holidays=avoids,
    )
    step = services.add_step(plan, by=membership, title="Annoncer", days=-10)
    assert steps(plan)[step.key].laid_on == expected


@pytest.mark.parametrize(
    ("target", "avoids", "reason"),
    [
        (dt.date(2027, 5, 8), False, "Fête de la Victoire"),
        (dt.date(2027, 5, 22), False, "samedi"),
        (dt.date(2027, 2, 17), True, "vacances d’hiver"),
        (dt.date(2027, 2, 17), False, ""),
    ],
)
def test_a_date_that_is_not_worked_says_why(in_organisation, target, avoids, reason):
    Site.objects.create(name="Maison", school_zone="Zone A")
    template = queries.template_of("prevention_action", TODAY)
    preview = queries.preview_template(template, {}, target_on=target, avoids_school_holidays=avoids)
    assert preview.day_off == reason
    day = next(line.place for line in preview.lines if line.key == "day")
    assert (day.ends_on == target) == (not reason)


def test_presence_is_what_rooms_know_then_the_directory_then_nothing(in_organisation, sofia):
    unknown = PersonFactory(days_on_site=[])
    leaving = PersonFactory(days_on_site=[0], left_on=dt.date(2027, 1, 20))
    known = presence_of([sofia, unknown, leaving], TODAY, TODAY + dt.timedelta(days=20))
    assert set(known[sofia.pk]) == {dt.date(2027, 1, 15), dt.date(2027, 1, 22), dt.date(2027, 1, 29)}
    assert unknown.pk not in known
    assert set(known[leaving.pk]) == {dt.date(2027, 1, 11), dt.date(2027, 1, 18)}
    PresenceDayFactory(person=sofia, weekday=1, starts_at=dt.time(9), ends_at=dt.time(12), break_minutes=0)
    known = presence_of([sofia], TODAY, TODAY + dt.timedelta(days=8))
    assert {day: minutes for day, minutes in known[sofia.pk].items() if minutes} == {
        dt.date(2027, 1, 12): 180,
        dt.date(2027, 1, 19): 180,
    }


def test_a_plan_is_seen_in_the_calendar_and_among_deadlines(membership, in_organisation):
    plan = PlanFactory(target_on=dt.date(2027, 3, 12))
    events = list(registry.calendar.get("planning")(membership, dt.date(2027, 3, 1), dt.date(2027, 3, 31)))
    assert [(event.label, event.kind, event.all_day) for event in events] == [(plan.title, "plan", True)]
    assert [one.due_on for one in registry.deadlines.get("planning")(membership)] == [plan.target_on]


def test_nothing_crosses_to_another_team(membership, sofia, organisation):
    plan = assembly(membership, sofia)
    other = MembershipFactory()
    with organisation_scope(other.organisation, switching=True):
        assert not Plan.objects.filter(pk=plan.pk).exists()
