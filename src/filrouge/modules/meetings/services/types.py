"""Types of meetings: those shipped, those of the team, and how a new version of the first meets the second."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files as package_files
from typing import Any

from django.db import transaction
from django.db.models import Field

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import MeetingType

# Columns a shipped type fills, by their name in types.toml where it differs.
SHIPPED = {
    "name": "name",
    "short_name": "short_name",
    "default_minutes": "minutes",
    "evidence_axis": "axis",
    "agenda": "agenda",
    "session_roles": "session_roles",
    "group_kind": "group_kind",
    "hours_counted": "hours_counted",
    "hours_cap_minutes": "hours_cap_minutes",
    "minimum_professions": "minimum_professions",
    "quorum_percent": "quorum_percent",
    "confidentiality": "confidentiality",
    "outline": "outline",
    "retroplanning": "retroplanning",
    "brings_decisions_back": "brings_decisions_back",
}


@cache
def shipped_types() -> dict[str, dict[str, Any]]:
    """Values of each shipped type by its code, in the order they are proposed."""
    text = package_files("filrouge.modules.meetings").joinpath("types.toml").read_text("utf-8")
    return {row["code"]: _columns(row) for row in tomllib.loads(text)["type"]}


@transaction.atomic
def install_types(*, by: Membership) -> list[MeetingType]:
    """Give the organisation the shipped types it lacks; bring the others up to date, but for what it edited."""
    require(by, policy.PLAN)
    return _install()


def bring_types_up_to_date() -> None:
    """After an upgrade, in every organisation that already has types."""
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation, switching=True), transaction.atomic():
            if MeetingType.objects.exists():
                _install()


def _install() -> list[MeetingType]:
    known = {row.code: row for row in MeetingType.objects.filter(code__in=shipped_types())}
    for code, row in known.items():
        _follow(row, shipped_types()[code])
    MeetingType.objects.bulk_update(known.values(), [*SHIPPED, "shipped"])
    return MeetingType.objects.bulk_create(
        MeetingType(code=code, position=position, shipped=values, **values)
        for position, (code, values) in enumerate(shipped_types().items())
        if code not in known
    )


def _follow(row: MeetingType, values: dict[str, Any]) -> None:
    """A column that still holds what was last shipped takes what is shipped now; what the team wrote stays.

    A row that remembers nothing dates from before types could be edited: all of it follows.
    """
    for name, value in values.items():
        if not row.shipped or getattr(row, name) == row.shipped.get(name, _default(name)):
            setattr(row, name, value)
    row.shipped = values


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row.get(source, _default(name)) for name, source in SHIPPED.items()}


def _default(name: str) -> Any:
    field = MeetingType._meta.get_field(name)
    assert isinstance(field, Field)
    return field.get_default()
