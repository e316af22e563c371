from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "created": "a créé le rétroplanning « {title} » pour le {when}",
    "moved": "a déplacé le rétroplanning « {title} » au {when}",
    "laid_again": "a posé de nouveau les étapes de « {title} », pour le {when}",
    "dropped": "a abandonné le rétroplanning « {title} »",
    "resumed": "a repris le rétroplanning « {title} »",
    "step_added": "a ajouté l’étape « {step} » à « {title} »",
    "step_changed": "a changé l’étape « {step} » de « {title} »",
    "step_removed": "a retiré l’étape « {step} » de « {title} »",
    "step_restored": "a remis l’étape « {step} » dans « {title} »",
    "template_saved": "a gardé le modèle de rétroplanning « {title} »",
    "template_retired": "a retiré le modèle de rétroplanning « {title} »",
    "template_restored": "a remis le modèle de rétroplanning « {title} »",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"planning.{code}", label)
