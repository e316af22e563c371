from filrouge.modules.aci.models.declaration import Declaration, DeclaredLine, DeclaredProof, DisputeStep
from filrouge.modules.aci.models.france_sante import Adhesion, Engagement, OwnAmount
from filrouge.modules.aci.models.hours import WHOLE_HOUSE, SiteOpening
from filrouge.modules.aci.models.planner import Assignment, DismissedAct, OwnTime
from filrouge.modules.aci.models.settings import SETTINGS, Setting, YearSettings
from filrouge.modules.aci.models.year import FIRST_YEAR, Piece, YearInputs

__all__ = [
    "FIRST_YEAR",
    "SETTINGS",
    "WHOLE_HOUSE",
    "Adhesion",
    "Assignment",
    "Declaration",
    "DeclaredLine",
    "DeclaredProof",
    "DismissedAct",
    "DisputeStep",
    "Engagement",
    "OwnAmount",
    "OwnTime",
    "Piece",
    "Setting",
    "SiteOpening",
    "YearInputs",
    "YearSettings",
]
