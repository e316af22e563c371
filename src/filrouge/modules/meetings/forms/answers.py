from __future__ import annotations

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard


class AnswerForm(IdentityGuard):
    """What a personal link sends back: an answer and, perhaps, a word."""

    guarded = ("note",)
    answer = forms.CharField(required=False)
    note = forms.CharField(required=False, max_length=300)


class OpinionForm(IdentityGuard):
    guarded = ("comment",)
    approval = forms.CharField(required=False)
    comment = forms.CharField(required=False, max_length=2000)
