from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.work import services as work
from filrouge.modules.deadlines import policy, queries
from filrouge.modules.deadlines.enums import DueState
from filrouge.modules.deadlines.models import Contract, Due
from filrouge.modules.deadlines.queries.dates import later, next_due, notice_day
from filrouge.modules.deadlines.services.opening import forget, open_due, opened
from filrouge.ui.typography import date_long

TIME_FOR_REMARKS = timedelta(days=30)


@transaction.atomic
def complete_due(
    due: Due,
    *,
    by: Membership,
    done_on: date,
    note: str = "",
    file: File[bytes] | None = None,
    no_remark: bool = False,
    remarks: Iterable[str] = (),
) -> Due:
    """Note it as done, with a file or a note as proof: the next date follows. A remark becomes a task."""
    require(by, policy.KEEP)
    due = lock_open(due)
    refuse_contract(due)
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": "Ce jour n’est pas encore venu."}, code="future")
    due.note = note.strip()
    if file is not None:
        due.file = files.store(name=file.name or "piece", content=file, capability=policy.VIEW, frozen=True)
    if not due.note and due.file is None:
        raise ValidationError("Joignez une pièce ou écrivez une ligne : c’est ce qui fera preuve.", code="no_proof")
    due.no_remark = no_remark
    close(due, DueState.DONE, done_on)
    _open_next(due, done_on)
    _remarked(due, by, remarks)
    timeline.record(due, "deadlines.done", by=by, title=due.title)
    return due


@transaction.atomic
def add_remarks(due: Due, *, by: Membership, remarks: Sequence[str]) -> Due:
    """What a report that came later asks to correct: each remark becomes a task."""
    require(by, policy.KEEP)
    due = _locked(due)
    if due.state != DueState.DONE:
        raise ValidationError("Notez d’abord le contrôle comme fait.", code="open")
    if not remarks:
        raise ValidationError({"remarks": "Écrivez une remarque par ligne."}, code="none")
    _remarked(due, by, remarks)
    timeline.record(due, "deadlines.remarked", by=by, title=due.title, count=len(remarks))
    return due


@transaction.atomic
def drop_due(due: Due, *, by: Membership, reason: str) -> Due:
    """Without object this time, with why; the following one comes as usual."""
    require(by, policy.KEEP)
    due = lock_open(due)
    refuse_contract(due)
    due.reason = reason.strip()
    if not due.reason:
        raise ValidationError({"reason": "Dites pourquoi : la personne suivante le lira."}, code="no_reason")
    close(due, DueState.DROPPED, timezone.localdate())
    _open_next(due, max(due.due_on, timezone.localdate()))
    timeline.record(due, "deadlines.dropped", by=by, title=due.title, reason=due.reason)
    return due


@transaction.atomic
def undo_due(due: Due, *, by: Membership) -> Due:
    """Take back « fait » or « sans objet »: the date opens again, the one that followed goes away."""
    require(by, policy.KEEP)
    due = _locked(due)
    if due.is_open:
        raise ValidationError("Cette échéance est encore à faire.", code="open")
    following = opened(due.obligation)
    closed_since = Due.objects.filter(follows=due).exclude(state=DueState.OPEN).exists()
    if closed_since or (following is not None and following.follows_id != due.pk):
        raise ValidationError("La suivante est déjà faite : annulez-la d’abord.", code="not_last")
    if following is not None:
        forget(following)
    due.state, due.closed_on, due.reason, due.no_remark = DueState.OPEN, None, "", False
    if due.choice:
        _restore_contract(due)
    due.full_clean()
    due.save()
    timeline.record(due, "deadlines.undone", by=by, title=due.title)
    return due


