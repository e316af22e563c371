from datetime import date
from decimal import Decimal

import pytest
from django.core.checks import run_checks

from filrouge.kernel.rules.checks import check_file
from filrouge.kernel.rules.queries import NoRuleError, load, parse
from filrouge.kernel.rules.reading import RuleFileError

HEAD = 'id = "rate"\ntitle = "Taux"\n'


def period(start, end=None, **lines):
    fields = {"source": '"Texte"', "confidence": '"high"', "checked_on": "2026-11-22"} | lines
    until = f"valid_until = {end}\n" if end else ""
    body = "".join(f"{key} = {value}\n" for key, value in fields.items() if value)
    return f'[[period]]\nvalid_from = {start}\n{until}{body}values = {{ rate = "55.10", step = 30, open = true }}\n'


def parsed(text):
    return parse(text.encode(), name="rate")


def refusal(text):
    with pytest.raises(RuleFileError) as caught:
        parsed(text)
    return caught.value.code, str(caught.value)


TWO = HEAD + period("2024-01-01", "2025-12-31") + period("2026-01-01")


def test_the_rule_of_a_day_is_that_of_its_period():
    rules = parsed(TWO)

    found = [rules.at(day).valid_from.year for day in (date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1))]
    assert found == [2024, 2024, 2026]


def test_order_in_the_file_does_not_matter():
    assert parsed(HEAD + period("2026-01-01") + period("2024-01-01", "2025-12-31")) == parsed(TWO)


def test_a_day_before_or_after_every_period_has_no_rule():
    rules = parsed(HEAD + period("2024-01-01", "2025-12-31"))

    for day in (date(2023, 12, 31), date(2026, 1, 1)):
        with pytest.raises(NoRuleError, match=f"Aucune règle « Taux » n’est connue pour le {day:%d/%m/%Y}."):
            rules.at(day)


def test_values_come_back_typed():
    rule = parsed(TWO).at(date(2026, 6, 1))

    assert (rule.decimal("rate"), rule.integer("step"), rule.boolean("open"), rule.decimal("step")) == (
        Decimal("55.10"),
        30,
        True,
        Decimal(30),
    )


@pytest.mark.parametrize(
    ("read", "name", "error"),
    [
        ("integer", "rate", TypeError),
        ("integer", "open", TypeError),
        ("boolean", "step", TypeError),
        ("text", "step", TypeError),
        ("table", "step", TypeError),
        ("decimal", "open", TypeError),
        ("integer", "absent", KeyError),
        ("integer", "step.absent", KeyError),
    ],
)
def test_wrong_name_or_type_is_the_caller_s_fault(read, name, error):
    with pytest.raises(error):
        getattr(parsed(TWO).at(date(2026, 6, 1)), read)(name)


def test_a_rule_cannot_be_changed():
    rule = parsed(TWO).at(date(2026, 6, 1))

    with pytest.raises(TypeError):
        rule.values["step"] = 15


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("id = ", "E001", None),
        (TWO + 'note = "x"\n', "E002", None),
        ("extra = 1\n" + TWO, "E002", "dans le fichier : clé inconnue « extra » (clés admises : id, period, title)"),
        (HEAD, "E003", "dans le fichier : « period » manque ou n’est pas une liste de périodes"),
        (
            HEAD + period("2024-01-01", source=""),
            "E003",
            "dans la période n° 1 : « source » manque ou n’est pas un texte",
        ),
        (HEAD + period("2024-01-01", source='"  "'), "E003", None),
        (
            HEAD + period("2024-01-01", confidence='"sure"'),
            "E003",
            "dans la période n° 1 : confidence vaut « high », « medium » ou « low »",
        ),
        (HEAD + period('"2024-01-01"'), "E003", None),
        (HEAD + period("2024-01-01T00:00:00"), "E003", None),
        (HEAD + period("2024-01-02", "2024-01-01"), "E003", None),
        (
            HEAD + period("2024-01-01", "2026-01-01") + period("2026-01-01"),
            "E004",
            "deux périodes se chevauchent le 01/01/2026 : fermez la première la veille",
        ),
        (HEAD + period("2024-01-01") + period("2026-01-01"), "E004", None),
        (HEAD + period("2024-01-01") + period("2024-01-01"), "E004", None),
        (
            HEAD + period("2024-01-01", "2025-12-30") + period("2026-01-01"),
            "E005",
            "aucune période entre le 30/12/2025 et le 01/01/2026 : il ne faut pas de trou",
        ),
        (
            TWO.replace('"55.10"', "55.10"),
            "E006",
            'dans la période n° 1, values.rate : écrivez le nombre entre guillemets, « "55.1" », pour rester exact',
        ),
        (TWO.replace('id = "rate"', 'id = "other"'), "E007", None),
    ],
)
def test_untrustworthy_file_is_refused(text, code, message):
    found, sentence = refusal(text)

    assert (found, sentence if message else None) == (code, message)


