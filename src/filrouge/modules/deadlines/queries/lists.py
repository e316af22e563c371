from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from filrouge.kernel.people.enums import ResponsibilityKind
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import coordinating_people, responsibilities_on
from filrouge.kernel.reading import told_by_year, told_once
from filrouge.kernel.search.queries import matching_ids
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.queries import open_tasks
from filrouge.kernel.work.queries import tasks as all_tasks
from filrouge.modules.deadlines.enums import DueState, Responsible
from filrouge.modules.deadlines.models import Contract, Control, Due, Obligation, Profile
from filrouge.modules.deadlines.queries.rules import Shipped, shipped

HELD_BY = {
    ResponsibilityKind.MANAGER: Responsible.MANAGER,
    ResponsibilityKind.COORDINATION: Responsible.COORDINATION,
    ResponsibilityKind.QUALITY: Responsible.QUALITY,
    ResponsibilityKind.CRISIS: Responsible.CRISIS,
    ResponsibilityKind.ACCESSIBILITY: Responsible.SAFETY,
    ResponsibilityKind.PRIVACY: Responsible.PRIVACY,
    ResponsibilityKind.HYGIENE: Responsible.HYGIENE,
    ResponsibilityKind.ETP: Responsible.ETP,
}


@told_once
def profile() -> Profile | None:
    return Profile.objects.first()


def dues_with_everything() -> QuerySet[Due]:
    return Due.objects.select_related("obligation", "obligation__site", "file")


def open_dues() -> QuerySet[Due]:
    return dues_with_everything().filter(state=DueState.OPEN)


def to_prepare(day: date) -> QuerySet[Due]:
    """Open dates whose time to prepare has come, late ones included."""
    return open_dues().filter(remind_on__lte=day)


def dues_for(person: Person, day: date) -> QuerySet[Due]:
    """What this person answers for and must be prepared by now; the coordination has what nobody answers for."""
    duties = responsibilities_on(day).filter(kind__in=HELD_BY)
    held = {(HELD_BY[ResponsibilityKind(duty.kind)], duty.person_id) for duty in duties}
    held |= {(Responsible.COORDINATION, one.pk) for one in coordinating_people(day)}
    mine = {role for role, holder in held if holder == person.pk}
    if Responsible.COORDINATION in mine:
        mine |= set(Responsible) - {role for role, _holder in held}
    return to_prepare(day).filter(obligation__responsible__in=mine)


def late_dues(day: date) -> QuerySet[Due]:
    return open_dues().filter(due_on__lt=day, is_guess=False)


def how_many_wait(day: date) -> dict[str, int]:
    """Open dates by state of the list page: late, and to prepare. One query."""
    late = Count("pk", filter=Q(due_on__lt=day, is_guess=False))
    soon = Count("pk", filter=Q(remind_on__lte=day))
    return Due.objects.filter(state=DueState.OPEN).order_by().aggregate(late=late, soon=soon)


def dues_between(first: date, last: date) -> QuerySet[Due]:
    """Those of the calendar, which shows no date that is only guessed."""
    return open_dues().filter(due_on__gte=first, due_on__lte=last, is_guess=False)


def due_list(
    day: date,
    *,
    state: str = "open",
    text: str = "",
    responsible: str = "",
    theme: str = "",
    year: int | None = None,
    kept: bool = False,
    controls: bool = False,
) -> QuerySet[Due]:
    """The dates of the list page. ``state``: open, soon, late, done, dropped. ``year``: when they were closed.

    ``kept``: no later than the day due. ``controls``: those of the page of controls.
    """
    found = {
        "open": open_dues(),
        "soon": to_prepare(day),
        "late": late_dues(day),
        "done": dues_with_everything().filter(state=DueState.DONE).order_by("-closed_on", "-pk"),
        "dropped": dues_with_everything().filter(state=DueState.DROPPED).order_by("-closed_on", "-pk"),
    }[state]
    if responsible:
        found = found.filter(obligation__responsible=responsible)
    if theme:
        found = found.filter(obligation__theme=theme)
    if year:
        found = found.filter(closed_on__year=year)
    if kept:
        found = found.filter(closed_on__lte=F("due_on"))
    if controls:
        found = found.filter(obligation__in=Control.objects.values("obligation"))
    if text:
        found = found.filter(pk__in=matching_ids(Due._meta.label_lower, text))
    return found


