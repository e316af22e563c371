from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "time_started": "a lancé le chronomètre de la coordination",
    "time_noted": "a noté du temps de coordination",
    "time_changed": "a corrigé du temps de coordination",
    "time_removed": "a retiré du temps de coordination",
    "time_restored": "a remis du temps de coordination",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"coordinator.{code}", label)
