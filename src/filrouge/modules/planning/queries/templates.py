"""Templates shipped with the house (``rules/``, one dated file each) and those of the team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from filrouge.kernel.rules.queries import NoRuleError, Rule, folder_of, load
from filrouge.modules.planning.engine import Step
from filrouge.modules.planning.enums import Confidence, PlanRole
from filrouge.modules.planning.models import OwnTemplate

BLANK = "vierge"


@dataclass(frozen=True, slots=True)
class TemplateStep:
    key: str
    title: str
    days: int
    minutes: int
    role: PlanRole
    after: tuple[str, ...]
    why: str
    at_least: int = 0

    def laid_with(self, owners: Mapping[PlanRole, UUID]) -> Step:
        return Step(self.key, self.days, self.minutes, self.after, owners.get(self.role), at_least=self.at_least)


@dataclass(frozen=True, slots=True)
class Template:
    code: str
    title: str
    summary: str
    target: str  # what its date is called
    steps: tuple[TemplateStep, ...]
    avoids_school_holidays: bool = False
    source: str = ""
    confidence: Confidence = Confidence.OWN
    checked_on: date | None = None

    @property
    def roles(self) -> list[PlanRole]:
        """In the order of the list of roles."""
        return [role for role in PlanRole if any(step.role == role for step in self.steps)]

    @property
    def lead(self) -> int:
        """Working days that it takes."""
        return -min((step.days for step in self.steps), default=0)

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


BLANK_TEMPLATE = Template(BLANK, "Plan vierge", "Vous ajoutez les étapes ensuite.", "Date à atteindre", ())


def shipped(day: date) -> list[Template]:
    found = (shipped_template(code, day) for code in codes())
    return sorted((one for one in found if one is not None), key=lambda one: one.title)


def own_templates() -> QuerySet[OwnTemplate]:
    return OwnTemplate.objects.filter(retired_on__isnull=True)


def retired_templates() -> QuerySet[OwnTemplate]:
    return OwnTemplate.objects.filter(retired_on__isnull=False)


def template_of(code: str, day: date) -> Template | None:
    """Shipped, of the team (by its id) or blank."""
    if code == BLANK:
        return BLANK_TEMPLATE
    if code in codes():
        return shipped_template(code, day)
    try:
        own = own_templates().filter(pk=UUID(code)).first()
    except ValueError:
        return None
    return of_the_team(own) if own else None


def of_the_team(own: OwnTemplate) -> Template:
    return Template(
        code=str(own.pk),
        title=own.title,
        summary=own.summary,
        target="Date à atteindre",
        steps=steps_from(own.steps),
        avoids_school_holidays=own.avoids_school_holidays,
    )


def shipped_template(code: str, day: date) -> Template | None:
    try:
        return read(load("planning", code).at(day))
    except NoRuleError:
        return None


def read(rule: Rule) -> Template:
    steps: Any = rule.value("steps")
    return Template(
        code=rule.id,
        title=rule.title,
        summary=rule.text("summary"),
        target=rule.text("target"),
        steps=steps_from(steps),
        avoids_school_holidays=rule.boolean("avoid_school_holidays"),
        source=rule.source,
        confidence=Confidence(rule.confidence),
        checked_on=rule.checked_on,
    )


def steps_from(lines: Iterable[Mapping[str, Any]]) -> tuple[TemplateStep, ...]:
    made = (TemplateStep(**line) for line in lines)
    return tuple(replace(step, role=PlanRole(step.role), after=tuple(step.after)) for step in made)


@cache
def codes() -> tuple[str, ...]:
    folder = folder_of(apps.get_app_config("planning"))
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))
