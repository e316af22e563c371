from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst

from filrouge.kernel.policy.capabilities import delegable
from filrouge.kernel.policy.models import Delegation
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.queries import memberships_of
from filrouge.ui.forms import DateInput, MoneyInput


class MemberChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        assert isinstance(obj, Membership)
        return f"{obj.user} ({', '.join(obj.role_labels)})"


class DelegationForm(forms.ModelForm[Delegation]):
    capability = forms.ChoiceField(label="Pouvoir confié")
    membership = MemberChoiceField(label="À qui", queryset=Membership.objects.none(), empty_label="Choisissez…")

    class Meta:
        model = Delegation
        fields = ["membership", "capability", "ceiling", "starts_on", "ends_on", "decision"]
        widgets = {"ceiling": MoneyInput(), "starts_on": DateInput(), "ends_on": DateInput()}
        help_texts = {
            "ceiling": "Laissez vide si le pouvoir n’engage pas d’argent, ou sans limite.",
            "ends_on": "Laissez vide pour une délégation sans terme.",
            "decision": "Par exemple « Assemblée du 12 mars 2026, décision 4 ».",
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = memberships_of(organisation)  # type: ignore[attr-defined]
        self.fields["capability"].choices = [("", "Choisissez…")] + [  # type: ignore[attr-defined]
            (capability.code, capfirst(capability.label)) for capability in delegable()
        ]
        self.initial["starts_on"] = timezone.localdate()
        self.fields["ceiling"].min_value = 0  # type: ignore[attr-defined]
