from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str]) -> str:
    """« lundi », « mardi » et « jeudi »"""
    quoted = [f"« {name} »" for name in names]
    return " et ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
