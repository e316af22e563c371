"""What each purpose is called for the coordination. Rooms add theirs in ``contributions.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from filrouge.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Secrecy:
    """Why the hour of an answer is kept nowhere. ``objects``: about which, when it is not about all (their keys)."""

    reason: str
    objects: Callable[[], QuerySet[Any, Any]] | None = None


link_labels: Registry[str] = Registry("link_labels")
secret_purposes: Registry[Secrecy] = Registry("secret_purposes")


def purpose_label(purpose: str) -> str:
    return link_labels.get(purpose) or "lien personnel"


def is_secret() -> Q:
    """The links whose answers are secret."""
    found = Q(pk__in=())
    for purpose, secrecy in secret_purposes.items():
        about = Q(object_id__in=secrecy.objects()) if secrecy.objects else Q()
        found |= Q(purpose=purpose) & about
    return found


def secrecy_of(purpose: str) -> str:
    found = secret_purposes.get(purpose)
    return found.reason if found else ""
