"""Two plans for each team: the ACI declaration under way, and another project of its own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.planning import queries, services
from filrouge.modules.planning.enums import PlanRole
from filrouge.modules.planning.models import Plan

BEGUN = timedelta(days=45)  # the plans were made this long ago
OTHERS = {  # by profile: template, title, days from today to the target
    "A": ("satisfaction_survey", "Enquête de satisfaction de l’hiver", 38),
    "B": ("prevention_action", "Matinée sommeil au collège", 24),
    "C": ("crisis_exercise", "Exercice de crise : panne informatique", 12),
}
TEMPLATE_OF_THE_TEAM = "B"  # which profile keeps its plan as a template


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    code, title, days = OTHERS[context.profile]
    declaration = _next_declaration(context.today)
    year = declaration.year - 1
    _plan(membership, context, "aci_declaration", f"Déclaration ACI {year}", declaration)
    other = _plan(membership, context, code, title, _school_day(context.today + timedelta(days=days)))
    if context.profile == TEMPLATE_OF_THE_TEAM:
        services.save_template(other, by=membership, title="Action au collège", summary="Avec l’infirmière scolaire.")


def _plan(membership: Membership, context: DemoContext, code: str, title: str, target_on: date) -> Plan:
    """Made some time ago; what was to be done since is done, but for the last step."""
    template = queries.template_of(code, context.today)
    assert template is not None
    begun = context.today - BEGUN
    with context.travel(_morning(begun)):
        plan = services.create_plan(
            by=membership,
            title=title,
            target_on=target_on,
            template=template,
            owners=_owners(template.roles, begun),
            avoids_school_holidays=template.avoids_school_holidays,
        )
    past = [step for step in queries.steps_of(plan).order_by("laid_on", "days") if step.laid_on < context.today]
    for step in past[:-1] or past:
        with context.travel(_morning(step.laid_on)):
            services.complete_step(step, by=membership)
    return plan


def _owners(roles: list[PlanRole], day: date) -> dict[PlanRole, Person]:
    """Who holds each role, else somebody of the team in turn."""
    holders = queries.holders_on(day)
    team = list(people_on(day).order_by("sort_name", "pk")[:6])
    return {role: holders.get(role, team[rank % len(team)]) for rank, role in enumerate(roles) if team}


def _next_declaration(today: date) -> date:
    """The 31st of January that is at least two weeks away."""
    day = date(today.year, 1, 31)
    return day if day - timedelta(days=14) >= today else date(today.year + 1, 1, 31)


def _school_day(day: date) -> date:
    """That day, or the last one before it that is worked and out of the holidays."""
    almanac = almanac_of()
    while not almanac.is_working_day(day) or almanac.school_holiday(day):
        day -= timedelta(days=1)
    return day


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
