from filrouge.modules.aci.models.settings import SETTINGS, Setting, YearSettings
from filrouge.modules.aci.models.year import FIRST_YEAR, Piece, YearInputs

__all__ = ["FIRST_YEAR", "SETTINGS", "Piece", "Setting", "YearInputs", "YearSettings"]
