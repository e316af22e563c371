from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.deciding.enums import Method
from filrouge.modules.deciding.models import Ballot
from filrouge.modules.deciding.models.papers import LONGEST_REASON, Paper


class PaperForm(IdentityGuard):
    """A paper as it is posted: by a phone in the room, through a personal link, from the page of a member."""

    guarded = ("reason",)
    side = forms.CharField(required=False)
    reason = forms.CharField(required=False, max_length=LONGEST_REASON)

    def __init__(self, *args: Any, ballot: Ballot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ballot = ballot
        for rank, _option in enumerate(ballot.options):
            self.fields[f"option-{rank}"] = forms.IntegerField(required=False)

    def paper(self) -> Paper:
        """What was typed, for ``services.cast_vote`` to check."""
        if not self.ballot.has_options:
            return {"side": self.cleaned_data["side"], "reason": self.cleaned_data["reason"]}
        unsaid = 0 if self.ballot.method == Method.DOTS else None
        typed = [self.cleaned_data.get(f"option-{rank}") for rank, _option in enumerate(self.ballot.options)]
        values = [unsaid if value is None else value for value in typed]
        return {"values": [value for value in values if value is not None]}
