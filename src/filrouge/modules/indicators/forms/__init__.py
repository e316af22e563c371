from filrouge.modules.indicators.forms.catalogue import FilterForm, IndicatorForm
from filrouge.modules.indicators.forms.quality import ActionForm, CycleForm, FreezeForm, LinkForm
from filrouge.modules.indicators.forms.sheets import MethodForm, PrepareForm, SheetForm
from filrouge.modules.indicators.forms.values import AskAgainForm, ValueForm

__all__ = [
    "ActionForm",
    "AskAgainForm",
    "CycleForm",
    "FilterForm",
    "FreezeForm",
    "IndicatorForm",
    "LinkForm",
    "MethodForm",
    "PrepareForm",
    "SheetForm",
    "ValueForm",
]
