"""The figures as one table to read, and as JSON to keep."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict
from typing import Any

from bench.measure import Result, Timing
from bench.server import Memory

MEMORY_BUDGET = 200  # MB a web process
START_BUDGET = 5.0
CROWDED = 2.5  # runnable processes a core; our own server and clients make two
COLUMNS = (
    "page", "median ms", "p95 ms", "ratio", "cpu ms", "ratio", "pages/s at 8", "p95 at 8", "queries", "HTML k",
    "gzip k", "first visit k", "",
)  # fmt: skip


def reference(result: Result, results: list[Result]) -> Timing:
    """The lean page; for the home page, our own list (its budget is said so)."""
    return result.lean or results[0].ours


def ratio(result: Result, results: list[Result]) -> float:
    other = reference(result, results).median
    return result.ours.median / other if other else 0.0


def cpu_ratio(result: Result, results: list[Result]) -> float:
    other = reference(result, results).cpu
    return result.ours.cpu / other if other else 0.0


def over(result: Result, results: list[Result]) -> list[str]:
    budget, ours = result.page.budget, result.ours
    limits: list[tuple[str, float, float]] = [
        ("ratio", round(ratio(result, results), 2), budget.ratio),
        ("queries", ours.queries, budget.queries),
        ("gzip", ours.wire, budget.gzip),
        ("first visit", result.first_visit, budget.first_visit),
    ]
    return [name for name, value, limit in limits if limit and value > limit] + ["failures"] * bool(ours.failures)


def kilo(size: int) -> str:
    return f"{size / 1000:.1f}" if size else "–"


def within(value: str, limit: str) -> str:
    return f"{value} ≤ {limit}"


def row(result: Result, results: list[Result]) -> list[str]:
    ours, budget = result.ours, result.page.budget
    excess = over(result, results)
    found = f"{ratio(result, results):.2f}" + ("" if result.lean else " of list")
    return [
        result.page.name,
        f"{ours.median:.1f}",
        f"{ours.p95:.1f}",
        within(found, f"{budget.ratio:g}"),
        f"{ours.cpu:.1f}",
        f"{cpu_ratio(result, results):.2f}",
        f"{ours.rate:.0f}",
        f"{ours.p95_together:.0f}",
        within(str(ours.queries), str(budget.queries)),
        kilo(ours.html),
        within(kilo(ours.wire), kilo(budget.gzip)) if budget.gzip else kilo(ours.wire),
        within(kilo(result.first_visit), kilo(budget.first_visit)) if budget.first_visit else "",
        "over: " + ", ".join(excess) if excess else "ok",
    ]


def lean_row(lean: Timing) -> list[str]:
    figures = [f"{lean.median:.1f}", f"{lean.p95:.1f}", "1", f"{lean.cpu:.1f}", "1", f"{lean.rate:.0f}"]
    return ["  lean", *figures, f"{lean.p95_together:.0f}", str(lean.queries), kilo(lean.html), "", "", ""]


def table(results: list[Result]) -> str:
    lines = [list(COLUMNS)]
    for result in results:
        lines.append(row(result, results))
        if result.lean:
            lines.append(lean_row(result.lean))
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    rule = "  ".join("─" * width for width in widths)
    shown = [
        "  ".join(aligned(cell, width, place) for place, (cell, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    ]
    return "\n".join([shown[0], rule, *shown[1:]])


def aligned(cell: str, width: int, place: int) -> str:
    return cell.ljust(width) if place in {0, len(COLUMNS) - 1} else cell.rjust(width)


def foot(memory: list[Memory], started_in: float) -> str:
    sizes = [f"{one.process} {one.pss:.0f} MB (RSS {one.rss:.0f})" for one in memory]
    fat = any(one.pss > MEMORY_BUDGET for one in memory)
    slow = started_in > START_BUDGET
    return (
        f"memory, PSS: {', '.join(sizes) or 'unknown here'} ≤ {MEMORY_BUDGET} MB each: {'over' if fat else 'ok'}\n"
        f"second start: {started_in:.1f} s ≤ {START_BUDGET:g} s: {'over' if slow else 'ok'}" + crowd()
    )


def crowd() -> str:
    """On a machine that others use, a page waits for its turn as often as it works: its processor time tells more."""
    if not hasattr(os, "getloadavg") or os.getloadavg()[0] <= CROWDED * (os.cpu_count() or 1):
        return ""
    return f"\nload {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: read the cpu columns, not the others"


def as_json(results: list[Result], memory: list[Memory], more: dict[str, Any]) -> dict[str, Any]:
    pages = {
        result.page.name: {
            "ours": asdict(result.ours),
            "lean": asdict(result.lean) if result.lean else None,
            "ratio": round(ratio(result, results), 3),
            "cpu_ratio": round(cpu_ratio(result, results), 3),
            "first_visit": result.first_visit,
            "budget": asdict(result.page.budget),
            "over": over(result, results),
        }
        for result in results
    }
    return more | {"python": platform.python_version(), "pages": pages, "memory": [asdict(one) for one in memory]}
