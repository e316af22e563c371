from filrouge.modules.indicators.models.catalogue import Indicator
from filrouge.modules.indicators.models.quality import Cycle, CycleIndicator, Dossier
from filrouge.modules.indicators.models.readings import Reading
from filrouge.modules.indicators.models.sheets import CountSheet, MethodSheet

__all__ = ["CountSheet", "Cycle", "CycleIndicator", "Dossier", "Indicator", "MethodSheet", "Reading"]
