import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.identifiers import fictitious, formats, normalisers, validators

SEEDS = st.integers(min_value=0, max_value=10**7)
NUMERIC = [
    (fictitious.fictitious_rpps, validators.validate_rpps, "rpps_key"),
    (fictitious.fictitious_siren, validators.validate_siren, "siren_key"),
    (fictitious.fictitious_siret, validators.validate_siret, "siret_key"),
    (fictitious.fictitious_finess, validators.validate_finess, "finess_key"),
]


def code_of(validator, value, **options):
    try:
        validator(value, **options)
    except ValidationError as error:
        return error.code
    return None


@pytest.mark.parametrize(("generate", "validate", "code"), NUMERIC)
@given(seed=SEEDS)
def test_fictitious_number_is_valid_and_stable(generate, validate, code, seed):
    assert code_of(validate, generate(seed)) is None
    assert generate(seed) == generate(seed)


@pytest.mark.parametrize(("generate", "validate", "code"), NUMERIC)
@given(seed=SEEDS, place=st.integers(0, 13), shift=st.integers(1, 9))
def test_one_wrong_digit_is_found(generate, validate, code, seed, place, shift):
    number = generate(seed)
    place %= len(number)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    assert code_of(validate, wrong) == code


@pytest.mark.parametrize(("generate", "validate", "code"), NUMERIC)
def test_ten_thousand_seeds_give_ten_thousand_numbers(generate, validate, code):
    assert len({generate(seed) for seed in range(10_000)}) == 10_000


@given(seed=st.integers(0, 10**11 - 1))
def test_fictitious_iban_has_both_keys_right(seed):
    assert code_of(validators.validate_iban, fictitious.fictitious_iban(seed)) is None


@given(seed=st.integers(0, 10**11 - 1), place=st.integers(2, 26), shift=st.integers(1, 9))
def test_iban_with_one_wrong_digit_is_found(seed, place, shift):
    number = fictitious.fictitious_iban(seed)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    assert code_of(validators.validate_iban, wrong) == "iban_key"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("FR7630006000011234567890189", None),
        ("FR1420041010050500013M02606", None),
        ("DE89370400440532013000", None),
        ("FR7630006000011234567890188", "iban_key"),
        ("FR0630006000011234567890188", "iban_rib_key"),
        ("FR76300060000112345678901", "iban_length"),
        ("ZZ7630006000011234567890189", "iban_country"),
        ("TN5910006035183598478831", "iban_not_sepa"),
        ("fr7630006000011234567890189", "iban"),
        ("FR76 3000", "iban"),
        ("", "iban"),
        ("FR76300060000112345678901é9", "iban"),
    ],
)
def test_each_fault_of_an_iban_has_its_code(value, code):
    assert code_of(validators.validate_iban, value) == code


def test_the_sentence_of_a_wrong_rib_key_says_what_to_do():
    with pytest.raises(ValidationError) as caught:
        validators.validate_iban("FR0630006000011234567890188")

    assert caught.value.messages == ["La clé RIB de ce compte est fausse : vérifiez le numéro de compte sur le RIB."]


@pytest.mark.parametrize(
    ("value", "options", "code"),
    [
        ("99700237045", {}, None),
        ("99700218896", {}, None),
        ("10001234567", {}, "rpps_key"),
        ("10001234567", {"strict": False}, None),
        ("1000123456", {"strict": False}, "rpps"),
        ("9970023704５", {}, "rpps"),
        ("٩٩٧٠٠٢٣٧٠٤٥", {}, "rpps"),
        ("", {}, "rpps"),
    ],
)
def test_rpps(value, options, code):
    assert code_of(validators.validate_rpps, value, **options) == code


@pytest.mark.parametrize(
    ("validator", "value", "code"),
    [
        (validators.validate_finess, "2A0000154", None),
        (validators.validate_finess, "380000001", "finess_key"),
        (validators.validate_finess, "38000000", "finess"),
        (validators.validate_adeli, "759301234", None),
        (validators.validate_am, "381012345", None),
        (validators.validate_am, "38101234", "am"),
        (validators.validate_adeli, "2A9301234", None),
        (validators.validate_adeli, "75930123", "adeli"),
        (validators.validate_rna, "W751234567", None),
        (validators.validate_rna, "W2A1234567", None),
        (validators.validate_rna, "751234567", "rna"),
        (validators.validate_siren, "732829320", None),
        (validators.validate_siret, "73282932000074", None),
        (validators.validate_siret, "35600000049837", None),
        (validators.validate_siret, "7328293200007", "siret"),
        (validators.validate_phone, "+33612345678", None),
        (validators.validate_phone, "15", None),
        (validators.validate_phone, "+32 2 555 12 12", None),
        (validators.validate_phone, "appelez-moi", "phone"),
        (validators.validate_phone, "1", "phone"),
    ],
)
def test_other_numbers(validator, value, code):
    assert code_of(validator, value) == code


