"""What each purpose is called for the coordination. Rooms add theirs in ``contributions.py``."""

from __future__ import annotations

from filrouge.kernel.registry import Registry

link_labels: Registry[str] = Registry("link_labels")


def purpose_label(purpose: str) -> str:
    return link_labels.get(purpose) or "lien personnel"
