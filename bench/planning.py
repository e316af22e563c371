"""How long the engine takes to lay 300 steps, and again when a third of them is done, other plans take some time and
the target moves. `./go bench` ends with it; alone: `PYTHONPATH=src:. python -m bench.planning`.
"""

from __future__ import annotations

import statistics
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter

from filrouge.modules.planning.engine import Booking, Frame, Layout, Step, lay

STEPS, RUNS, ALLOWED = 300, 30, 0.2
TODAY = date(2027, 1, 4)


def steps() -> list[Step]:
    """Thirty chains of ten, shared by twelve people."""
    made = []
    for chain in range(STEPS // 10):
        for rank in range(10):
            after = (f"{chain}.{rank - 1}",) if rank else ()
            made.append(Step(f"{chain}.{rank}", -200 + chain + rank * 18, 90, after, (chain + rank) % 12))
    return made


def frame() -> Frame:
    days = [TODAY + timedelta(days=step) for step in range(500)]
    presence = {who: {day: 210 for day in days if day.weekday() in {who % 5, (who + 2) % 5}} for who in range(8)}
    return Frame(date(2027, 12, 15), TODAY, lambda day: day.weekday() < 5, presence=presence)


def replanned(asked: list[Step], where: Frame) -> tuple[list[Step], Frame]:
    """Two months later: the first steps of each chain are done, other plans book time, the target is a month later."""
    today = TODAY + timedelta(days=60)
    done = [replace(step, done_on=today) if step.key.endswith((".0", ".1", ".2")) else step for step in asked]
    booked = tuple(
        Booking(who, today + timedelta(days=7 * week), today + timedelta(days=7 * week + 14), 60)
        for who in range(12)
        for week in range(6)
    )
    return done, replace(where, today=today, target=where.target + timedelta(days=30), booked=booked)


def figures() -> tuple[list[str], bool]:
    """A line for each, and whether one is too slow."""
    asked, where = steps(), frame()
    said, slow = [], False
    for name, (some, there) in (("laid", (asked, where)), ("replanned", replanned(asked, where))):
        taken, layout = [], Layout({}, ())
        for _ in range(RUNS):
            began = perf_counter()
            layout = lay(some, there)
            taken.append(perf_counter() - began)
        median = statistics.median(taken)
        slow = slow or median > ALLOWED
        allowed = f"at most {ALLOWED * 1000:.0f}"
        said.append(f"{STEPS} steps {name}: {median * 1000:.1f} ms ({allowed}); {len(layout.conflicts)} conflicts")
    return said, slow


def main() -> int:
    said, slow = figures()
    print("\n".join(said))  # noqa: T201
    return int(slow)


if __name__ == "__main__":
    raise SystemExit(main())
