from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError as _Cycle
from graphlib import TopologicalSorter

from filrouge.modules.planning.engine.values import Step


class CycleError(ValueError):
    """Steps that wait for one another, or for a step that does not exist. ``keys``: the steps concerned."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        super().__init__(" -> ".join(self.keys))


def in_order(steps: Iterable[Step]) -> list[Step]:
    """What is waited for first; otherwise the earliest first, then the order given."""
    listed = list(steps)
    by_key = {step.key: step for step in listed}
    rank = {step.key: position for position, step in enumerate(listed)}
    _refuse_unknown(by_key)
    sorter = TopologicalSorter({step.key: step.after for step in listed})
    try:
        sorter.prepare()
    except _Cycle as error:
        raise CycleError(error.args[1]) from error
    ordered: list[Step] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=lambda key: (by_key[key].days, rank[key]))
        ordered += [by_key[key] for key in ready]
        sorter.done(*ready)
    return ordered


def followers_of(steps: Iterable[Step]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in steps:
        for key in step.after:
            found.setdefault(key, []).append(step)
    return found


def _refuse_unknown(by_key: Mapping[str, Step]) -> None:
    for step in by_key.values():
        for key in step.after:
            if key not in by_key:
                raise CycleError((step.key, key))
