from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "year_kept": "a saisi l’année ACI {year}",
    "settings_kept": "a réglé l’année ACI {year}",
    "setting_reset": "a repris la valeur nationale de « {title} » pour {year}",
    "settings_undone": "a annulé le dernier réglage de l’année ACI {year}",
    "piece_kept": "a déposé ou corrigé une preuve pour « {title} », {year}",
    "piece_removed": "a retiré une preuve de « {title} », {year}",
    "piece_restored": "a remis une preuve pour « {title} », {year}",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"aci.{code}", label)
