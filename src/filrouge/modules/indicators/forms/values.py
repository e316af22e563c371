from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.indicators.engine import Period
from filrouge.modules.indicators.models import Indicator, Reading
from filrouge.modules.indicators.services import Given

COUNT = {"step": "any", "min": "0", "inputmode": "decimal", "autocomplete": "off"}


class ValueForm(IdentityGuard):
    """The value of one indicator for one period. ``optional``: a line of the grid, left empty when nothing is known."""

    guarded = ("comment",)
    numerator = forms.DecimalField(max_digits=12, decimal_places=2, widget=forms.NumberInput(COUNT))
    denominator = forms.DecimalField(max_digits=12, decimal_places=2, widget=forms.NumberInput(COUNT))
    comment = forms.CharField(
        label="Commentaire",
        required=False,
        max_length=300,
        help_text="Ce qui explique le chiffre. Aucun nom de patient.",
    )

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        period: Period,
        reading: Reading | None = None,
        optional: bool = False,
        **kwargs: Any,
    ) -> None:
        if reading is not None:
            kwargs["initial"] = {
                "numerator": reading.numerator.normalize() + 0,
                "denominator": None if reading.denominator is None else reading.denominator.normalize() + 0,
                "comment": reading.comment,
            }
        super().__init__(*args, **kwargs)
        self.indicator, self.period, self.reading, self.optional = indicator, period, reading, optional
        self.key = f"{indicator.pk}.{period.first.isoformat()}"
        self.fields["numerator"].label = indicator.numerator[:1].upper() + indicator.numerator[1:]
        self.fields["denominator"].label = indicator.denominator[:1].upper() + indicator.denominator[1:]
        if not indicator.has_denominator:
            del self.fields["denominator"]
        if optional:
            for field in self.fields.values():
                field.required = False

    @property
    def is_filled(self) -> bool:
        """Something was counted; a comment alone is refused by ``clean``."""
        return self.cleaned_data.get("numerator") is not None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        said = [name for name in ("denominator", "comment") if cleaned.get(name) not in (None, "")]
        if self.optional and not self.errors and said and cleaned.get("numerator") is None:
            self.add_error("numerator", "Il manque le nombre compté.")
        return cleaned

    def given(self) -> Given:
        cleaned = self.cleaned_data
        return Given(
            self.indicator, self.period.first, cleaned["numerator"], cleaned.get("denominator"), cleaned["comment"]
        )


class AskAgainForm(IdentityGuard):
    guarded = ("word",)
    word = forms.CharField(label="Ce qui est à revoir", max_length=300)
