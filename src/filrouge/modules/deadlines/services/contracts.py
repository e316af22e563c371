from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.deadlines import policy
from filrouge.modules.deadlines.enums import Choice, DueState, Theme
from filrouge.modules.deadlines.models import Contract, Due, Obligation
from filrouge.modules.deadlines.queries.dates import next_term, notice_day
from filrouge.modules.deadlines.services.dues import close, lock_open
from filrouge.modules.deadlines.services.opening import open_due, opened

LEAD_DAYS = 30


@transaction.atomic
def add_contract(*, by: Membership, title: str, responsible: str, **fields: Any) -> Contract:
    """Follow a contract: it asks for a choice from thirty days before its notice until there is one."""
    require(by, policy.KEEP)
    obligation = Obligation(
        title=title,
        responsible=responsible,
        theme=Theme.CONTRACT,
        lead_days=LEAD_DAYS,
        is_chosen=True,
        proof="Choix noté ici, courrier s’il met fin",
        source="Clause de durée et de préavis du contrat",
    )
    obligation.full_clean()
    obligation.save()
    contract = Contract(obligation=obligation, **fields)
    contract.full_clean()
    contract.save()
    open_due(obligation, notice_day(contract.ends_on, contract.notice_months))
    timeline.record(contract, "deadlines.contract_added", by=by, title=str(contract))
    return contract


@transaction.atomic
def change_contract(contract: Contract, *, by: Membership, title: str, responsible: str, **fields: Any) -> Contract:
    require(by, policy.KEEP)
    contract = lock_contract(contract)
    obligation = contract.obligation
    obligation.title, obligation.responsible = title, responsible
    obligation.full_clean()
    obligation.save(update_fields=["title", "responsible"])
    for name, value in fields.items():
        setattr(contract, name, value)
    contract.full_clean()
    contract.save()
    due = opened(obligation)
    if due is not None:
        due.obligation = obligation
        due.place(notice_day(contract.ends_on, contract.notice_months))
        due.save()
    timeline.record(contract, "deadlines.contract_changed", by=by, title=str(contract))
    return contract


@transaction.atomic
def choose(due: Due, *, by: Membership, choice: str, note: str = "") -> Due:
    """Renew, negotiate or end. The choice is kept, and the next term is computed."""
    require(by, policy.KEEP)
    due = lock_open(due)
    contract = lock_contract(Contract.objects.get(obligation=due.obligation_id))
    if choice == Choice.NEGOTIATE and due.rule_on == contract.ends_on:
        raise ValidationError("La négociation est arrivée au terme : reconduisez ou mettez fin.", code="already")
    due.choice, due.note, due.term_on = choice, note.strip(), contract.ends_on
    close(due, DueState.DONE, timezone.localdate())
    following = _after(contract, Choice(choice))
    contract.save(update_fields=["ends_on", "ended"])
    if following is None:
        due.obligation.stopped_on = timezone.localdate()
        due.obligation.save(update_fields=["stopped_on"])
    else:
        open_due(due.obligation, following, follows=due)
    label = Choice(choice).label
    timeline.record(due, "deadlines.contract_chosen", by=by, title=str(contract), choice=label)
    return due


def _after(contract: Contract, choice: Choice) -> date | None:
    """When the contract asks again. What is negotiated must be settled by its term."""
    if choice == Choice.END:
        contract.ended = True
        return None
    if choice == Choice.NEGOTIATE:
        return contract.ends_on
    contract.ends_on = next_term(contract.ends_on, contract.renews_months)
    return notice_day(contract.ends_on, contract.notice_months)


def lock_contract(contract: Contract) -> Contract:
    return Contract.objects.select_for_update(of=("self",)).select_related("obligation").get(pk=contract.pk)
