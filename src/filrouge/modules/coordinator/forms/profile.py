from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.coordinator.enums import block_label, profile_options, settings_of_post
from filrouge.modules.coordinator.enums.profiles import ASKED
from filrouge.modules.coordinator.models import ProfileChoice
from filrouge.ui.forms import DateInput

IMPORTANCE = ((3, "avant tout"), (2, "important"), (1, "un peu"), (0, "pas maintenant"))


class PrioritiesForm(forms.Form):
    """The first step, as it stands in the address. What makes no sense is « un peu »."""

    heures = forms.DecimalField(
        label="Heures par semaine",
        min_value=Decimal("0.5"),
        max_value=Decimal(48),
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
    )

    def __init__(self, *args: Any, hours: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = hours
        self.fields["heures"].initial = hours
        for block in ASKED:
            self.fields[block.lower()] = forms.TypedChoiceField(
                label=block_label(block), choices=IMPORTANCE, coerce=int, initial=1
            )
        self.order_fields([*(block.lower() for block in ASKED), "heures"])

    def priorities(self) -> dict[str, int]:
        self.is_valid()
        return {block: self.cleaned_data.get(block.lower(), 1) for block in ASKED}

    def hours(self) -> Decimal:
        self.is_valid()
        return Decimal(self.cleaned_data.get("heures") or self.usual)


class ChoiceForm(IdentityGuard, forms.ModelForm[ProfileChoice]):
    """The last step: what the team decides."""

    guarded = ("today_is", "shared_with", "reason")
    profile = forms.ChoiceField(label="Le profil retenu", widget=forms.RadioSelect)
    setting = forms.ChoiceField(label="Comment le poste est tenu", widget=forms.RadioSelect)

    class Meta:
        model = ProfileChoice
        fields = ["profile", "setting", "shared_with", "today_is", "decided_on", "reason"]
        widgets = {"decided_on": DateInput, "reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "shared_with": "Pour un poste partagé : le nom des équipes.",
            "today_is": "Une fonction suffit : « une infirmière, quatre heures ».",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"decided_on": timezone.localdate()}} | kwargs)
        for name, options in (("profile", profile_options()), ("setting", settings_of_post())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(one.code, one.label) for one in options.values()]

    def _post_clean(self) -> None:
        """The service validates the whole row."""
