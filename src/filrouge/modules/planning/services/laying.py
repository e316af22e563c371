"""Steps on their days: what the engine says becomes the dates of tasks."""

from __future__ import annotations

from filrouge.kernel.timeline.services import SYSTEM
from filrouge.kernel.work.services import change_task
from filrouge.modules.planning import queries
from filrouge.modules.planning.models import Plan
from filrouge.modules.planning.queries import Preview


def lay_again(plan: Plan) -> Preview:
    """In the caller's transaction: what is left to do follows the date, the order and the days of its owners."""
    preview = queries.preview_plan(plan, begins_on=plan.begins_on, avoids_school_holidays=plan.avoids_school_holidays)
    for step in queries.steps_of(plan):
        if not step.is_open:
            continue
        place = preview.layout.places[step.key]
        if (step.laid_from, step.laid_on) != (place.starts_on, place.ends_on):
            step.laid_from, step.laid_on = place.starts_on, place.ends_on
            step.save(update_fields=["laid_from", "laid_on"])
        change_task(step.task, by=SYSTEM, due_on=place.ends_on)
    return preview


def lock(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
