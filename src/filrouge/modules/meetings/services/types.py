"""Types of meetings: those shipped, those of the team, and how a new version of the first meets the second."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files as package_files
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field, Max
from django.utils.text import slugify

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import MeetingType
from filrouge.modules.meetings.queries import usual_group

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


@transaction.atomic
def add_type(*, by: Membership, name: str, **values: Any) -> MeetingType:
    require(by, policy.TYPES)
    last = MeetingType.objects.aggregate(Max("position"))["position__max"]
    row = MeetingType(code=_free_code(name), name=name, position=0 if last is None else last + 1, **values)
    row.full_clean()
    row.save()
    timeline.record(row, "meetings.type_added", by=by, title=row.name)
    return row


@transaction.atomic
def change_type(row: MeetingType, *, by: Membership, **changes: Any) -> MeetingType:
    """Meetings already planned keep what they took from it."""
    require(by, policy.TYPES)
    row = _locked(row)
    if "group" in changes and changes["group"] == usual_group(row):
        del changes["group"]  # it follows the kind of group it was shipped with
    elif "group" in changes:
        changes["group_kind"] = ""
    for name, value in changes.items():
        setattr(row, name, value)
    row.full_clean()
    row.save(update_fields=list(changes))
    timeline.record(row, "meetings.type_changed", by=by, title=row.name)
    return row


@transaction.atomic
def restore_type(row: MeetingType, *, by: Membership) -> MeetingType:
    """Take back what is shipped, all of it."""
    require(by, policy.TYPES)
    row = _locked(row)
    values = shipped_types().get(row.code)
    if values is None:
        raise ValidationError("Ce type est le vôtre : il n’a pas de valeurs d’origine.", code="not_shipped")
    for name, value in values.items():
        setattr(row, name, value)
    row.group, row.shipped = None, values
    row.save(update_fields=[*values, "group", "shipped"])
    timeline.record(row, "meetings.type_restored", by=by, title=row.name)
    return row


@transaction.atomic
def retire_type(row: MeetingType, *, by: Membership) -> MeetingType:
    """No longer proposed; its meetings keep it."""
    require(by, policy.TYPES)
    if not MeetingType.objects.filter(is_active=True).exclude(pk=row.pk).exists():
        raise ValidationError("C’est le dernier type proposé : gardez-le, ou ajoutez-en un d’abord.", code="last")
    return _proposed(row, by, is_active=False, action="meetings.type_retired")


@transaction.atomic
def bring_type_back(row: MeetingType, *, by: Membership) -> MeetingType:
    require(by, policy.TYPES)
    return _proposed(row, by, is_active=True, action="meetings.type_brought_back")


@transaction.atomic
def move_type(row: MeetingType, *, by: Membership, to: int) -> None:
    """Put the type at rank ``to`` (1 is the first) among those proposed."""
    require(by, policy.TYPES)
    others = [other for other in MeetingType.objects.filter(is_active=True) if other.pk != row.pk]
    others.insert(min(max(to, 1), len(others) + 1) - 1, row)
    for position, other in enumerate(others):
        other.position = position
    MeetingType.objects.bulk_update(others, ["position"])


def _proposed(row: MeetingType, by: Membership, *, is_active: bool, action: str) -> MeetingType:
    row.is_active = is_active
    row.save(update_fields=["is_active"])
    timeline.record(row, action, by=by, title=row.name)
    return row


def _locked(row: MeetingType) -> MeetingType:
    return MeetingType.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _free_code(name: str) -> str:
    """Codes of the team begin with « x- »: no type shipped later may take one."""
    base = f"x-{slugify(name)}"[:26].rstrip("-")
    taken = set(MeetingType.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in (base, *(f"{base}-{rank}" for rank in range(2, 1000))) if code not in taken)


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