@pytest.mark.parametrize(
    ("normalise", "typed", "kept"),
    [
        (normalisers.normalise_rpps, " 9970\u00a0023\u202f7045 ", "99700237045"),
        (normalisers.normalise_rpps, "899700237045", "99700237045"),
        (normalisers.normalise_rpps, "９９７００２３７０４５", "99700237045"),
        (normalisers.normalise_siret, "732 829 320 00074", "73282932000074"),
        (normalisers.normalise_siren, "732.829.320", "732829320"),
        (normalisers.normalise_finess, "2a 000 015 4", "2A0000154"),
        (
            normalisers.normalise_iban,
            "IBAN : fr76 3000 6000 0112 3456 7890 189",
            "FR7630006000011234567890189",
        ),
        (normalisers.normalise_rna, "w75-1234567", "W751234567"),
        (normalisers.normalise_adeli, "75 9 30123 4", "759301234"),
    ],
)
def test_normalised_form(normalise, typed, kept):
    assert normalise(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("06 12 34 56 78", "+33612345678", "06 12 34 56 78"),
        ("06.12.34.56.78", "+33612345678", "06 12 34 56 78"),
        ("+33 (0)6 12 34 56 78", "+33612345678", "06 12 34 56 78"),
        ("0033 6 12 34 56 78", "+33612345678", "06 12 34 56 78"),
        ("+33 1 99 00 12 34", "+33199001234", "01 99 00 12 34"),
        ("0590 12 34 56", "+590590123456", "0590 12 34 56"),
        ("0690 12 34 56", "+590690123456", "0690 12 34 56"),
        ("0594 12 34 56", "+594594123456", "0594 12 34 56"),
        ("0596 12 34 56", "+596596123456", "0596 12 34 56"),
        ("0262 12 34 56", "+262262123456", "0262 12 34 56"),
        ("0269 12 34 56", "+262269123456", "0269 12 34 56"),
        ("+262 692 12 34 56", "+262692123456", "0692 12 34 56"),
        ("+33 5 90 12 34 56", "+590590123456", "0590 12 34 56"),
        ("0976 12 34 56", "0976 12 34 56", "0976 12 34 56"),
        ("15", "15", "15"),
        ("116 117", "116 117", "116 117"),
        ("+32 2 555 12 12", "+32 2 555 12 12", "+32 2 555 12 12"),
        ("  le  matin ", "le matin", "le matin"),
        ("", "", ""),
    ],
)
def test_phone_number_is_kept_in_international_form_and_shown_in_ours(typed, kept, shown):
    assert normalisers.normalise_phone(typed) == kept
    assert formats.format_phone(kept).replace("\u00a0", " ") == shown


@given(typed=st.text(alphabet="0123456789AWwé+().-/ \u00a0\u202f", max_size=40))
def test_normalising_twice_changes_nothing_more(typed):
    for normalise in (normalisers.normalise_phone, normalisers.normalise_siret, normalisers.normalise_finess):
        assert normalise(normalise(typed)) == normalise(typed)


@given(value=st.text(max_size=40))
def test_no_text_breaks_a_validator(value):
    for name in ("rpps", "adeli", "finess", "siren", "siret", "rna", "phone", "iban"):
        code_of(getattr(validators, f"validate_{name}"), value)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (formats.format_iban("FR7630006000011234567890189"), "FR76 3000 6000 0112 3456 7890 189"),
        (formats.mask_iban("FR7630006000011234567890189"), "FR76 •••• 0189"),
        (formats.mask_iban("FR76"), "••••"),
        (formats.format_siret("73282932000074"), "732 829 320 00074"),
        (formats.format_siren("732829320"), "732 829 320"),
        (formats.format_rpps("99700237045"), "9970 023 7045"),
        (formats.format_finess("380000123"), "38 000 012 3"),
        (formats.format_siret("autre"), "autre"),
    ],
)
def test_shown_form(shown, expected):
    assert shown.replace("\u00a0", " ") == expected
