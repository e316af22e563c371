from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone

if TYPE_CHECKING:
    from filrouge.kernel.tenancy.models import Membership


@dataclass(frozen=True, slots=True)
class Capability:
    code: str
    label: str  # French, completes « peut … »
    roles: frozenset[str]
    delegable: bool = False  # the managers may entrust it, within dates and a ceiling


_CAPABILITIES: dict[str, Capability] = {}


def declare(code: str, label: str, *, roles: tuple[str, ...], delegable: bool = False) -> str:
    """Declare a capability once and return its code. Raises ``ValueError`` when the code is taken."""
    if code in _CAPABILITIES:
        raise ValueError(f"capability {code!r} is already declared")
    _CAPABILITIES[code] = Capability(code, label, frozenset(roles), delegable)
    return code


def capabilities() -> list[Capability]:
    return [_CAPABILITIES[code] for code in sorted(_CAPABILITIES)]


def can(membership: Membership | None, code: str, *, amount: Decimal | None = None) -> bool:
    """Tell whether the membership holds the capability, by role or by a delegation in force for this amount (€)."""
    capability = _CAPABILITIES[code]
    if membership is None:
        return False
    if capability.roles.intersection(membership.roles):
        return True
    return capability.delegable and _delegated(membership, code, amount)


def require(membership: Membership | None, code: str, *, amount: Decimal | None = None) -> None:
    if not can(membership, code, amount=amount):
        act = _of(_CAPABILITIES[code].label)
        raise PermissionDenied(f"Votre rôle ne permet pas {act}. Demandez à la coordination ou à la gérance.")


def granted(membership: Membership, codes: Iterable[str]) -> set[str]:
    """Which of these capabilities the membership holds, with at most one query however many are asked."""
    asked = [_CAPABILITIES[code] for code in codes]
    held = {capability.code for capability in asked if capability.roles.intersection(membership.roles)}
    missing = [capability.code for capability in asked if capability.delegable and capability.code not in held]
    if missing:
        from filrouge.kernel.policy.models import Delegation  # noqa: PLC0415 -- models must be loaded

        in_force = Delegation.objects.in_force(timezone.localdate())
        mine = in_force.filter(membership=membership, capability__in=missing)
        held.update(mine.values_list("capability", flat=True))
    return held


def label_of(code: str) -> str:
    """« gérer les accès »; the code itself for a capability that no longer exists."""
    capability = _CAPABILITIES.get(code)
    return capability.label if capability else code


def _of(label: str) -> str:
    """« de gérer les accès », « d’accorder une délégation »"""
    return f"d’{label}" if label[:1] in "aeiouhéèêàâîô" else f"de {label}"


def delegable() -> list[Capability]:
    return sorted((c for c in _CAPABILITIES.values() if c.delegable), key=lambda c: c.label)


def _delegated(membership: Membership, code: str, amount: Decimal | None) -> bool:
    from filrouge.kernel.policy.models import Delegation  # noqa: PLC0415 -- models must be loaded

    in_force = Delegation.objects.in_force(timezone.localdate()).filter(membership=membership, capability=code)
    return any(delegation.covers(amount) for delegation in in_force)
