import json
from decimal import Decimal
from fractions import Fraction
from html import unescape
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import get_resolver, reverse
from hypothesis import given

from filrouge.kernel.tenancy.validators import RESERVED_SLUGS
from filrouge.modules.aci.engine import (
    Case,
    Crisis,
    InformationSystem,
    Mission,
    Opening,
    Rcp,
    case_as_data,
    case_from,
    simulate,
)
from filrouge.modules.aci.forms.calculator import CaseForm, fields_of
from filrouge.modules.aci.tests.test_engine import CITY, RURAL, cases
from tests.htmx import soup

URL = reverse("calculator")


def amount(page):
    return page.select_one("#aci-result .fil-stat-value").get_text().replace("\u202f", "").replace("\xa0", " ")


@pytest.mark.django_db
def test_anybody_computes_without_an_account_and_nothing_is_stored(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = soup(client.get(URL, {"patients": "3400", "associes": "13", "samedi_ferme": "on"}))

    assert amount(page) == "44275,00 €"
    assert "800 − 120 (fermé le samedi) = 680" in page.get_text()


@pytest.mark.django_db
def test_the_form_says_the_case_it_was_given(client):
    told = {name: value for name, value in fields_of(RURAL).items() if value is not False}

    assert amount(soup(client.get(URL, told))) == "68530,00 €"


@given(cases)
def test_a_case_goes_through_the_form_and_comes_back(case):
    """But for what the form rounds: two decimals of a percent, a crisis declared without actions."""
    told = {name: value for name, value in fields_of(CITY).items() if value is not False}
    assert CaseForm(told).is_valid()
    form = CaseForm({name: value for name, value in fields_of(case).items() if value is not False} | SIMPLE)
    if form.is_valid() and case.rcp.files <= case.rcp.eligible_patients:
        assert fields_of(form.case()) == fields_of(case) | SIMPLE


SIMPLE = {"part_logiciel": "50", "part_contrat": "100", "c2s": "8.1", "ame": "0.2"}


@pytest.mark.django_db
def test_a_case_is_kept_then_loaded(client):
    told = {name: value for name, value in fields_of(RURAL).items() if value is not False}
    kept = client.get(reverse("calculator_case"), told)

    assert case_from(json.loads(kept.content)) == RURAL
    file = SimpleUploadedFile("cas-aci.json", kept.content, "application/json")
    answer = client.post(reverse("calculator_load"), {"cas": file}, follow=True)
    assert amount(soup(answer)) == "68530,00 €"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "pas un cas enregistré"),
        (b"[1, 2", "pas un cas enregistré"),
        (b"[" * 90_000, "pas un cas enregistré"),
        (b'{"c2s_rate": "1e-99999999"}', "est un nombre de 0 à 100"),
        (b'{"patient": 1}', "Clé inconnue"),
        (b"x" * 200_000, "moins de 100"),
    ],
)
def test_another_file_is_refused_with_a_sentence(client, content, said):
    answer = client.post(reverse("calculator_load"), {"cas": SimpleUploadedFile("x.json", content)}, follow=True)

    assert said in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"annee": "2019"}, "n’a pas été publié en entier"),
        ({"patients": "-5"}, "« Patients d’un médecin associé » : écrivez un nombre entier de 0 à 1 000 000."),
        ({"patients": "12,5"}, "« Patients d’un médecin associé » : écrivez un nombre entier de 0 à 1 000 000."),
        ({"associes": "501"}, "« Professionnels associés de la SISA » : écrivez un nombre entier de 0 à 500."),
        ({"c2s": "120"}, "« Taux de C2S de la structure (%) » : écrivez un taux de 0 à 100"),
        ({"ame": "beaucoup"}, "« Taux d’AME de la structure (%) » : écrivez un taux de 0 à 100"),
        ({"contrat_le": "2026-02-31"}, "« Contrat commencé dans l’année, le » : écrivez une date qui existe."),
        ({"heures": "24"}, "« Ouverture chaque jour de semaine » : choisissez dans la liste."),
        ({"qualite": "9"}, "« Démarche qualité » : choisissez dans la liste."),
        ({"missions": "yoga"}, "« yoga » n’est pas un thème de la liste."),
        ({"dossiers": "9", "eligibles": "3"}, "Plus de dossiers étudiés en RCP que de patients"),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_cannot_be_computed_says_why(client, asked, said, headers):
    page = client.get(URL, {"annee": "2026"} | asked, headers=headers).content.decode()

    assert said in unescape(page).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.django_db
