"""What the engine says of a template or of a plan, as rows to show before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from filrouge.kernel.people.models import Person
from filrouge.modules.planning.engine import Frame, Layout, Place, Step, Trouble, first_target_that_fits, lay
from filrouge.modules.planning.enums import PlanRole
from filrouge.modules.planning.models import Plan, PlanStep
from filrouge.modules.planning.queries.frames import frame_for, why_not_worked
from filrouge.modules.planning.queries.lists import steps_of
from filrouge.modules.planning.queries.templates import Template
from filrouge.modules.planning.queries.words import away_sentences, sentences


@dataclass(frozen=True, slots=True)
class Line:
    """A step and its place: as it would be, and as it is now."""

    key: str
    title: str
    why: str
    minutes: int
    role: PlanRole
    owner: Person | None
    place: Place
    before: date | None = None
    done: bool = False

    @property
    def moved(self) -> bool:
        return self.before is not None and self.before != self.place.ends_on


@dataclass(frozen=True, slots=True)
class Preview:
    target_on: date
    lines: tuple[Line, ...]
    troubles: tuple[str, ...]
    better_target: date | None  # the first later date for which nothing is left to say
    layout: Layout
    day_off: str = ""  # why the target is not a working day: what is for that day is laid before

    @property
    def moved(self) -> int:
        return sum(line.moved for line in self.lines)


def preview_template(
    template: Template,
    owners: Mapping[PlanRole, Person],
    *,
    target_on: date,
    begins_on: date | None = None,
    avoids_school_holidays: bool = False,
) -> Preview:
    frame = frame_for(
        owners.values(), target_on=target_on, begins_on=begins_on, avoids_school_holidays=avoids_school_holidays
    )
    ids = {role: person.pk for role, person in owners.items()}
    steps = [step.laid_with(ids) for step in template.steps]
    layout = lay(steps, frame)
    lines = [
        Line(step.key, step.title, step.why, step.minutes, step.role, owners.get(step.role), layout.places[step.key])
        for step in template.steps
    ]
    return _preview(
        steps, frame, layout, lines, why_not_worked(target_on, avoids_school_holidays=avoids_school_holidays)
    )


def preview_plan(
    plan: Plan,
    *,
    target_on: date | None = None,
    begins_on: date | None = None,
    avoids_school_holidays: bool | None = None,
    owners: Mapping[PlanRole, Person] | None = None,
) -> Preview:
    """The plan laid again, at its date or at another one. What is done does not move.

    ``owners``: who takes over what is left to do of a role.
    """
    rows = [step for step in steps_of(plan) if step.is_open or step.is_done]
    avoids = plan.avoids_school_holidays if avoids_school_holidays is None else avoids_school_holidays
    owners = owners or {}
    for step in rows:
        if step.is_open and (taken_over := owners.get(PlanRole(step.role))):
            step.task.owner = taken_over  # as it would be: nothing is kept
    frame = frame_for(
        [step.owner for step in rows if step.owner and step.is_open],
        target_on=target_on or plan.target_on,
        begins_on=begins_on,
        avoids_school_holidays=avoids,
        beside=plan,
    )
    steps = engine_steps(plan, owners)
    layout = lay(steps, frame)
    lines = [_line(step, layout.places[step.key]) for step in rows]
    return _preview(steps, frame, layout, lines, why_not_worked(frame.target, avoids_school_holidays=avoids))


def troubles_of(plan: Plan) -> list[str]:
    """What no longer holds of a plan as it stands: who is away that day, who is short of time. Late steps show it."""
    rows = [step for step in steps_of(plan) if step.is_open]
    frame = frame_for(
        [step.owner for step in rows if step.owner],
        target_on=plan.target_on,
        begins_on=plan.begins_on,
        avoids_school_holidays=plan.avoids_school_holidays,
        beside=plan,
    )
    conflicts = [one for one in lay(engine_steps(plan), frame).conflicts if one.trouble != Trouble.LATE]
    told = {one.key for one in conflicts}
    away = [
        step
        for step in rows
        if step.owner and step.key not in told and step.due_on >= frame.today and _is_away(step, frame)
    ]
    titles = {step.key: step.title for step in rows}
    people = {step.owner.pk: step.owner.full_name for step in rows if step.owner}
    return [*sentences(conflicts, titles, people), *away_sentences(away)]


def _is_away(step: PlanStep, frame: Frame) -> bool:
    assert step.owner is not None
    known = frame.presence.get(step.owner.pk)
    return known is not None and not known.get(step.due_on)


def engine_steps(plan: Plan, owners: Mapping[PlanRole, Person] | None = None) -> list[Step]:
    """Those still to do and those done. What waited for a step taken away waits for what that one waited for."""
    rows = {step.key: step for step in steps_of(plan)}
    kept = {key: step for key, step in rows.items() if step.is_open or step.is_done}

    def waited(keys: Iterable[str], seen: frozenset[str] = frozenset()) -> set[str]:
        found: set[str] = set()
        for key in keys:
            if key in kept:
                found.add(key)
            elif key in rows and key not in seen:
                found |= waited(rows[key].waits_for, seen | {key})
        return found

    return [
        Step(
            key,
            step.days,
            step.minutes,
            tuple(sorted(waited(step.waits_for))),
            owners[role].pk if owners and (role := PlanRole(step.role)) in owners else step.task.owner_id,
            step.ends_on if step.is_done else None,
            step.at_least,
        )
        for key, step in kept.items()
    ]


def _line(step: PlanStep, place: Place) -> Line:
    role = PlanRole(step.role)
    return Line(
        step.key, step.title, step.why, step.minutes, role, step.owner, place, before=step.ends_on, done=step.is_done
    )


def _preview(steps: list[Step], frame: Frame, layout: Layout, lines: list[Line], day_off: str) -> Preview:
    lines = sorted(lines, key=lambda line: (line.place.ends_on, line.place.starts_on))
    titles = {line.key: line.title for line in lines}
    people = {line.owner.pk: line.owner.full_name for line in lines if line.owner}
    said = tuple(sentences(layout.conflicts, titles, people))
    better = None if layout.fits else first_target_that_fits(steps, replace(frame, begins_on=None))
    return Preview(frame.target, tuple(lines), said, better, layout, day_off)
