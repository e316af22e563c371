from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.deadlines.enums import Choice, Responsible
from filrouge.modules.deadlines.models import Contract
from filrouge.modules.deadlines.queries.dates import last_call, next_term, notice_day
from filrouge.ui.forms import DateInput, MoneyInput
from filrouge.ui.typography import date_long


class ContractForm(IdentityGuard, forms.ModelForm[Contract]):
    guarded = ("title", "party")
    title = forms.CharField(label="Objet", max_length=200, help_text="Maintenance du logiciel, ménage, bail…")
    responsible = forms.ChoiceField(label="Qui choisit", choices=Responsible.choices, initial=Responsible.MANAGER)
    file = forms.FileField(label="Contrat signé", required=False, widget=forms.FileInput, help_text="25 Mo au plus.")
    field_order = [
        "title", "party", "ends_on", "notice_months", "renews_months", "amount", "responsible", "file",
    ]  # fmt: skip

    class Meta:
        model = Contract
        fields = ["party", "ends_on", "notice_months", "renews_months", "amount"]
        widgets = {"ends_on": DateInput, "amount": MoneyInput}
        help_texts = {"renews_months": "Zéro s’il s’arrête tout seul à son terme."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial.update(title=self.instance.obligation.title, responsible=self.instance.obligation.responsible)
            if self.instance.file:
                self.fields["file"].help_text = f"Remplace {self.instance.file.name}. 25 Mo au plus."

    def _post_clean(self) -> None:
        """The service validates the whole row."""


class ChoiceForm(IdentityGuard):
    """What a choice asks: a date, a word, a paper."""

    guarded = ("note",)
    note = forms.CharField(label="Note", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    file = forms.FileField(label="Pièce", required=False, widget=forms.FileInput)


class RenewForm(ChoiceForm):
    ends_on = forms.DateField(label="Nouveau terme", widget=DateInput)
    field_order = ["ends_on", "note", "file"]

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = next_term(contract.ends_on, contract.renews_months or 12)
        self.fields["file"].help_text = "Avenant ou nouveau contrat, s’il y en a un."


class NegotiateForm(ChoiceForm):
    next_on = forms.DateField(label="Y revenir le", widget=DateInput)
    field_order = ["next_on", "note", "file"]

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_on"].help_text = _asked_again(notice_day(contract.ends_on, contract.notice_months))
        self.fields["note"].help_text = "Ce que vous demandez : prix, durée, service."


def _asked_again(last: date) -> str:
    today = timezone.localdate()
    asked = "Le choix vous sera de nouveau demandé ce jour-là"
    if call := last_call(last, today):
        return f"{asked}, au plus tard le {date_long(call)} : le dernier jour pour résilier est le {date_long(last)}."
    if last == today:
        return f"{asked}. C’est aujourd’hui le dernier jour pour résilier."
    return f"{asked}. Le dernier jour pour résilier est passé depuis le {date_long(last)}."


class EndForm(ChoiceForm):
    ends_on = forms.DateField(label="Il finit le", widget=DateInput)
    field_order = ["ends_on", "file", "note"]

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = contract.ends_on
        self.fields["file"].label = "Lettre de résiliation"
        self.fields["note"].help_text = "Sans la lettre : le numéro du recommandé et sa date."


CHOICE_FORMS: dict[Choice, type[RenewForm | NegotiateForm | EndForm]] = {
    Choice.RENEW: RenewForm,
    Choice.NEGOTIATE: NegotiateForm,
    Choice.END: EndForm,
}
