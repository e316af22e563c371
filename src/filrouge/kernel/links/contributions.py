from __future__ import annotations

from filrouge.kernel.registry import timeline_labels

timeline_labels.add("links.revoked", "a retiré un lien personnel de {person}")