@told_by_year
def proofs_in(years: Sequence[int], codes: frozenset[str]) -> dict[int, list[Due]]:
    """What is done for an axis of the yearly declaration or by the rules of these codes, due in a civil year."""
    done = dues_with_everything().filter(
        state=DueState.DONE, rule_on__year__gte=min(years), rule_on__year__lte=max(years)
    )
    found: dict[int, list[Due]] = {year: [] for year in years}
    for due in done.filter(~Q(obligation__axis="") | Q(obligation__code__in=codes)).order_by("closed_on", "pk"):
        found.setdefault(due.rule_on.year, []).append(due)
    return found


def rules_followed() -> QuerySet[Obligation]:
    """Rules that apply, that are the team's own or that were set aside; contracts have their page."""
    return Obligation.objects.select_related("site").exclude(pk__in=Contract.objects.values("obligation"))


def rules_by_state(state: str) -> QuerySet[Obligation]:
    """``state``: running, own, adjusted, waived."""
    running = rules_followed().filter(stopped_on__isnull=True)
    return {
        "running": running,
        "own": running.filter(code=""),
        "adjusted": running.exclude(adjusted=[]),
        "waived": rules_followed().filter(stopped_on__isnull=False).exclude(waived_reason=""),
    }[state]


def _date_of(state: DueState, column: str, order: str = "due_on") -> Subquery:
    dues = Due.objects.filter(obligation=OuterRef("obligation"), state=state).order_by(order, "-pk")
    return Subquery(dues.values(column)[:1])


def controls() -> QuerySet[Control]:
    """Controls with ``next_on``, ``last_on`` and the name of the last report; those set aside have no next."""
    found = Control.objects.select_related("obligation", "obligation__site")
    return found.annotate(
        next_on=_date_of(DueState.OPEN, "due_on"),
        remind_on=_date_of(DueState.OPEN, "remind_on"),
        is_guess=_date_of(DueState.OPEN, "is_guess"),
        last_on=_date_of(DueState.DONE, "closed_on", "-closed_on"),
        last_id=_date_of(DueState.DONE, "pk", "-closed_on"),
        last_file=_date_of(DueState.DONE, "file__name", "-closed_on"),
    ).order_by("next_on", "obligation__title", "pk")


def remarks_by_control(obligations: Iterable[UUID]) -> dict[UUID, int]:
    """How many remarks of each control wait for somebody. Two queries."""
    dues = dict(Due.objects.filter(obligation__in=obligations).values_list("pk", "obligation_id"))
    found = open_tasks().filter(origin_kind=Due._meta.label_lower, origin_id__in=list(dues))
    return Counter(dues[task.origin_id] for task in found if task.origin_id)


def remarks_of(control: Control) -> QuerySet[Task]:
    """Every task born of a report of this control."""
    dues = Due.objects.filter(obligation=control.obligation_id).values("pk")
    return all_tasks().filter(origin_kind=Due._meta.label_lower, origin_id__in=dues)


def contracts() -> QuerySet[Contract]:
    """Contracts, those under way first, with the date of their choice (``next_on``) and the last one made."""
    return (
        Contract.objects.select_related("obligation", "file")
        .annotate(
            next_on=_date_of(DueState.OPEN, "due_on"),
            remind_on=_date_of(DueState.OPEN, "remind_on"),
            last_choice=_date_of(DueState.DONE, "choice", "-closed_on"),
        )
        .order_by("ended", "next_on", "pk")
    )


def library(day: date) -> list[Shipped]:
    """What may be controlled, whatever the team ticked."""
    return [rule for rule in shipped(day) if rule.is_control]


def holders_on(day: date) -> dict[str, list[str]]:
    """Names of those who hold each role that day; « à nommer » for one that the team may give and did not."""
    found: dict[str, list[str]] = {}
    for duty in responsibilities_on(day).filter(kind__in=HELD_BY):
        found.setdefault(HELD_BY[ResponsibilityKind(duty.kind)], []).append(duty.person.full_name)
    nobody = set(HELD_BY.values()) - found.keys() - {Responsible.COORDINATION}  # its account answers for it
    return found | {role: ["à nommer dans l’équipe"] for role in nobody}
