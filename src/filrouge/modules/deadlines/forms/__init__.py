from filrouge.modules.deadlines.forms.contracts import CHOICE_FORMS, ContractForm
from filrouge.modules.deadlines.forms.controls import ControlForm, NewControlForm, RemarksForm
from filrouge.modules.deadlines.forms.dues import DoneForm, DropForm, FilterForm, LastForm, MoveForm
from filrouge.modules.deadlines.forms.obligations import OwnForm, ProfileForm, RuleForm

__all__ = [
    "CHOICE_FORMS",
    "ContractForm",
    "ControlForm",
    "DoneForm",
    "DropForm",
    "FilterForm",
    "LastForm",
    "MoveForm",
    "NewControlForm",
    "OwnForm",
    "ProfileForm",
    "RemarksForm",
    "RuleForm",
]