def test_a_change_brings_the_result_alone(client):
    whole = client.get(URL, {"patients": "6000"})
    part = client.get(URL, {"patients": "6000"}, headers={"HX-Request": "true"})
    found = soup(part)

    assert amount(found) == amount(soup(whole))
    assert found.select("html, form, input") == []
    assert {one["id"] for one in found.select("[hx-swap-oob]")} == {
        "aci-total", "aci-keep", "id_c2s_national_helptext", "id_ame_national_helptext",
    }  # fmt: skip
    assert all(one["id"] in whole.content.decode() for one in found.select("[hx-swap-oob]"))
    assert len(part.content) < 0.7 * len(whole.content)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(10))
def test_the_page_the_command_and_the_engine_agree(client, seed):
    case = drawn(Random(seed))
    told = {name: value for name, value in fields_of(case).items() if value is not False}
    page = amount(soup(client.get(URL, told)))
    answer = json.loads(run("--input", "-", "--json", stdin=json.dumps(case_as_data(case))))

    total = simulate(case).total_euros
    assert total > 0
    assert answer["total_euros"] == str(total)
    assert page == f"{total} €".replace(".", ",")
    assert {line["code"]: line["euros"] for line in answer["lines"]} == {
        line.indicator.code: str(line.euros) for line in simulate(case).lines
    }


def drawn(luck):
    """A case somebody could type, whose prerequisites are held; the same for the same seed."""
    some, eligible = (lambda: luck.random() < 0.5), luck.randint(200, 1500)
    return Case(
        year=luck.choice([2022, 2023, 2025, 2026]),
        patients=luck.randint(800, 15_000),
        associates=luck.randint(2, 40),
        advanced_practice_nurse=some(),
        opening=Opening(luck.choice(["12+", "10-12", "8-10"]), some(), luck.randint(0, 3), 0, True, some()),
        crisis=luck.choice([Crisis(), Crisis(declared=True, actions=True)]),
        diversity_level=luck.randint(0, 2),
        visiting_level=luck.randint(0, 2),
        cstm=some(),
        public_health_missions=tuple(
            Mission(one) for one in luck.sample(["vaccination", "child_obesity"], luck.randint(0, 2))
        ),
        users_level=luck.randint(0, 2),
        sas=luck.choice(["none", "half", "all", "every_request"]),
        protocols=luck.randint(0, 10),
        rcp=Rcp(luck.randint(0, 12), luck.randint(0, eligible), eligible),
        trainees=luck.randint(0, 6),
        external_coordination=some(),
        quality_level=luck.randint(0, 3),
        cooperation_protocols=luck.randint(0, 7),
        heart_failure_pathway=some(),
        child_obesity_pathway=some(),
        information_system=InformationSystem(
            luck.choice(["standard", "advanced"]), Fraction(luck.choice(["1", "0.25"]))
        ),
        c2s_rate=Fraction(luck.choice(["0", "9.3", "20.125"])),
        ame_rate=Fraction(luck.choice(["0", "1.2"])),
        truncate_rcp_rate=some(),
        new_structure=some(),
        contract_prorata=Fraction(luck.choice(["1", "0.7534"])),
    )


def first_words(patterns):
    """Of every address that does not begin with an organisation."""
    for pattern in patterns:
        if word := str(pattern.pattern).split("/")[0]:
            yield word
        else:
            yield from first_words(getattr(pattern, "url_patterns", ()))


