"""`PYTHONPATH=src:. python -m bench.planning`: how long the engine takes to lay 300 steps, again and again."""

from __future__ import annotations

import statistics
from datetime import date, timedelta
from time import perf_counter

from filrouge.modules.planning.engine import Frame, Step, lay

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


def main() -> int:
    asked, where, taken = steps(), frame(), []
    for _ in range(RUNS):
        began = perf_counter()
        layout = lay(asked, where)
        taken.append(perf_counter() - began)
    median = statistics.median(taken)
    print(f"{STEPS} steps: {median * 1000:.1f} ms (at most {ALLOWED * 1000:.0f}); {len(layout.conflicts)} conflicts")  # noqa: T201
    return int(median > ALLOWED)


if __name__ == "__main__":
    raise SystemExit(main())
