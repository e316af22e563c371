from filrouge.modules.maturity.forms.dimensions import DimensionForm, NewDimensionForm

__all__ = ["DimensionForm", "NewDimensionForm"]
