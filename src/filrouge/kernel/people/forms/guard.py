"""Free text is read before it is kept: no patient's identity enters, unless the writer says it is not one."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.privacy.scanner import scan

CONFIRM = "Si ce n’est pas un patient, envoyez de nouveau : le texte sera gardé."


class IdentityGuard(forms.Form):
    """Mixin: ``guarded`` names the fields of free text. A doubt is said beside its field; sending again confirms it.

    What was confirmed travels in the hidden field ``acknowledged`` (fingerprints, not words).
    """

    guarded: ClassVar[tuple[str, ...]] = ()
    acknowledged = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        marks = {mark for mark in str(cleaned.pop("acknowledged", "")).split(",") if mark}
        texts = {name: str(cleaned.get(name) or "") for name in self.guarded}
        names = known_names() if any(texts.values()) else frozenset()
        seen: set[str] = set()
        for name, text in texts.items():
            doubts = [found for found in scan(text, names) if found.fingerprint not in marks]
            if doubts:
                seen |= {found.fingerprint for found in doubts}
                self.add_error(name, [*dict.fromkeys(found.sentence for found in doubts), CONFIRM])
        if seen:
            typed: dict[str, Any] = self.data.copy()  # type: ignore[attr-defined]
            typed[self.add_prefix("acknowledged")] = ",".join(sorted(seen | marks))
            self.data = typed
        return cleaned
