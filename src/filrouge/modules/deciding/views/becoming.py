"""One form for what a pile of ideas or a line of a sequence becomes."""

from __future__ import annotations

from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding import forms, services
from filrouge.modules.deciding.enums import Became
from filrouge.modules.deciding.models import Contribution, Pile


def become(source: Pile | Contribution, form: forms.BecomeForm, *, by: Membership) -> None:
    """Do what a valid form asks."""
    what, text = form.cleaned_data["what"], form.cleaned_data["text"]
    marks = form.acknowledged_marks()
    if what == Became.DECISION:
        services.become_decision(source, by=by, text=text, acknowledged=marks)
    elif what == Became.TASK:
        details = {name: form.cleaned_data[name] for name in ("owner", "due_on")}
        services.become_task(source, by=by, text=text, acknowledged=marks, **details)
    else:
        services.become_project_idea(source, by=by, text=text)
