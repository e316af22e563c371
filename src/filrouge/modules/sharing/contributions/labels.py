from __future__ import annotations

from filrouge.kernel import registry

# never an amount: the history is read by more people than the scenarios
LABELS = {
    "kept": "a composé le scénario de répartition « {title} » pour {year}",
    "changed": "a modifié le scénario de répartition « {title} » pour {year}",
    "dropped": "a supprimé le scénario de répartition « {title} » pour {year}",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"sharing.{code}", label)
