from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.rcp.models import Charter
from filrouge.ui.forms import DateInput

TEXTS = (
    "objectives",
    "coordination",
    "members",
    "rhythm",
    "choosing",
    "remote",
    "information",
    "record",
)


class CharterForm(IdentityGuard, forms.ModelForm[Charter]):
    guarded = TEXTS

    class Meta:
        model = Charter
        fields = [*TEXTS, "adopted_on"]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in TEXTS} | {"adopted_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adopted_on"].help_text = "Facultatif : la réunion où l’équipe l’a acceptée."

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""
