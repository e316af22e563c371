from filrouge.modules.indicators.forms.catalogue import FilterForm, IndicatorForm
from filrouge.modules.indicators.forms.values import AskAgainForm, ValueForm

__all__ = ["AskAgainForm", "FilterForm", "IndicatorForm", "ValueForm"]
