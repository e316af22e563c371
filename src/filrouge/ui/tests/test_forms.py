from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.utils import timezone

from filrouge.ui.forms import Cards, DateInput, DateTimeField, MoneyInput, Renderer, Toggle


class Sample(forms.Form):
    default_renderer = Renderer
    title = forms.CharField(label="Titre", help_text="Court.")
    kind = forms.ChoiceField(label="Type", choices=[("a", "A")], widget=forms.Select(attrs={"class": "wide"}))
    day = forms.DateField(label="Jour", widget=DateInput, required=False)
    starts_at = DateTimeField(label="Début")
    answer = forms.ChoiceField(label="Présence", widget=forms.RadioSelect, choices=[("y", "Oui"), ("n", "Non")])
    way = forms.ChoiceField(label="Où", widget=Cards, choices=[("site", "Sur place")], required=False)
    sealed = forms.BooleanField(label="Scellé", required=False, widget=Toggle)
    agreed = forms.BooleanField(label="Relu")
    amount = forms.DecimalField(label="Montant", widget=MoneyInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def soup(form: forms.Form) -> BeautifulSoup:
    return BeautifulSoup(str(form), "html.parser")


def test_every_field_has_its_class_label_and_required_mark():
    page = soup(Sample())

    assert {tag["name"]: " ".join(tag["class"]) for tag in page.select("[name]") if tag.get("class")} == {
        "title": "form-control",
        "kind": "wide form-select",
        "day": "form-control",
        "starts_at_0": "form-control",
        "starts_at_1": "form-control",
        "answer": "form-check-input",
        "way": "form-check-input",
        "sealed": "form-check-input",
        "agreed": "form-check-input",
        "amount": "form-control",
    }
    assert page.select_one("label[for=id_title]").get_text(strip=True) == "Titre*"
    assert page.select_one("label[for=id_day]").get_text(strip=True) == "Jour"
    assert [legend.get_text(strip=True) for legend in page.select("legend")] == ["Début*", "Présence*", "Où"]


def test_dates_use_the_native_widgets():
    page = soup(Sample(initial={"day": datetime(2026, 11, 26, tzinfo=UTC).date()}))

    assert (page.select_one("[name=day]")["type"], page.select_one("[name=day]")["value"]) == ("date", "2026-11-26")
    assert [tag["type"] for tag in page.select("[name^=starts_at]")] == ["date", "time"]
    assert [tag["aria-label"] for tag in page.select("[name^=starts_at]")] == ["Date", "Heure"]


def test_errors_stand_beside_the_field_and_are_announced():
    page = soup(Sample({"starts_at_0": "2026-11-26", "starts_at_1": "25:00"}))
    title = page.select_one("[name=title]")

    assert (title["aria-invalid"], title["aria-describedby"]) == ("true", "id_title_helptext id_title_error")
    assert page.select_one("#id_title_error").get_text(strip=True) == "Ce champ est obligatoire."
    assert page.select_one("#id_starts_at_error").get_text(strip=True).startswith("Cette heure n’existe pas.")
    assert "is-invalid" in title["class"]
    assert page.select("[name=answer][aria-invalid]") == []
    assert "id_answer_error" in page.select_one("fieldset#id_answer")["aria-describedby"]


def test_the_summary_leads_to_each_refused_field():
    page = soup(Sample({}))
    links = {link["href"]: link.get_text() for link in page.select("[data-error-summary] a")}

    assert links == {
        "#id_title": "Titre",
        "#id_kind": "Type",
        "#id_starts_at": "Début",
        "#id_answer": "Présence",
        "#id_agreed": "Relu",
    }
    assert all(page.select_one(target) for target in links)


def test_ids_are_unique():
    ids = [tag["id"] for tag in soup(Sample({})).select("[id]")]

    assert sorted(ids) == sorted(set(ids))


def test_a_form_not_yet_sent_shows_no_summary():
    assert soup(Sample()).select("[data-error-summary]") == []


def test_what_people_write_is_escaped():
    page = str(Sample({"title": '"><script>alert(1)</script>'}))

    assert "<script>" not in page


@pytest.mark.parametrize(
    ("typed", "code"), [(("", ""), "required"), (("2026-11-26", ""), "required"), (("26/11", "9:00"), "invalid")]
)
def test_date_and_time_say_what_is_missing(typed, code):
    form = Sample({"starts_at_0": typed[0], "starts_at_1": typed[1]})

    assert [error.code for error in form.errors.as_data()["starts_at"]] == [code]


def test_date_and_time_make_one_local_moment():
    with timezone.override("Europe/Paris"):
        value = DateTimeField().clean(["2026-11-26", "12:45"])

    assert value == datetime(2026, 11, 26, 11, 45, tzinfo=UTC)


def test_the_empty_choice_says_what_to_do():
    class Choice(forms.Form):
        default_renderer = Renderer
        kind = forms.TypedChoiceField(
            choices=[("", "---------"), ("Groupe", [("a", "A"), ("b", "B < C")])], initial="b", empty_value=None
        )

    page = soup(Choice())
    assert [(tag["value"], tag.get_text()) for tag in page.select("option")] == [
        ("", "Choisir…"),
        ("a", "A"),
        ("b", "B < C"),
    ]
    assert page.select_one("option[selected]")["value"] == "b"
    assert page.select_one("optgroup")["label"] == "Groupe"
