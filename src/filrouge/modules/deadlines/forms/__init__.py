from filrouge.modules.deadlines.forms.dues import DoneForm, DropForm, FilterForm, LastForm, MoveForm
from filrouge.modules.deadlines.forms.obligations import OwnForm, ProfileForm

__all__ = ["DoneForm", "DropForm", "FilterForm", "LastForm", "MoveForm", "OwnForm", "ProfileForm"]
