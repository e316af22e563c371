from filrouge.modules.deadlines.forms.contracts import CHOICE_FORMS, ContractForm
from filrouge.modules.deadlines.forms.dues import DoneForm, DropForm, FilterForm, LastForm, MoveForm
from filrouge.modules.deadlines.forms.obligations import OwnForm, ProfileForm

__all__ = [
    "CHOICE_FORMS",
    "ContractForm",
    "DoneForm",
    "DropForm",
    "FilterForm",
    "LastForm",
    "MoveForm",
    "OwnForm",
    "ProfileForm",
]
