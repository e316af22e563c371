from filrouge.modules.aci.forms.calculator import CaseForm
from filrouge.modules.aci.forms.pieces import CorrectForm, HandInForm, by_axis
from filrouge.modules.aci.forms.settings import SettingsForm
from filrouge.modules.aci.forms.year import YearForm

__all__ = ["CaseForm", "CorrectForm", "HandInForm", "SettingsForm", "YearForm", "by_axis"]
