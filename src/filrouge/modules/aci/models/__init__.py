from filrouge.modules.aci.models.declaration import Declaration, DeclaredLine, DeclaredProof, DisputeStep
from filrouge.modules.aci.models.france_sante import Adhesion, Engagement, OwnAmount
from filrouge.modules.aci.models.hours import WHOLE_HOUSE, DirectAnswer, SiteOpening
from filrouge.modules.aci.models.planner import Assignment, DismissedAct, OwnTime
from filrouge.modules.aci.models.settings import SETTINGS, Setting, YearSettings
from filrouge.modules.aci.models.sources import SOURCED, InputSource, Sourced
from filrouge.modules.aci.models.year import FIRST_YEAR, Piece, YearInputs

__all__ = [
    "FIRST_YEAR",
    "SETTINGS",
    "SOURCED",
    "WHOLE_HOUSE",
    "Adhesion",
    "Assignment",
    "Declaration",
    "DeclaredLine",
    "DeclaredProof",
    "DirectAnswer",
    "DismissedAct",
    "DisputeStep",
    "Engagement",
    "InputSource",
    "OwnAmount",
    "OwnTime",
    "Piece",
    "Setting",
    "SiteOpening",
    "Sourced",
    "YearInputs",
    "YearSettings",
]
