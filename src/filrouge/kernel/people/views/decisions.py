"""The ticks and choices of the preview, as a plan."""

from __future__ import annotations

import re

from django.http import QueryDict

from filrouge.kernel.people.forms import PlanForm
from filrouge.kernel.people.imports.batches import Decision, Plan

_FIELD = re.compile(r"field-([0-9]{1,7})-([a-z_]{1,20})")
_LINE = re.compile(r"[0-9]{1,7}")


def decisions(posted: QueryDict, form: PlanForm) -> Plan:
    """``keep``: lines to import as new people; ``action-LINE``: for a person already known, update or create."""
    chosen: dict[int, Decision] = {
        int(line): Decision("create") for line in posted.getlist("keep") if _LINE.fullmatch(line)
    }
    taken: dict[int, set[str]] = {}
    for name, value in posted.items():
        if (match := _FIELD.fullmatch(name)) and value == "new":
            taken.setdefault(int(match[1]), set()).add(match[2])
    for name, value in posted.items():
        line = name.removeprefix("action-")
        if line == name or not _LINE.fullmatch(line):
            continue
        if value == "update":
            chosen[int(line)] = Decision("update", frozenset(taken.get(int(line), set())))
        elif value == "create":
            chosen[int(line)] = Decision("create")
    return Plan(chosen, form.cleaned_data["status"], form.cleaned_data["since"])
