from filrouge.modules.aci.forms.calculator import CaseForm
from filrouge.modules.aci.forms.declaration import AnswerForm, FreezeForm, SendForm, StepForm
from filrouge.modules.aci.forms.pieces import CorrectForm, HandInForm, by_axis
from filrouge.modules.aci.forms.settings import SettingsForm
from filrouge.modules.aci.forms.sources import SourceForm
from filrouge.modules.aci.forms.year import YearForm

__all__ = [
    "AnswerForm",
    "CaseForm",
    "CorrectForm",
    "FreezeForm",
    "HandInForm",
    "SendForm",
    "SettingsForm",
    "SourceForm",
    "StepForm",
    "YearForm",
    "by_axis",
]
