"""What to do next before the year ends, by euros secured for an hour of work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work.queries import person_of, presence_by_person
from filrouge.modules.aci import policy
from filrouge.modules.aci.engine import PREREQUISITE
from filrouge.modules.aci.engine.plan import Act, Plan, fill
from filrouge.modules.aci.engine.words import decimal
from filrouge.modules.aci.models import DismissedAct, YearInputs
from filrouge.modules.aci.queries.dates import last_day
from filrouge.modules.aci.queries.facts import case_of
from filrouge.modules.aci.queries.gains import NEXT, closed_by, opened
from filrouge.modules.aci.queries.times import Times, concertations, times_of, too_late
from filrouge.modules.aci.queries.year import ADDED_TO, AT_RISK, LIKELY, SECURED, Row, YearValue, value_of
from filrouge.ui.typography import date_fr

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Hours:
    minutes: int | None
    said: str  # where they come from


@dataclass(frozen=True, slots=True)
class Planner:
    year: int
    until: date
    hours: Hours
    plan: Plan
    secured: Decimal  # today
    then: Decimal  # when the plan is done
    closed: bool  # a prerequisite is missing today
    total: Decimal  # of the year once nothing closes the gate
    unknown: list[str]  # numbers without which some lines are worth nothing
    dismissed: list[DismissedAct]
    is_over: bool  # the declaration closed: nothing more can be done

    @property
    def gained(self) -> Decimal:
        return self.then - self.secured


def planner_of(membership: Membership, inputs: YearInputs, minutes: int | None = None) -> Planner:
    """``minutes``: what the person says remains, instead of their days. Raises ``BadCase``."""
    year, today = inputs.year, timezone.localdate()
    value = value_of(membership, inputs, step=opened)
    closed = closed_by(case_of(year, value.facts, inputs.facts))
    times = times_of(membership, year, value.result.case)
    dismissed = list(DismissedAct.objects.filter(year=year))
    ignored = {row.act for row in dismissed}
    until = last_day(year, today)
    acts = [act for act in acts_of(value, closed, times, today, until) if act.code not in ignored]
    hours = Hours(minutes, "") if minutes is not None else hours_of(membership, today, until)
    plan = fill(acts, hours.minutes)
    kept = sum((row.parts[SECURED] for row in value.rows), NOTHING)
    opens = {act.line for act in plan.fits if act.code.startswith("step:")} >= closed
    then = kept + sum((act.euros for act in plan.fits), NOTHING) if opens else NOTHING
    return Planner(
        year, until, hours, plan, NOTHING if closed else kept, then, bool(closed), value.result.total_euros,
        _unknown(value), dismissed, today > until,
    )  # fmt: skip


def hours_of(membership: Membership, today: date, until: date) -> Hours:
    """One's own days of presence; else, for who keeps the ACI, those of the coordination."""
    mine = person_of(membership)
    found = presence_by_person([mine.pk], today, until) if mine else {}
    said = "vos heures de présence"
    if not found and can(membership, policy.KEEP):
        members = Membership.objects.filter(organisation=membership.organisation)
        users = [one.user_id for one in members if Role.COORDINATOR in one.roles]
        people = list(Person.objects.filter(user__in=users).values_list("pk", flat=True))
        found, said = presence_by_person(people, today, until), "les heures de présence de la coordination"
    if not found:
        return Hours(None, "")
    return Hours(sum(sum(days.values()) for days in found.values()), said)


def acts_of(value: YearValue, closed: frozenset[str], times: Times, today: date, until: date) -> Iterator[Act]:
    """``value``: the year once nothing closes the gate; ``closed``: the prerequisites that miss today."""
    whole, rows = value.result.total_euros, {row.code: row for row in value.rows}
    proofs, late = _proofs(value, rows, closed), ""
    if today > until:
        late = f"la déclaration a fermé le {date_fr(until)}"
    for code in [*rows, "ipa"]:
        row = rows.get(code) or rows["rcp_ipa"]
        label = "Infirmier en pratique avancée" if code == "ipa" else row.line.indicator.label
        is_gate = row.line.kind == PREREQUISITE and code in NEXT
        if euros := proofs.get(code):
            time = times.of(f"proof:{code}")
            what = f"Joindre {row.lacking_label or 'la pièce'} : {label}"
            paper = " ; ".join(row.lacking_papers) or row.line.indicator.evidence[0]
            stake = whole if is_gate else euros
            yield Act(time.code, code, label, what, paper, euros, stake, time.minutes, time.source, is_gate, late)
        if code in closed:
            yield _step(value, row, times, today, f"Obtenir le prérequis « {label} »", row.euros, whole)
        elif row.missing and row.gain and not (code == "rcp" and code in proofs):
            yield _step(value, row, times, today, " ; ".join(row.missing), row.gain, None)


def _step(
    value: YearValue, row: Row, times: Times, today: date, label: str, euros: Decimal, whole: Decimal | None
) -> Act:
    time, units = times.of(f"step:{row.code}"), 1
    if row.code == "rcp":
        units = concertations(value.noted, value.result.case, times.rule)
    late = too_late(row.code, value.year, today, times.rule, units)
    return Act(
        time.code, row.code, row.line.indicator.label, label, row.line.indicator.label, euros,
        euros if whole is None else whole, time.minutes * units, time.source, whole is not None, late,
    )  # fmt: skip


def _proofs(value: YearValue, rows: Mapping[str, Row], closed: frozenset[str]) -> dict[str, Decimal]:
    """By the paper that would secure them, euros of what is said to be reached.

    RCP are held rather than proved, unless the house has seen none: then their calendar is kept elsewhere.
    """
    found: dict[str, Decimal] = {}
    has_nurse, seen = value.proofs.papers("ipa") > 0, value.noted.meetings > 0
    for code, row in rows.items():
        euros = row.parts[LIKELY] + row.parts[AT_RISK]
        paper, base = code, rows.get(ADDED_TO.get(code, ""))
        if base is not None:
            paper = ADDED_TO[code] if has_nurse else "ipa"
            if code == "rcp_ipa" and base.euros and not has_nurse:
                euros = decimal(Fraction(euros) * Fraction(base.parts[SECURED]) / Fraction(base.euros))
        if euros and paper not in closed and not (paper == "rcp" and seen):
            found[paper] = found.get(paper, NOTHING) + euros
    return found


def _unknown(value: YearValue) -> list[str]:
    case = value.result.case
    told = {"les patients": case.patients, "les associés": case.associates,
            "les patients en ALD ou de plus de 75 ans": case.rcp.eligible_patients}  # fmt: skip
    return [what for what, number in told.items() if not number]
