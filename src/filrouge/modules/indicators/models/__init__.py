from filrouge.modules.indicators.models.catalogue import Indicator
from filrouge.modules.indicators.models.readings import Reading

__all__ = ["Indicator", "Reading"]
