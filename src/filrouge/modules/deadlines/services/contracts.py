from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.search import services as search
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.deadlines import policy
from filrouge.modules.deadlines.enums import Choice, DueState, Theme
from filrouge.modules.deadlines.models import Contract, Due, Obligation
from filrouge.modules.deadlines.queries.dates import last_call, notice_day
from filrouge.modules.deadlines.services.dues import close
from filrouge.modules.deadlines.services.opening import open_due, opened
from filrouge.ui.typography import date_long

LEAD_DAYS = 30
Upload = File[bytes]


@transaction.atomic
def add_contract(
    *, by: Membership, title: str, responsible: str, file: Upload | None = None, **fields: Any
) -> Contract:
    """Follow a contract: it asks for a choice from thirty days before its notice until there is one."""
    require(by, policy.KEEP)
    obligation = Obligation(
        title=title,
        responsible=responsible,
        theme=Theme.CONTRACT,
        lead_days=LEAD_DAYS,
        is_chosen=True,
        proof="Choix noté ici, courrier s’il est résilié",
        source="Clause de durée et de préavis du contrat",
    )
    obligation.full_clean()
    obligation.save()
    contract = Contract(obligation=obligation, **fields)
    _keep(contract, file)
    contract.full_clean()
    contract.save()
    open_due(obligation, notice_day(contract.ends_on, contract.notice_months))
    timeline.record(contract, "deadlines.contract_added", by=by, title=str(contract))
    return contract


@transaction.atomic
def change_contract(
    contract: Contract, *, by: Membership, title: str, responsible: str, file: Upload | None = None, **fields: Any
) -> Contract:
    """Correct what was written of it. The open date follows the notice; that of a negotiation only stays before it."""
    require(by, policy.KEEP)
    contract = _locked(contract)
    before = notice_day(contract.ends_on, contract.notice_months)
    obligation = contract.obligation
    obligation.title, obligation.responsible = title, responsible
    obligation.full_clean()
    obligation.save(update_fields=["title", "responsible"])
    for name, value in fields.items():
        setattr(contract, name, value)
    _keep(contract, file)
    contract.full_clean()
    contract.save()
    due = opened(obligation)
    if due is not None and before != notice_day(contract.ends_on, contract.notice_months):
        due.obligation = obligation
        _follow_notice(due, contract, before)
    timeline.record(contract, "deadlines.contract_changed", by=by, title=str(contract))
    return contract


@transaction.atomic
def renew_contract(
    contract: Contract, *, by: Membership, ends_on: date, note: str = "", file: Upload | None = None
) -> Contract:
    """It goes on to a new term, and asks again before the notice of that one."""
    contract, due = _asked(contract, by)
    if ends_on <= contract.ends_on:
        text = f"Le nouveau terme vient après l’actuel, le {date_long(contract.ends_on)}."
        raise ValidationError({"ends_on": text}, code="too_early")
    _close(due, contract, Choice.RENEW, note, file)
    contract.ends_on = ends_on
    contract.full_clean()
    contract.save()
    open_due(contract.obligation, notice_day(ends_on, contract.notice_months), follows=due)
    return _recorded(contract, Choice.RENEW, by)


@transaction.atomic
def negotiate_contract(
    contract: Contract, *, by: Membership, next_on: date, note: str = "", file: Upload | None = None
) -> Contract:
    """Talks are under way: the choice comes back that day, or a week before the last day to end it."""
    contract, due = _asked(contract, by)
    if next_on <= timezone.localdate():
        raise ValidationError({"next_on": "Choisissez un jour à venir."}, code="past")
    if next_on > contract.ends_on:
        text = f"Le contrat finit le {date_long(contract.ends_on)} : revenez-y avant, ou renouvelez-le."
        raise ValidationError({"next_on": text}, code="after_term")
    _close(due, contract, Choice.NEGOTIATE, note, file)
    _await_talks(open_due(contract.obligation, next_on, follows=due), contract, next_on)
    return _recorded(contract, Choice.NEGOTIATE, by)


@transaction.atomic
def end_contract(
    contract: Contract, *, by: Membership, ends_on: date, note: str = "", file: Upload | None = None
) -> Contract:
    """It ends, with the letter that says so, or where that letter is."""
    contract, due = _asked(contract, by)
    if not note.strip() and file is None:
        raise ValidationError("Joignez la lettre, ou écrivez son numéro et sa date.", code="no_proof")
    _close(due, contract, Choice.END, note, file)
    contract.ends_on, contract.ended = ends_on, True
    contract.full_clean()
    contract.save()
    contract.obligation.stopped_on = timezone.localdate()
    contract.obligation.save(update_fields=["stopped_on"])
    return _recorded(contract, Choice.END, by)


def _asked(contract: Contract, by: Membership) -> tuple[Contract, Due]:
    """The contract and the choice it waits for, both locked."""
    require(by, policy.KEEP)
    contract = _locked(contract)
    open_dues = Due.objects.select_for_update(of=("self",)).select_related("obligation", "obligation__site")
    due = open_dues.filter(obligation=contract.obligation_id, state=DueState.OPEN).first()
    if due is None:
        raise ValidationError("Ce contrat est terminé : annulez d’abord la résiliation.", code="ended")
    return contract, due


def _close(due: Due, contract: Contract, choice: Choice, note: str, file: Upload | None) -> None:
    due.choice, due.note, due.term_on = choice, note.strip(), contract.ends_on
    due.file = _stored(file) if file is not None else None
    close(due, DueState.DONE, timezone.localdate())


def _follow_notice(due: Due, contract: Contract, before: date) -> None:
    if due.back_on:
        _await_talks(due, contract, due.back_on)
    elif due.rule_on == before:
        last = notice_day(contract.ends_on, contract.notice_months)
        kept = min(due.due_on, last) if last >= timezone.localdate() else due.due_on
        due.place(last, kept if due.is_moved else None)
        due.save()
        search.refresh(due)


def _await_talks(due: Due, contract: Contract, back_on: date) -> None:
    """Due on the day said, and no later than the last day to end it while that is to come."""
    last = notice_day(contract.ends_on, contract.notice_months)
    call = last_call(last, timezone.localdate())
    due.place(min(back_on, last) if call else back_on)
    due.back_on, due.remind_on = back_on, min(back_on, call) if call else back_on
    due.save()
    search.refresh(due)


def _keep(contract: Contract, file: Upload | None) -> None:
    if file is not None:
        contract.file = _stored(file)


def _stored(file: Upload) -> Any:
    return files.store(name=file.name or "piece", content=file, capability=policy.VIEW, frozen=True)


def _recorded(contract: Contract, choice: Choice, by: Membership) -> Contract:
    timeline.record(contract, "deadlines.contract_chosen", by=by, title=str(contract), choice=choice.label)
    return contract


def _locked(contract: Contract) -> Contract:
    return Contract.objects.select_for_update(of=("self",)).select_related("obligation").get(pk=contract.pk)
