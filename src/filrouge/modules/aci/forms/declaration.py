"""Freeze a declaration, note its sending, its answer, and what follows a disagreement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.aci.models import Declaration, DeclaredLine, DeclaredProof
from filrouge.modules.aci.services import Answer, Said
from filrouge.ui.forms import DateInput


class FreezeForm(IdentityGuard):
    guarded = ("reason",)
    reason = forms.CharField(
        label="Ce que corrige cette version", required=False, max_length=200,
        help_text="Par exemple : un protocole ajouté à la demande de la CPAM.",
    )  # fmt: skip
    anyway = forms.BooleanField(label="J’ai lu ce qui manque ; je fige la déclaration malgré cela", required=False)

    def __init__(self, *args: Any, version: int, lacking: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if version == 1:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
        if not lacking:
            del self.fields["anyway"]


class SendForm(IdentityGuard):
    guarded = ("how",)
    sent_on = forms.DateField(label="Envoyée le", widget=DateInput)
    how = forms.CharField(
        label="Par quelle voie",
        required=False,
        max_length=120,
        help_text="Par exemple : amelipro, courrier recommandé.",
    )
    receipt = forms.FileField(
        label="Accusé de réception", required=False, widget=forms.FileInput, help_text="25 Mo au plus. Il sera figé."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].initial = timezone.localdate


@dataclass(frozen=True, slots=True)
class ProofRow:
    proof: DeclaredProof
    refused: forms.BoundField
    words: forms.BoundField


@dataclass(frozen=True, slots=True)
class LineRow:
    line: DeclaredLine
    notified: forms.BoundField
    words: forms.BoundField
    proofs: list[ProofRow]


def money(label: str, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=10, decimal_places=2, localize=True, **options
    )


class AnswerForm(IdentityGuard):
    """One screen: every piece is accepted and every line paid as computed, unless it is said otherwise."""

    answered_on = forms.DateField(label="Réponse du", widget=DateInput)
    notified = money("Montant notifié (€)", help_text="Le total que la CPAM dit payer pour l’année.")
    words = forms.CharField(
        label="Ce que dit la CPAM", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(
        label="Courrier de la CPAM", required=False, widget=forms.FileInput, help_text="25 Mo au plus. Il sera figé."
    )

    def __init__(self, *args: Any, declaration: Declaration, **kwargs: Any) -> None:
        known = {"answered_on": declaration.answered_on, "notified": declaration.notified, "words": declaration.answer}
        super().__init__(*args, **kwargs | {"initial": known})
        self.lines = list(declaration.lines.all())
        self.proofs = list(declaration.proofs.all())
        for line in self.lines:
            self.fields[f"pay-{line.pk}"] = money("Montant payé", initial=line.notified)
            self.fields[f"why-{line.pk}"] = _words("Pourquoi", line.words)
        for proof in self.proofs:
            refused = proof.state == DeclaredProof.State.REFUSED
            self.fields[f"no-{proof.pk}"] = forms.BooleanField(label="refusée", required=False, initial=refused)
            self.fields[f"said-{proof.pk}"] = _words("Ce que dit la CPAM", proof.words)
        texts = [name for name in self.fields if name.startswith(("why-", "said-"))]
        self.guarded = ("words", *texts)  # type: ignore[misc]

    def rows(self) -> Iterator[LineRow]:
        for line in self.lines:
            own = [
                ProofRow(proof, self[f"no-{proof.pk}"], self[f"said-{proof.pk}"])
                for proof in self.proofs
                if proof.indicator == line.code
            ]
            yield LineRow(line, self[f"pay-{line.pk}"], self[f"why-{line.pk}"], own)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for proof in self.proofs:
            if cleaned.get(f"no-{proof.pk}") and not cleaned.get(f"said-{proof.pk}"):
                self.add_error(f"said-{proof.pk}", "Recopiez ce que dit la CPAM.")
        return cleaned

    def answer(self) -> Answer:
        cleaned = self.cleaned_data
        lines = {line.pk: Said(cleaned[f"pay-{line.pk}"], cleaned[f"why-{line.pk}"]) for line in self.lines}
        refused: dict[UUID, str] = {
            proof.pk: cleaned[f"said-{proof.pk}"] for proof in self.proofs if cleaned[f"no-{proof.pk}"]
        }
        return Answer(cleaned["answered_on"], cleaned["notified"], cleaned["words"], cleaned["file"], lines, refused)


def _words(label: str, initial: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=500, initial=initial)


class StepForm(IdentityGuard):
    guarded = ("words",)
    on = forms.DateField(label="Date", widget=DateInput)
    words = forms.CharField(
        label="Ce qui s’est passé", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Courrier envoyé, appel, réponse, saisine de la commission…",
    )  # fmt: skip
    file = forms.FileField(label="Pièce", required=False, widget=forms.FileInput, help_text="25 Mo au plus.")
    due = forms.DateField(
        label="Y revenir le", required=False, widget=DateInput, help_text="Une échéance le rappellera."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
