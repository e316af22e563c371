from filrouge.modules.maturity.models.dimensions import DimensionText

__all__ = ["DimensionText"]
