from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "dimension_added": "a ajouté la dimension de maturité « {title} »",
    "dimension_changed": "a récrit la dimension de maturité « {title} »",
    "dimension_shown": "a repris la dimension de maturité « {title} »",
    "dimension_hidden": "a écarté la dimension de maturité « {title} »",
    "dimension_reset": "a rendu à « {title} » le texte de la maison",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"maturity.{code}", label)
