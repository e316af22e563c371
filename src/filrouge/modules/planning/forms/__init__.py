from filrouge.modules.planning.forms.plans import ChangeForm, FilterForm, MakeForm, TemplateForm
from filrouge.modules.planning.forms.steps import StepForm

__all__ = ["ChangeForm", "FilterForm", "MakeForm", "StepForm", "TemplateForm"]