@transaction.atomic
def move_due(due: Due, *, by: Membership, due_on: date) -> Due:
    """A date chosen by the team for this time; the rule's own date is kept beside it."""
    require(by, policy.KEEP)
    due = lock_open(due)
    _refuse_after_notice(due, due_on)
    if due.is_guess:
        due.rule_on = due_on
    if due.back_on:
        due.back_on = due_on
    due.place(due.rule_on, due_on)
    due.is_guess = False
    due.full_clean()
    due.save()
    timeline.record(due, "deadlines.moved", by=by, title=due.title, when=date_long(due_on))
    return due


@transaction.atomic
def tell_last_time(due: Due, *, by: Membership, done_on: date) -> Due:
    """Say when it was last done, before it was kept here: the date follows from it."""
    require(by, policy.KEEP)
    due = lock_open(due)
    if due.follows_id is not None:
        raise ValidationError("La dernière fois est déjà connue.", code="known")
    if done_on > timezone.localdate():
        raise ValidationError({"last_on": "Ce jour n’est pas encore venu."}, code="future")
    on = later(done_on, due.obligation.schedule, queries.situation_of(queries.profile()))
    if on is None:
        raise ValidationError("Cette échéance ne dépend pas de la dernière fois.", code="dated")
    before = Due(obligation=due.obligation, note="Fait avant d’être suivi ici")
    before.place(done_on)
    before.state, before.closed_on, before.is_guess = DueState.DONE, done_on, True
    before.full_clean()
    before.save()
    due.follows, due.is_guess = before, False
    due.place(on)
    due.full_clean()
    due.save()
    timeline.record(due, "deadlines.last_told", by=by, title=due.title, when=date_long(done_on))
    return due


def _remarked(due: Due, by: Membership, remarks: Iterable[str]) -> None:
    for remark in remarks:
        work.create_task(
            title=remark[:300],
            by=by,
            due_on=timezone.localdate() + TIME_FOR_REMARKS,
            origin=due,
            origin_label=f"{due.title}, {date_long(due.closed_on)}" if due.closed_on else due.title,
        )


def close(due: Due, state: DueState, on: date) -> None:
    due.state, due.closed_on = state, on
    due.full_clean()
    due.save()


def _open_next(due: Due, done_on: date) -> None:
    situation = queries.situation_of(queries.profile())
    schedule = due.obligation.schedule
    on = next_due(schedule, situation, due.rule_on, done_on, clean=due.no_remark) if schedule else None
    if on is not None:
        open_due(due.obligation, on, follows=due)


def lock_open(due: Due) -> Due:
    due = _locked(due)
    if not due.is_open:
        raise ValidationError("Cette échéance n’est plus à faire. « Annuler » la rouvre.", code="closed")
    return due


def refuse_contract(due: Due) -> None:
    if Contract.objects.filter(obligation=due.obligation_id).exists():
        raise ValidationError("Un contrat demande un choix : renouveler, renégocier ou résilier.", code="contract")


def _refuse_after_notice(due: Due, due_on: date) -> None:
    """While a contract may still be ended, its choice is not put off beyond the last day for that."""
    contract = Contract.objects.filter(obligation=due.obligation_id).first()
    last = notice_day(contract.ends_on, contract.notice_months) if contract else None
    if last and timezone.localdate() <= last < due_on:
        text = f"Le dernier jour pour résilier est le {date_long(last)} : choisissez un jour d’ici là."
        raise ValidationError({"due_on": text}, code="after_notice")


def _locked(due: Due) -> Due:
    locked = Due.objects.select_for_update(of=("self",)).select_related("obligation", "obligation__site")
    return locked.get(pk=due.pk)


def _restore_contract(due: Due) -> None:
    contract = Contract.objects.select_for_update(of=("self",)).get(obligation=due.obligation_id)
    contract.ends_on, contract.ended = due.term_on or contract.ends_on, False
    contract.save(update_fields=["ends_on", "ended"])
    due.choice, due.term_on, due.note, due.file = "", None, "", None
    due.obligation.stopped_on = None
    due.obligation.save(update_fields=["stopped_on"])
