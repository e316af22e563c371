"""Who gathers what, last year and this one; an act that was dismissed and a time of the team."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel.people.queries import associates_on
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.work.services import complete_task
from filrouge.modules.aci import services
from filrouge.modules.aci.queries.owners import due_by_default, person_of

BEFORE = ("coordination", "protocols", "public_health", "training", "quality", "is_standard", "users")
NOW = ("protocols", "training", "crisis_plan")
NOTE = "Copies signées, une par protocole"


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    today = context.today
    people = list(associates_on(today).order_by("last_name", "first_name")[:4])
    me = person_of(membership)
    team = [me, *people] if me else people
    if not team:
        return
    year = today.year - 1
    with context.travel(_morning(date(year, 11, 3))):
        rows = [
            services.assign(year, code, by=membership, owner=team[rank % len(team)], due_on=date(year, 12, 31))
            for rank, code in enumerate(BEFORE)
        ]
    with context.travel(_morning(date(year, 12, 15))):
        for row in rows:
            complete_task(row.task, by=membership)
    due_on = due_by_default(today.year, today, only_proof=True)
    for rank, code in enumerate(NOW):
        note = NOTE if code == "protocols" else ""
        row = services.assign(
            today.year, code, by=membership, owner=team[(rank + 1) % len(team)], due_on=due_on, note=note
        )
    with context.travel(_morning(today - timedelta(days=1))):
        complete_task(row.task, by=membership)  # done: its proof is still to be handed in
    services.dismiss(today.year, "step:is_advanced", by=membership, reason="L’éditeur ne le propose pas encore")
    services.keep_times({"proof:public_health": 90}, by=membership)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


STEP = DemoStep(order=61, load=load)
