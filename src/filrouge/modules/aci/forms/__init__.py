from filrouge.modules.aci.forms.calculator import CaseForm
from filrouge.modules.aci.forms.year import PieceForm, YearForm

__all__ = ["CaseForm", "PieceForm", "YearForm"]