def test_no_organisation_may_take_the_address_of_a_page_of_the_house():
    assert {word for word in first_words(get_resolver().url_patterns) if not {"<", "."} & set(word)} <= RESERVED_SLUGS


def run(*arguments, stdin="", **options):
    out = StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", StringIO(stdin))
        call_command("aci_simulate", *arguments, stdout=out, **options)
    return out.getvalue()


def test_the_command_answers_in_json(tmp_path):
    path = tmp_path / "cas.json"
    path.write_text(json.dumps(case_as_data(RURAL)))

    answer = json.loads(run("--input", str(path), "--json"))

    assert (answer["scale"], answer["points"], answer["total_euros"]) == ("aci-2022", "9790", "68530.00")
    assert Decimal(answer["advance_euros"]) + Decimal(answer["balance_euros"]) == Decimal(answer["total_euros"])
    assert answer["gate"] == {"open": True, "missing": []}
    line = next(one for one in answer["lines"] if one["code"] == "coordination")
    assert line["formula"].replace("\u202f", " ") == "1 000 + 1 700 × 3 400 / 4 000"


def test_the_command_answers_in_a_table_from_plain_options():
    text = run("--patients", "6000", "--protocols", "2", "--rcp-meetings", "6", "--rcp-files", "5", "--nurse")

    assert "Protocoles pluriprofessionnels" in text
    assert "Total : " in text


def test_options_change_the_file(tmp_path):
    path = tmp_path / "cas.json"
    path.write_text(json.dumps(case_as_data(Case())))

    answer = json.loads(run("--input", str(path), "--patients", "8000", "--json"))

    assert Decimal(answer["total_euros"]) == simulate(Case(patients=8000)).total_euros


@pytest.mark.parametrize("content", [None, "{", "[]", '{"year": 2019}', '{"sas": "x"}'])
def test_the_command_refuses_with_a_sentence(tmp_path, content):
    path = tmp_path / "cas.json"
    if content is not None:
        Path(path).write_text(content)

    with pytest.raises(CommandError):
        run("--input", str(path))


@pytest.mark.django_db
def test_a_day_says_its_part_of_the_year(client):
    whole = simulate(Case(year=2026, patients=4000, associates=13))
    page = soup(client.get(URL, {"annee": "2026", "contrat_le": "2026-07-01", "logiciel_le": "2026-05-01"}))
    paid = round(whole.base_euros * 184 / 365, 2)

    assert amount(page) == f"{paid} €".replace(".", ",")
    told = run(
        "--year", "2026", "--patients", "4000", "--associates", "13", "--contract-starts-on", "2026-07-01", "--json"
    )
    assert Decimal(json.loads(told)["total_euros"]) == paid


def test_a_declared_crisis_without_actions_says_what_is_missing():
    case = Case(crisis=Crisis(declared=True))

    assert simulate(case)["crisis_actions"].missing == ("Mener des actions en lien avec le plan de crise",)
    assert simulate(Case())["crisis_actions"].missing == ()


@pytest.mark.django_db
def test_national_rates_follow_the_year_unless_they_are_typed(client):
    page = soup(client.get(URL, {"annee": "2025"}))
    told = page.select_one("#id_c2s_national_helptext").get_text().replace("\xa0", " ")

    assert "vide : 7,5 % en 2025" in told
    assert "à confirmer" in told
    assert not page.select_one("#id_c2s_national").get("value")
    for typed, expected in (("", "7.5"), ("9", "9")):
        kept = client.get(reverse("calculator_case"), {"annee": "2025", "c2s_national": typed})
        assert Decimal(json.loads(kept.content)["national_c2s_rate"]) == Decimal(expected)


@pytest.mark.django_db
def test_the_link_to_copy_is_the_case_and_the_page_prints(client):
    page = soup(client.get(URL, {"patients": "3400"}))

    assert page.select_one("#aci-keep [data-copy]")["data-copy"].endswith("/calculer-l-aci/?patients=3400")
    assert page.select_one("#aci-keep [data-print]")
