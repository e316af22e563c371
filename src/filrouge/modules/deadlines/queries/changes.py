"""What a situation makes appear and disappear; what a rule that changed would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from filrouge.kernel.tenancy.models import Site
from filrouge.modules.deadlines.enums import Confidence, DueState, Responsible, Theme
from filrouge.modules.deadlines.models import Due, Obligation, Profile
from filrouge.modules.deadlines.models.obligations import titled, untitled
from filrouge.modules.deadlines.queries import rules
from filrouge.modules.deadlines.queries.dates import Schedule, Situation, first_due, next_due
from filrouge.modules.deadlines.queries.lists import profile
from filrouge.modules.deadlines.queries.rules import Shipped
from filrouge.modules.deadlines.queries.words import schedule_label
from filrouge.ui.typography import date_long

ANCHORS = ("aci_signed_on", "project_signed_on", "etp_declared_on", "hired_on")
LABELS = {
    "title": "Intitulé",
    "theme": "Thème",
    "responsible": "Qui répond",
    "lead_days": "Délai pour prévenir, en jours",
    "proof": "Ce qui le prouve",
    "note": "À savoir",
    "source": "Source",
    "confidence": "Confiance",
    "valid_from": "En vigueur depuis le",
    "schedule": "Calcul de la date",
    "axis": "Preuve pour",
}
CHOICES = {"theme": Theme, "responsible": Responsible, "confidence": Confidence}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A rule that applies, at a site or for the whole team, and its first date when it can be known."""

    rule: Shipped
    site: Site | None
    first_on: date | None

    @property
    def shown_title(self) -> str:
        title = str(self.rule.columns["title"])
        return titled(title, self.first_on.year) if self.first_on else untitled(title)


@dataclass(frozen=True, slots=True)
class Changes:
    appearing: list[Wanted]
    disappearing: list[Obligation]
    kept: list[Obligation]

    @property
    def is_empty(self) -> bool:
        return not self.appearing and not self.disappearing


@dataclass(frozen=True, slots=True)
class Moving:
    """A date already laid that another situation would put elsewhere."""

    due: Due
    before: date | None  # nothing while it is only guessed
    after: date


@dataclass(frozen=True, slots=True)
class ChangedRule:
    """An obligation whose shipped rule is no longer the one it was taken from: label, before, after."""

    obligation: Obligation
    lines: list[tuple[str, str, str]]


def situation_of(profile: Profile | None) -> Situation:
    if profile is None:
        return Situation()
    return Situation(
        ticked=frozenset(profile.ticked),
        employees=profile.employees,
        waste_kg=profile.waste_kg,
        closing_month=profile.closing_month,
        anchors={name: getattr(profile, name) for name in ANCHORS},
    )


def changes_of(situation: Situation, day: date, taken: Iterable[Obligation] | None = None) -> Changes:
    """What this situation would make appear and disappear. What the team waived stays waived."""
    sites = list(Site.objects.all())
    known = {(one.code, one.site_id): one for one in (_taken() if taken is None else taken)}
    wanted = {
        (rule.code, site.pk if site else None): Wanted(rule, site, first_due(rule.columns["schedule"], situation, day))
        for rule in rules.applicable(situation, day)
        for site in (sites if rule.per_site and len(sites) > 1 else [None])
    }
    appearing = [one for key, one in wanted.items() if key not in known or _returns(known[key])]
    running = {key: one for key, one in known.items() if one.is_running}
    return Changes(
        appearing=sorted(appearing, key=lambda one: (one.first_on or date.max, one.rule.code)),
        disappearing=[one for key, one in running.items() if key not in wanted and not one.is_chosen],
        kept=[one for key, one in running.items() if key in wanted or one.is_chosen],
    )


def moving_dates(kept: Iterable[Obligation], situation: Situation, day: date) -> list[Moving]:
    """Open dates that follow the situation; a date chosen by hand stays. One query."""
    obligations = {one.pk: one for one in kept}
    found = []
    dues = Due.objects.filter(obligation__in=obligations, state=DueState.OPEN).select_related("follows")
    for due in dues:
        due.obligation = obligations[due.obligation_id]
        after = expected_date(due.obligation, due, situation, day)
        before = None if due.is_guess else due.rule_on
        if after and after != before and not due.is_moved:
            found.append(Moving(due, before, after))
    return sorted(found, key=lambda one: (one.after, one.due.pk))


def _returns(obligation: Obligation) -> bool:
    return not obligation.is_running and not obligation.waived_reason


def expected_date(obligation: Obligation, due: Due | None, situation: Situation, today: date) -> date | None:
    """Where the open date of an obligation falls by its rule; nothing when it cannot be known."""
    schedule: Schedule = obligation.schedule
    before = due.follows if due else None
    if before is not None and before.closed_on is not None:
        return next_due(schedule, situation, before.rule_on, before.closed_on, clean=before.no_remark)
    if due is not None and not due.is_guess and due.rule_on < today:
        return due.rule_on
    return first_due(schedule, situation, today)


def changed_rules(situation: Situation, day: date) -> list[ChangedRule]:
    """Obligations under way whose rule is no longer the shipped one. One query."""
    running = _taken().filter(stopped_on__isnull=True)
    found = (_change(obligation, situation, day) for obligation in running)
    return [one for one in found if one is not None]


def change_of(obligation: Obligation, day: date) -> ChangedRule | None:
    """The same of one obligation, under way or not."""
    return _change(obligation, situation_of(Profile.objects.first()), day) if obligation.code else None


def _change(obligation: Obligation, situation: Situation, day: date) -> ChangedRule | None:
    rule = rules.shipped_rule(obligation.code, day)
    lines = list(differences(obligation, rule.columns_for(situation))) if rule else []
    return ChangedRule(obligation, lines) if lines else None


def news(day: date) -> int:
    """How many rules changed, came or went since this team took them."""
    kept = profile()
    if kept is None:
        return 0
    situation, known = situation_of(kept), list(_taken())
    changes = changes_of(situation, day, known)
    changed = [one for one in known if one.is_running and _change(one, situation, day)]
    return len(changed) + len(changes.appearing) + len(changes.disappearing)


def _taken() -> QuerySet[Obligation]:
    """From the shipped rules, under way or not."""
    return Obligation.objects.select_related("site").exclude(code="")


def differences(obligation: Obligation, after: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    """Label, before, after of each column that differs; what the team changed itself is left as it is."""
    for name, label in LABELS.items():
        before = getattr(obligation, name)
        if name not in obligation.adjusted and before != after[name]:
            yield label, shown(name, before), shown(name, after[name])


def shown(name: str, value: Any) -> str:
    if name == "schedule":
        return schedule_label(value)
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if isinstance(value, date):
        return date_long(value)
    return str(value or "rien")
