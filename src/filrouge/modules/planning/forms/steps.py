from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.modules.planning import queries
from filrouge.modules.planning.models import Plan, PlanStep
from filrouge.modules.planning.validators import LONGEST_LEAD
from filrouge.ui.durations import DurationField

BEFORE, AFTER = "before", "after"
MOMENTS = ((BEFORE, "avant la date"), (AFTER, "après la date"))


class StepForm(IdentityGuard):
    guarded = ("title", "why")
    title = forms.CharField(label="Étape", max_length=200)
    owner: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label="À qui", queryset=None, required=False, empty_label="À choisir plus tard"
    )
    count = forms.IntegerField(label="Combien de jours ouvrés", min_value=0, max_value=LONGEST_LEAD, initial=5)
    moment = forms.ChoiceField(label="Avant ou après", choices=MOMENTS, initial=BEFORE)
    minutes = DurationField(
        label="Travail demandé", required=False, max_length=20, initial=30, help_text="1 h 30, 45 min, demi-journée…"
    )
    at_least = forms.IntegerField(
        label="Jours au moins avant la date",
        required=False,
        min_value=0,
        max_value=LONGEST_LEAD,
        help_text="Si la loi ou vos statuts l’imposent.",
    )
    waits_for = forms.MultipleChoiceField(label="Seulement après", required=False, widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(
        label="Pourquoi, comment", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    shown_as = {"days": "count"}

    def __init__(self, *args: Any, plan: Plan, step: PlanStep | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in queries.steps_of(plan) if one.removed_on is None and one != step]
        self.fields["waits_for"].choices = [(one.key, one.title) for one in others]  # type: ignore[attr-defined]
        self.has_others = bool(others)
        people = people_on(timezone.localdate())
        if step is not None:
            self.initial = self._shown(step)
        if step is not None and step.task.owner_id is not None:  # somebody who has left since
            people = people | Person.objects.filter(pk=step.task.owner_id).select_related("site")
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    @staticmethod
    def _shown(step: PlanStep) -> dict[str, Any]:
        return {
            "title": step.title,
            "owner": step.task.owner_id,
            "count": abs(step.days),
            "moment": AFTER if step.days > 0 else BEFORE,
            "minutes": step.minutes or None,
            "at_least": step.at_least or None,
            "waits_for": step.waits_for,
            "why": step.why,
        }

    def values(self) -> dict[str, Any]:
        cleaned = {**self.cleaned_data}
        count, moment = cleaned.pop("count"), cleaned.pop("moment")
        cleaned["minutes"] = cleaned["minutes"] or 0
        cleaned["at_least"] = cleaned["at_least"] or 0
        return {**cleaned, "days": count if moment == AFTER else -count}
