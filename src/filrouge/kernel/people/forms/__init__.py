from filrouge.kernel.people.forms.directory import DayForm, FilterForm
from filrouge.kernel.people.forms.groups import GroupForm, MembersForm, RemoveMemberForm
from filrouge.kernel.people.forms.imports import BringForm, PlanForm, RppsForm
from filrouge.kernel.people.forms.people import (
    DepartureForm,
    EndForm,
    EngagementForm,
    NewPersonForm,
    PersonForm,
    ResponsibilityForm,
)

__all__ = [
    "BringForm",
    "DayForm",
    "DepartureForm",
    "EndForm",
    "EngagementForm",
    "FilterForm",
    "GroupForm",
    "MembersForm",
    "NewPersonForm",
    "PersonForm",
    "PlanForm",
    "RemoveMemberForm",
    "ResponsibilityForm",
    "RppsForm",
]
