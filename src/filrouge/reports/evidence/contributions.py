from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import NavEntry
from filrouge.reports.evidence import policy

registry.navigation.add("evidence", NavEntry("aci", "Preuves", "evidence:list", "certificate", policy.VIEW))
