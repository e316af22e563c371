from filrouge.modules.indicators.models.catalogue import Indicator
from filrouge.modules.indicators.models.quality import Cycle, CycleIndicator, Dossier
from filrouge.modules.indicators.models.readings import Reading

__all__ = ["Cycle", "CycleIndicator", "Dossier", "Indicator", "Reading"]
