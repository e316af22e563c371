from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.tenancy.models import Site
from filrouge.kernel.tenancy.queries import sites
from filrouge.modules.deadlines.models import Control
from filrouge.modules.deadlines.queries.rules import Shipped
from filrouge.ui.forms import DateInput


class ControlForm(IdentityGuard):
    """What is controlled, how often, by whom."""

    guarded = ("title", "provider")
    shown_as = {"schedule": "months"}
    title = forms.CharField(label="Ce qui est à contrôler", max_length=200)
    months = forms.IntegerField(
        label="Tous les combien de mois", min_value=1, max_value=240, initial=12, help_text="Douze : chaque année."
    )
    provider = forms.CharField(
        label="Prestataire", required=False, max_length=200, help_text="L’organisme, l’entreprise, ou vous-mêmes."
    )

    @classmethod
    def of(cls, control: Control, data: Any = None) -> ControlForm:
        schedule = control.obligation.schedule
        initial = {"title": control.obligation.title, "months": schedule.get("months"), "provider": control.provider}
        return cls(data, initial=initial)


class NewControlForm(ControlForm):
    """The same, with what the library proposes and the last time."""

    code = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    site: forms.ModelChoiceField[Site] = forms.ModelChoiceField(
        label="Site", queryset=None, required=False, empty_label="toute la structure"
    )
    last_on = forms.DateField(
        label="Fait la dernière fois le",
        required=False,
        widget=DateInput,
        help_text="La date suivante en dépend. Sans elle, l’échéance sera « à préciser ».",
    )

    def __init__(self, data: Any = None, *, rule: Shipped | None = None) -> None:
        proposed: dict[str, Any] = {}
        if rule is not None:
            schedule = rule.columns["schedule"]
            proposed = {"code": rule.code, "title": rule.columns["title"], "months": schedule.get("months")}
        super().__init__(data, initial=proposed)
        here = sites()
        if len(here) > 1:
            self.fields["site"].queryset = here  # type: ignore[attr-defined]
        else:
            del self.fields["site"]


class RemarksForm(IdentityGuard):
    """Remarks of a report that came after the control."""

    guarded = ("remarks",)
    remarks = forms.CharField(
        label="Remarques à corriger",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une par ligne : chacune devient une tâche.",
    )

    def lines(self) -> list[str]:
        return lines_of(self.cleaned_data["remarks"])


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
