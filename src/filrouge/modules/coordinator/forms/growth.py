from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.coordinator.enums import Activity, Level
from filrouge.modules.coordinator.forms.time import ActivityField
from filrouge.modules.coordinator.models import Training
from filrouge.modules.coordinator.queries import Weak
from filrouge.ui.forms import DateInput


class TrainingForm(IdentityGuard, forms.ModelForm[Training]):
    guarded = ("title",)
    activity = ActivityField(label="Activité travaillée", required=False)
    file = forms.FileField(label="Attestation", required=False, help_text="PDF ou image, 25 Mo au plus.")

    class Meta:
        model = Training
        fields = ["title", "followed_on", "hours", "activity", "file"]
        widgets = {"followed_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.pop("file", None)

    def _post_clean(self) -> None:
        """The service validates the whole row."""


class LevelsForm(forms.Form):
    """One block of the reference list, a level for each activity; nothing is compulsory."""

    def __init__(self, *args: Any, activities: Iterable[Activity], levels: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in activities:
            self.fields[one.id] = forms.TypedChoiceField(
                label=one.label,
                choices=Level.choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=levels.get(one.id),
                widget=forms.RadioSelect,
            )


class PlanForm(IdentityGuard):
    """A line for each activity to work on."""

    def __init__(self, *args: Any, weakest: Iterable[Weak], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = []
        for one in weakest:
            codes.append(one.activity.id)
            self.fields[one.activity.id] = forms.CharField(
                label=f"{one.activity.label} ({Level(one.level).label})",
                required=False,
                max_length=300,
                initial=one.plan,
                widget=forms.TextInput(attrs={"placeholder": "Une formation, un binôme, une lecture…"}),
            )
        self.guarded = tuple(codes)  # type: ignore[misc]
