from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.indicators.engine import Period
from filrouge.modules.indicators.models import Indicator, Reading
from filrouge.modules.indicators.services import Given
from filrouge.ui.forms import NumberField
from filrouge.ui.typography import number

NOTHING = "/"


class ValueForm(IdentityGuard):
    """The value of one indicator for one period. ``optional``: a line of the grid, left empty when nothing is known."""

    guarded = ("comment",)
    numerator = NumberField(max_digits=12, decimal_places=2)
    denominator = NumberField(max_digits=12, decimal_places=2)
    comment = forms.CharField(
        label="Commentaire",
        required=False,
        max_length=300,
        help_text="Ce qui explique le chiffre. Aucun nom de patient.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # what was there when the page was shown

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        period: Period,
        reading: Reading | None = None,
        optional: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"seen": _stamp_of(reading)}
        if reading is not None:
            kwargs["initial"] |= {
                "numerator": reading.numerator,
                "denominator": reading.denominator,
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
        """Something was counted, or changed; a comment alone is refused by ``clean``."""
        cleaned = self.cleaned_data
        return cleaned.get("numerator") is not None and self._said(cleaned) != cleaned.get("seen")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._refuse_to_overwrite(cleaned)
        said = [name for name in ("denominator", "comment") if cleaned.get(name) not in (None, "")]
        if self.optional and not self.errors and said and cleaned.get("numerator") is None:
            self.add_error("numerator", "Il manque le nombre compté.")
        return cleaned

    def _refuse_to_overwrite(self, cleaned: dict[str, Any]) -> None:
        """What somebody else gave meanwhile is read before it is replaced; a line left as it was shown stays out."""
        seen, now = cleaned.get("seen"), _stamp_of(self.reading)
        typed = self._said(cleaned)
        if not seen or seen == now or typed == now or (self.optional and typed == seen) or self.reading is None:
            return
        shown: dict[str, Any] = self.data.copy()  # type: ignore[attr-defined]
        shown[self.add_prefix("seen")] = now
        self.data = shown
        value = f"{number(self.reading.value)} {self.indicator.unit}"
        raise forms.ValidationError(
            f"Entre-temps, {self.reading.given_by or 'quelqu’un'} a donné {value} : enregistrez de nouveau pour "
            "garder votre nombre à la place.",
            code="changed",
        )

    @staticmethod
    def _said(cleaned: dict[str, Any]) -> str:
        return _stamp(cleaned.get("numerator"), cleaned.get("denominator"), cleaned.get("comment") or "")

    def given(self) -> Given:
        cleaned = self.cleaned_data
        return Given(
            self.indicator, self.period.first, cleaned["numerator"], cleaned.get("denominator"), cleaned["comment"]
        )


def _stamp_of(reading: Reading | None) -> str:
    return _stamp(reading.numerator, reading.denominator, reading.comment) if reading else NOTHING


def _stamp(numerator: Decimal | None, denominator: Decimal | None, comment: str) -> str:
    counted = "/".join("" if part is None else f"{part.normalize():f}" for part in (numerator, denominator))
    return f"{counted} {comment.strip()}".strip()


class AskAgainForm(IdentityGuard):
    guarded = ("word",)
    word = forms.CharField(label="Ce qui est à revoir", max_length=300)
