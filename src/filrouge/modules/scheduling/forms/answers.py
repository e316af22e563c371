from __future__ import annotations

from collections.abc import Mapping

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.scheduling.enums import Availability
from filrouge.modules.scheduling.models import Slot

PREFIX = "date-"


class AnswersForm(IdentityGuard):
    """What a page of dates sends back: one answer per date under ``date-<key>``, « none » for all, perhaps a word."""

    guarded = ("word",)
    word = forms.CharField(required=False, max_length=300)

    def answers(self, slots: list[Slot]) -> Mapping[str, str]:
        if "none" in self.data:
            return {str(slot.pk): Availability.NO for slot in slots}
        typed = {name.removeprefix(PREFIX): value for name, value in self.data.items() if name.startswith(PREFIX)}
        return {key: str(value) for key, value in typed.items() if value}

    def typed_word(self) -> str | None:
        """None when the page did not send the field: a tap kept at once leaves the word alone."""
        return str(self.cleaned_data["word"]) if "word" in self.data else None
