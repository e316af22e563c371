from __future__ import annotations

from collections.abc import Iterable

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.modules.planning.models import Plan, PlanStep


def state_label(step: PlanStep) -> str:
    if step.is_done:
        return "faite"
    return "abandonnée" if step.is_given_up else "à faire"


def plan_sheet(plan: Plan) -> Sheet:
    """Of a plan read with its steps: one row each, in the order of the days."""
    titles = {step.key: step.title for step in plan.steps.all()}
    return Sheet(
        title="Rétroplanning",
        columns=[
            Column("Étape", "text", 50),
            Column("À qui", "text", 24),
            Column("À commencer le", "date"),
            Column("Pour le", "date"),
            Column("Jours ouvrés autour de la date", "number"),
            Column("Travail", "minutes"),
            Column("Seulement après", "text", 50),
            Column("État", "text"),
            Column("Faite le", "date"),
            Column("Pourquoi", "text", 60),
        ],
        rows=[
            [
                step.title,
                step.owner.full_name if step.owner else "",
                step.starts_on,
                step.due_on,
                step.days,
                step.minutes,
                " ; ".join(titles[key] for key in step.waits_for if key in titles),
                state_label(step),
                step.task.done_on,
                step.why,
            ]
            for step in plan.steps.all()
        ],
    )


def list_sheet(plans: Iterable[Plan]) -> Sheet:
    """Of plans read with their steps and their counts."""
    return Sheet(
        title="Rétroplannings",
        columns=[
            Column("Rétroplanning", "text", 50),
            Column("Date à atteindre", "date"),
            Column("Étapes", "number"),
            Column("Faites", "number"),
            Column("Abandonné le", "date"),
        ],
        rows=[[plan.title, plan.target_on, plan.total, plan.done, plan.dropped_on] for plan in plans],  # type: ignore[attr-defined]
    )
