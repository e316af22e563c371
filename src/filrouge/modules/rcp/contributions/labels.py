from __future__ import annotations

from filrouge.kernel import registry

LABELS = {
    "case_added": "a noté la situation {code} à « {title} »",
    "case_changed": "a modifié la situation {code}",
    "case_filed": "a noté la situation {code} versée au dossier partagé",
    "case_unfiled": "a remis la situation {code} à verser",
    "case_removed": "a retiré la situation {code} de « {title} »",
    "counts_kept": "a saisi les patients au 31 décembre {year}",
    "counting_chosen": "a changé la façon de compter les RCP à partir de {year}",
    "link_sent": "a envoyé à {name} son lien pour noter une concertation",
    "poster_prepared": "a préparé l’affiche des concertations à deux",
    "poster_withdrawn": "a retiré l’affiche des concertations à deux",
    "charter_written": "a écrit la charte des RCP",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"rcp.{code}", label)
