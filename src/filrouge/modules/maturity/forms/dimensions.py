from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.maturity import queries
from filrouge.modules.maturity.models.dimensions import LONGEST_LEVEL


def _level(number: int) -> forms.CharField:
    return forms.CharField(label=f"Niveau {number}", max_length=LONGEST_LEVEL, widget=forms.Textarea(attrs={"rows": 2}))


class DimensionForm(IdentityGuard):
    guarded = ("title", "level_1", "level_2", "level_3", "level_4")
    title = forms.CharField(label="Dimension", max_length=120)
    level_1, level_2, level_3, level_4 = (_level(number) for number in queries.LEVELS)

    @classmethod
    def initial_of(cls, dimension: queries.Dimension) -> dict[str, str]:
        return {"title": dimension.title} | {f"level_{number}": text for number, text in dimension.numbered}

    def told(self) -> dict[str, Any]:
        levels = [self.cleaned_data[f"level_{number}"] for number in queries.LEVELS]
        return {"title": self.cleaned_data["title"], "levels": levels}


class NewDimensionForm(DimensionForm):
    axis = forms.ChoiceField(label="Axe", choices=queries.axis_choices)

    field_order = ("axis", "title")

    def told(self) -> dict[str, Any]:
        return {**super().told(), "axis": self.cleaned_data["axis"]}
