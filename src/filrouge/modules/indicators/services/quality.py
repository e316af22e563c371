from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.documents.render_pdf import render_pdf
from filrouge.kernel.files import services as files
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.services import create_task
from filrouge.modules.indicators import policy, queries
from filrouge.modules.indicators.exports import dossier_document
from filrouge.modules.indicators.models import Cycle, CycleIndicator, Dossier, Indicator

CHANGEABLE = (
    "theme", "first_year", "last_year", "referent", "appointed_on", "diagnosis", "theme_reason", "objective",
    "plan_note", "before_on", "after_on", "results", "revised_plan",
)  # fmt: skip


@transaction.atomic
def start_cycle(*, by: Membership, **fields: Any) -> Cycle:
    require(by, policy.KEEP)
    row = Cycle(**_known(fields))
    row.full_clean()
    row.save()
    timeline.record(row, "indicators.cycle_started", by=by, title=str(row))
    return row


@transaction.atomic
def write_cycle(cycle: Cycle, *, by: Membership, **fields: Any) -> Cycle:
    """Write some of its parts. What was frozen stays as it was shown."""
    require(by, policy.KEEP)
    row = _running(cycle)
    changed = [name for name, value in _known(fields).items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    row.full_clean()
    row.save()
    if changed:
        words = ", ".join(str(Cycle._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
        timeline.record(row, "indicators.cycle_written", by=by, title=str(row), changes=words)
    return row


@transaction.atomic
def add_action(cycle: Cycle, *, by: Membership, title: str, owner: Person | None, due_on: date | None) -> Task:
    """An action of the plan is a task, with whoever does it and its day."""
    require(by, policy.KEEP)
    row = _running(cycle)
    label = f"Démarche qualité : {row.get_theme_display()}"
    task = create_task(title=title, by=by, owner=owner, due_on=due_on, origin=row, origin_label=label)
    timeline.record(row, "indicators.action_added", by=by, title=str(row), task=task.title)
    return task


@transaction.atomic
def link_indicator(cycle: Cycle, indicator: Indicator, *, by: Membership) -> None:
    require(by, policy.KEEP)
    row = _running(cycle)
    _link, made = CycleIndicator.objects.get_or_create(cycle=row, indicator=indicator)
    if made:
        timeline.record(row, "indicators.cycle_linked", by=by, title=str(row), indicator=indicator.title)


@transaction.atomic
def unlink_indicator(cycle: Cycle, indicator: Indicator, *, by: Membership) -> None:
    require(by, policy.KEEP)
    row = _running(cycle)
    gone, _by_model = CycleIndicator.objects.filter(cycle=row, indicator=indicator).delete()
    if gone:
        timeline.record(row, "indicators.cycle_unlinked", by=by, title=str(row), indicator=indicator.title)


@transaction.atomic
def freeze(cycle: Cycle, *, level: int, year: int, by: Membership) -> Dossier:
    """Keep the dossier of a level that is whole as the proof of a year. A later one does not replace it."""
    require(by, policy.KEEP)
    row = _running(cycle)
    state = queries.state_of(queries.cycles().get(pk=row.pk))
    if not row.first_year <= year <= row.last_year:
        raise ValidationError(f"Choisissez une année de la démarche : {row.years}.", code="year")
    if not 1 <= level <= state.level:
        missing = " ; ".join(one for each in state.levels if each.number <= level for one in each.missing)
        raise ValidationError(f"Le niveau {level} n’est pas complet. Il reste à : {missing}.", code="incomplete")
    content = render_pdf(dossier_document(by.organisation, state, level))
    name = f"Demarche-qualite-niveau-{level}-{year}.pdf"
    file = files.store(name=name, content=content, capability=policy.VIEW, frozen=True)
    dossier = Dossier(cycle=row, level=level, year=year, file=file, frozen_on=timezone.localdate())
    dossier.full_clean()
    dossier.save()
    timeline.record(row, "indicators.dossier_frozen", by=by, title=str(row), level=level, year=year)
    return dossier


@transaction.atomic
def drop_cycle(cycle: Cycle, *, by: Membership) -> Cycle:
    require(by, policy.KEEP)
    row = _running(cycle)
    row.dropped_on = timezone.localdate()
    row.save(update_fields=["dropped_on"])
    timeline.record(row, "indicators.cycle_dropped", by=by, title=str(row))
    return row


@transaction.atomic
def resume_cycle(cycle: Cycle, *, by: Membership) -> Cycle:
    require(by, policy.KEEP)
    row = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    if not row.is_running:
        row.dropped_on = None
        row.save(update_fields=["dropped_on"])
        timeline.record(row, "indicators.cycle_resumed", by=by, title=str(row))
    return row


def _running(cycle: Cycle) -> Cycle:
    row = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    if not row.is_running:
        raise ValidationError("Cette démarche est abandonnée : reprenez-la pour la modifier.", code="dropped")
    return row


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    if unknown := sorted(set(fields) - set(CHANGEABLE)):
        raise TypeError(f"not a part of a quality cycle: {unknown}")
    return fields
