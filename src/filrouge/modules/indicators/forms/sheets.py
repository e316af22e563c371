from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.modules.indicators.engine import Period
from filrouge.modules.indicators.enums import LinesBy
from filrouge.modules.indicators.exports.sheets_of_paper import PARTS
from filrouge.modules.indicators.models import CountSheet, Indicator, MethodSheet
from filrouge.modules.indicators.services.sheets import Count


class MethodForm(IdentityGuard, forms.ModelForm[MethodSheet]):
    guarded = PARTS

    class Meta:
        model = MethodSheet
        fields = list(PARTS)
        widgets = dict.fromkeys(PARTS, forms.Textarea(attrs={"rows": 3}))
        help_texts = {
            "inclusion": "Par exemple : toute demande du jour reçue par téléphone ou à l’accueil.",
            "exclusion": "Par exemple : les renouvellements d’ordonnance.",
            "sampling": "Tout le monde, une semaine type, vingt dossiers tirés au sort…",
            "moment": "Au fil de l’eau, en fin de journée, en une fois…",
            "paper": "La feuille de comptage, une requête du logiciel, un relevé de la CPAM…",
            "no_double": "Par exemple : celui qui donne le rendez-vous fait le bâton, personne d’autre.",
            "check_by": "Par exemple : le total du jour ne dépasse pas les appels du standard.",
        }

    def _post_clean(self) -> None:
        """The service validates the whole row."""


class PrepareForm(forms.Form):
    first_on = forms.TypedChoiceField(label="Période", coerce=str)
    lines_by = forms.ChoiceField(label="Une ligne par", choices=LinesBy.choices)
    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label="Qui compte", queryset=None, required=False, empty_label="À écrire à la main"
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        now = indicator.period_of(today)
        offered: list[Period] = [now, now.after, now.before]
        period: Any = self.fields["first_on"]
        period.choices = [(one.first.isoformat(), one.label) for one in offered]
        self.fields["person"].queryset = people_on(today)  # type: ignore[attr-defined]


class SheetForm(IdentityGuard):
    """The numbers of a paper, line by line, and the total written on it."""

    guarded = ("comment",)
    comment = forms.CharField(label="Commentaire", required=False, max_length=300)
    replaces = forms.BooleanField(
        label="Remplacer la valeur déjà donnée", required=False, help_text="Le total des feuilles prend sa place."
    )

    def __init__(self, *args: Any, sheet: CountSheet, may_replace: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        if not may_replace:
            del self.fields["replaces"]
        known = sheet.counts or [[None, None] for _label in sheet.labels]
        for rank, (label, line) in enumerate(zip(sheet.labels, known, strict=True)):
            self._add(str(rank), label, line)
        self._add("total", "Total de la feuille", sheet.totals if sheet.is_entered else (None, None), required=True)

    def _add(self, rank: str, label: str, values: Any, *, required: bool = False) -> None:
        asked = [("n", self.sheet.indicator.numerator), ("d", self.sheet.indicator.denominator)]
        for (letter, what), value in zip(asked, values, strict=True):
            if what:
                self.fields[f"{letter}-{rank}"] = forms.IntegerField(
                    label=f"{label} : {what}",
                    min_value=0,
                    max_value=100_000,
                    required=required,
                    initial=None if value is None else int(value),
                    widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off"}),
                )

    @property
    def rows(self) -> list[tuple[str, list[BoundField]]]:
        return [(label, self._cells(str(rank))) for rank, label in enumerate(self.sheet.labels)]

    @property
    def total_cells(self) -> list[BoundField]:
        return self._cells("total")

    def _cells(self, rank: str) -> list[BoundField]:
        return [self[f"{letter}-{rank}"] for letter in "nd" if f"{letter}-{rank}" in self.fields]

    def _count(self, rank: str) -> Count:
        """A line left empty counts nothing."""
        counted, among = (self.cleaned_data.get(f"{letter}-{rank}") or 0 for letter in "nd")
        return Decimal(counted), Decimal(among)

    def values(self) -> dict[str, Any]:
        return {
            "counts": [self._count(str(rank)) for rank in range(len(self.sheet.labels))],
            "total": self._count("total"),
            "comment": self.cleaned_data["comment"],
            "replaces": self.cleaned_data.get("replaces", False),
        }
