from __future__ import annotations

from filrouge.kernel.links import tasks
from filrouge.kernel.registry import timeline_labels

__all__ = ["tasks"]  # importing them puts them on the schedule

timeline_labels.add("links.revoked", "a retiré un lien personnel de {person}")