def test_check_names_the_file_and_the_fault(tmp_path):
    path = tmp_path / "rate.toml"
    path.write_text(HEAD + period("2024-01-01", source=""), encoding="utf-8")

    assert [(message.id, message.msg) for message in check_file(path, room="meetings")] == [
        (
            "filrouge.rules.E003",
            "Règle meetings/rate.toml : dans la période n° 1 : « source » manque ou n’est pas un texte.",
        )
    ]


def test_check_refuses_a_file_that_is_not_utf8(tmp_path):
    path = tmp_path / "rate.toml"
    path.write_bytes("title = 'é'".encode("latin-1"))

    assert [message.id for message in check_file(path, room="meetings")] == ["filrouge.rules.E001"]


def test_every_rule_file_of_the_house_is_sound():
    assert run_checks(tags=["rules"]) == []


def test_an_organisation_may_replace_values_of_the_same_type():
    rules = load("rules", "meeting_hours")
    rule = rules.at(date(2026, 6, 1), overrides={"step_minutes": 15})

    assert (rule.integer("step_minutes"), rule.overridden, rules.at(date(2026, 6, 1)).integer("step_minutes")) == (
        15,
        ("step_minutes",),
        30,
    )


def test_an_organisation_may_replace_one_value_of_a_table():
    rule = load("rules", "retention").at(date(2026, 6, 1), overrides={"attendance.years": 10})

    assert (rule.integer("attendance.years"), rule.integer("payroll.years"), rule.text("attendance.starts")) == (
        10,
        5,
        "date",
    )


@pytest.mark.parametrize(
    ("overrides", "error"),
    [({"absent": 1}, KeyError), ({"step_minutes": "15"}, TypeError), ({"step_minutes": True}, TypeError)],
)
def test_an_unknown_or_mistyped_override_is_refused(overrides, error):
    with pytest.raises(error):
        load("rules", "meeting_hours").at(date(2026, 6, 1), overrides=overrides)


def test_shipped_rules_read_as_intended():
    hours = load("rules", "meeting_hours").at(date(2026, 6, 1))
    kept = load("rules", "retention").at(date(2026, 6, 1))

    assert (hours.integer("step_minutes"), hours.text("rounding"), hours.integer("minimum_presence_minutes")) == (
        30,
        "nearest",
        30,
    )
    assert {kind: kept.integer(f"{kind}.years") for kind in kept.values} == {
        "accounting": 10,
        "invoices": 10,
        "indemnities": 10,
        "attendance": 6,
        "minutes": 5,
        "payroll": 5,
        "contracts": 5,
        "applications": 2,
        "risk_assessment": 40,
        "infectious_waste": 5,
        "survey_answers": 1,
        "access_logs": 1,
    }
    assert {kept.text(f"{kind}.starts") for kind in kept.values} == {"date", "closing", "end", "dissolution"}


def test_unknown_rule_and_room_are_refused():
    with pytest.raises(FileNotFoundError):
        load("rules", "absent")
    with pytest.raises(LookupError):
        load("absent", "meeting_hours")
