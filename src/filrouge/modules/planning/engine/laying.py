"""What comes before the target is laid backward from it, as late as it may; what follows, forward.

A step whose day is already past shares what remains with the others that are late. Nothing is ever laid on a day
that is not worked nor before what it waits for; what does not fit is laid all the same, and said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import heapify, heappop, heappush

from filrouge.modules.planning.engine.days import AFTERWARDS, Availability, WorkingDays
from filrouge.modules.planning.engine.order import followers_of, in_order
from filrouge.modules.planning.engine.values import Conflict, Frame, Layout, Place, Step, Trouble


def lay(steps: Iterable[Step], frame: Frame) -> Layout:
    """Raises ``CycleError`` for steps that wait for one another."""
    ordered = in_order(steps)
    spread = _Laying(ordered, frame, spreads=True).run()
    if not (spread.has_late and spread.missing):
        return spread
    squeezed = _Laying(ordered, frame, spreads=False).run()  # late all the same, but perhaps nobody is short of time
    return squeezed if squeezed.missing < spread.missing else spread


@dataclass(slots=True)
class _Span:
    first: int
    last: int


class _Laying:
    def __init__(self, ordered: list[Step], frame: Frame, *, spreads: bool) -> None:
        """``spreads``: late steps share what is left; otherwise each as late as it may."""
        self.frame, self.ordered, self.spreads = frame, ordered, spreads
        self.open = [step for step in ordered if step.done_on is None]
        lead, tail = -min((s.days for s in self.open), default=0), max((s.days for s in self.open), default=0)
        self.working = WorkingDays(frame, max(lead, 0), max(tail, 0))
        self.minutes = Availability(frame, self.working)
        self.floor = self.working.on_or_after(frame.today)
        self.earliest = self.working.on_or_after(max(frame.today, frame.begins_on or frame.today))
        self.followers = followers_of(self.open)
        self.spans: dict[str, _Span] = {}
        self.conflicts: dict[str, list[Conflict]] = {}
        self.before = self._before_target()
        self.ideal = self._ideal_positions()

    def run(self) -> Layout:
        for step in self._backward():
            self._lay_before(step)
        for step in self.open:
            if step.key not in self.spans:
                self._lay_after(step)
        days = self.working.days
        places = {key: Place(days[span.first], days[span.last]) for key, span in self.spans.items()}
        places |= {step.key: Place(step.done_on, step.done_on) for step in self.ordered if step.done_on}
        for step in self.open:
            self._say_if_too_late(step, places[step.key])
        said = [conflict for step in self.ordered for conflict in self.conflicts.get(step.key, [])]
        return Layout({step.key: places[step.key] for step in self.ordered}, tuple(said))

    def _before_target(self) -> set[str]:
        """Keys of what is done before the target, and of what those steps wait for."""
        if self.working.target < self.earliest:
            return set()
        found: set[str] = set()
        for step in reversed(self.open):
            if step.days <= 0 or any(one.key in found for one in self._following(step)):
                found.add(step.key)
        return found

    def _ideal_positions(self) -> dict[str, int]:
        """The day of each step before the target. Those already past share what is left before the next ones."""
        ideal = {step.key: min(self.working.nominal(step.days), self.working.target) for step in self.open}
        late = [step for step in self.open if step.key in self.before and ideal[step.key] < self.earliest]
        if not late:
            return ideal
        on_time = [ideal[key] for key in self.before if ideal[key] >= self.earliest]
        end = min(on_time, default=self.working.target)
        first = min(ideal[step.key] for step in late)
        for step in late:
            position = ideal[step.key]
            self._say(step, Trouble.LATE, end, ideal=self.working.days[position])
            part = (position - first) * (end - self.earliest) // max(end - first, 1)
            ideal[step.key] = self.earliest + part if self.spreads else end
        return ideal

    def _backward(self) -> Iterable[Step]:
        """What nothing waits for any more, the latest first."""
        mine = [step for step in self.open if step.key in self.before]
        rank = {step.key: position for position, step in enumerate(self.ordered)}
        by_key = {step.key: step for step in mine}
        waiting = {step.key: sum(one.key in self.before for one in self._following(step)) for step in mine}
        ready = [(-self.ideal[key], -rank[key], key) for key, count in waiting.items() if not count]
        heapify(ready)
        while ready:
            step = by_key[heappop(ready)[2]]
            yield step
            for key in step.after:
                if key in waiting:
                    waiting[key] -= 1
                    if not waiting[key]:
                        heappush(ready, (-self.ideal[key], -rank[key], key))

    def _lay_before(self, step: Step) -> None:
        starts = [self.spans[one.key].first for one in self._following(step) if one.key in self.spans]
        limit = max(min([self.working.target, self._last_allowed(step), *starts]), self.earliest)
        bound = max(min(self.ideal[step.key], limit), self.earliest)
        if step.days == 0:
            self._lay_on_the_day(step, bound)
            return
        with self.minutes.unless_kept(step.owner) as attempt:
            used, missing = self._fill(step, self.earliest, bound, backward=True)
            attempt.kept = bool(used) and not missing
        if not attempt.kept:
            used, missing = self._fill(step, self.earliest, limit, backward=False)
        self.spans[step.key] = _Span(used[0], used[-1]) if used else _Span(bound, bound)
        if missing or not used:
            self._say_short(step, missing, self.earliest, limit)
        elif not attempt.kept and step.key not in self.conflicts:
            self._say(step, Trouble.LATE, limit, ideal=self.working.days[bound])

    def _lay_on_the_day(self, step: Step, position: int) -> None:
        """What is the event itself takes the time it takes; its owner must be there."""
        used, _missing = self._fill(step, position, position, backward=True)
        self.spans[step.key] = _Span(position, position)
        if not used and not self.minutes.is_there(step.owner, position):
            self._say(step, Trouble.ABSENT, position)

    def _lay_after(self, step: Step) -> None:
        ends = [self.spans[key].last for key in step.after if key in self.spans]
        nominal = self.working.nominal(step.days)
        first = min(max([self.earliest, nominal, *ends]), len(self.working.days) - 1)
        last = min(first + AFTERWARDS, len(self.working.days)) - 1
        used, missing = self._fill(step, first, last, backward=False)
        self.spans[step.key] = _Span(used[0], used[-1]) if used else _Span(first, first)
        if step.days <= 0:
            self._say(step, Trouble.PAST_TARGET, self.working.target, ideal=self.working.days[nominal])
        elif nominal < self.earliest:
            self._say(step, Trouble.LATE, first, ideal=self.working.days[nominal])
        if missing or not used:
            self._say_short(step, missing, first, last)

    def _last_allowed(self, step: Step) -> int:
        if not step.at_least:
            return self.working.target
        return self.working.on_or_before(self.frame.target - timedelta(days=step.at_least))

    def _say_if_too_late(self, step: Step, place: Place) -> None:
        allowed = self.frame.target - timedelta(days=step.at_least)
        if step.at_least and place.ends_on > allowed:
            said = Conflict(Trouble.NOTICE, step.key, allowed, step.owner, ideal=place.ends_on)
            self.conflicts.setdefault(step.key, []).append(said)

    def _following(self, step: Step) -> list[Step]:
        return self.followers.get(step.key, [])

    def _fill(self, step: Step, first: int, last: int, *, backward: bool) -> tuple[list[int], int]:
        """The days used, earliest first, and the minutes that found no place."""
        if step.owner is None:
            return [last if backward else first], 0
        if step.minutes:
            take = self.minutes.take_before if backward else self.minutes.take_after
            return take(step.owner, step.minutes, first, last)
        order = range(last, first - 1, -1) if backward else range(first, last + 1)
        there = (position for position in order if self.minutes.is_there(step.owner, position))
        return [position for position in [next(there, None)] if position is not None], 0

    def _say_short(self, step: Step, missing: int, first: int, last: int) -> None:
        there = any(self.minutes.is_there(step.owner, position) for position in range(first, last + 1))
        trouble = Trouble.SHORT if there else Trouble.ABSENT
        self._say(step, trouble, last, missing=missing, start_by=self._start_by(step, missing))

    def _start_by(self, step: Step, missing: int) -> date | None:
        """The plan begins later than today: how early it should, for what is missing to fit."""
        left = self.minutes.left(step.owner)
        for position in range(self.earliest - 1, self.floor - 1, -1):
            missing -= left[position]
            if missing <= 0 and self.minutes.is_there(step.owner, position):
                return self.working.days[position]
        return None

    def _say(
        self,
        step: Step,
        trouble: Trouble,
        before: int,
        *,
        missing: int = 0,
        ideal: date | None = None,
        start_by: date | None = None,
    ) -> None:
        day = self.working.days[before]
        said = Conflict(trouble, step.key, day, step.owner, missing, ideal, start_by)
        self.conflicts.setdefault(step.key, []).append(said)
