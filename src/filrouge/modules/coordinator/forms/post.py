from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.queries import people_not_gone
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator import policy, queries
from filrouge.modules.coordinator.models import Post, PostFunding
from filrouge.ui.forms import DateInput, MoneyInput


class PostForm(IdentityGuard, forms.ModelForm[Post]):
    guarded = ("words",)

    class Meta:
        model = Post
        fields = [
            "person", "weekly_hours", "gross_yearly", "charges_rate", "other_yearly", "starts_on", "ends_on", "words",
        ]  # fmt: skip
        widgets = {
            "gross_yearly": MoneyInput,
            "other_yearly": MoneyInput,
            "starts_on": DateInput,
            "ends_on": DateInput,
            "words": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "gross_yearly": "Pour ces heures-là, pas pour un temps plein.",
            "other_yearly": "Déplacements, formation, téléphone, logiciel…",
            "words": "Facultatif. Repris en tête de l’argumentaire.",
        }

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can(membership, policy.READ_ALL):
            del self.fields["person"]
            return
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people_not_gone(timezone.localdate())
        field.empty_label = "Poste à pourvoir"

    def _post_clean(self) -> None:
        """The service validates the whole row."""


class PostField(forms.ModelChoiceField[Post]):
    def label_from_instance(self, obj: Post) -> str:
        holder = obj.person.full_name if obj.person else "poste à pourvoir"
        return f"{holder}, depuis {obj.starts_on:%m/%Y}"


class FundingForm(IdentityGuard, forms.ModelForm[PostFunding]):
    guarded = ("label", "origin")
    post = PostField(queryset=None, label="Poste", empty_label=None)

    class Meta:
        model = PostFunding
        fields = ["post", "source", "label", "amount", "state", "starts_on", "ends_on", "origin"]
        widgets = {"amount": MoneyInput, "starts_on": DateInput, "ends_on": DateInput}
        help_texts = {
            "amount": "Pour toute la période ; chaque année en prend sa part.",
            "origin": "Convention, courrier, calcul… et sa date.",
        }

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = list(queries.readable_posts(membership))
        field = self.fields["post"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queries.readable_posts(membership)
        if len(posts) == 1:
            field.initial, field.widget = posts[0].pk, forms.HiddenInput()

    def _post_clean(self) -> None:
        """The service validates the whole row."""
