from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "year_kept": "a saisi l’année ACI {year}",
    "piece_kept": "a joint une pièce à « {title} » pour {year}",
    "piece_removed": "a retiré la pièce de « {title} » pour {year}",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"aci.{code}", label)
