import pytest
from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from tests.factories import PersonFactory


class NoteForm(IdentityGuard):
    guarded = ("text",)
    text = forms.CharField(required=False)


@pytest.mark.parametrize("text", ["", "Réunion du 12 mars", "Le Dr Lambert présente"])
def test_ordinary_words_pass(in_organisation, text):
    form = NoteForm({"text": text})

    assert (form.is_valid(), form.cleaned_data) == (True, {"text": text})


def test_a_member_of_the_team_may_be_named(in_organisation):
    PersonFactory(first_name="Claire", last_name="Lambert")

    assert NoteForm({"text": "Mme Lambert présente le protocole"}).is_valid() is True


def test_what_looks_like_a_patient_is_said_beside_the_field(in_organisation):
    form = NoteForm({"text": "Revoir Mme Lambert"})

    assert form.is_valid() is False
    assert "envoyez de nouveau" in form.errors["text"][-1]


def test_sending_again_confirms(in_organisation):
    first = NoteForm({"text": "Revoir Mme Lambert"})
    first.is_valid()

    again = NoteForm({"text": "Revoir Mme Lambert", "acknowledged": first["acknowledged"].value()})

    assert (again.is_valid(), again.cleaned_data) == (True, {"text": "Revoir Mme Lambert"})


def test_another_name_is_asked_anew(in_organisation):
    first = NoteForm({"text": "Revoir Mme Lambert"})
    first.is_valid()

    other = NoteForm({"text": "Revoir Mme Garnier", "acknowledged": first["acknowledged"].value()})

    assert other.is_valid() is False
