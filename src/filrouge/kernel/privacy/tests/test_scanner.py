import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.privacy.scanner import MAX_FINDINGS, Kind, scan
from filrouge.kernel.privacy.tests.corpus import NEGATIVE, POSITIVE, TEAM, nir
from filrouge.kernel.privacy.validators import validate_no_identity


@pytest.mark.parametrize(("sentence", "kinds"), POSITIVE)
def test_identity_is_seen(sentence, kinds):
    assert [finding.kind for finding in scan(sentence, TEAM)] == kinds


@pytest.mark.parametrize("sentence", NEGATIVE)
def test_ordinary_sentence_is_left_alone(sentence):
    assert [sentence[finding.start : finding.end] for finding in scan(sentence, TEAM)] == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Vu hier : Mme Le Floc’h Présente un œdème.", "Mme Le Floc’h"),
        ("le patient Yves Marchand, chute", "patient Yves Marchand"),
        ("née à Dijon le 3 février 1962.", "née à Dijon le 3 février 1962"),
        ("NIR 2 48 03 99 351 020 11.", "2 48 03 99 351 020 11"),
    ],
)
def test_finding_says_where(text, seen):
    [finding] = scan(text)

    assert text[finding.start : finding.end].startswith(seen.split(" Présente")[0])


def test_finding_never_repeats_the_identity():
    text = f"Mme Perrin, née le 12/03/1948, {nir('2480399351020')}, patient Durand"
    findings = scan(text)

    assert [finding.excerpt_masked for finding in findings] == [
        "Mme P•••••",
        "née le ••/••/••••",
        "2 •• •• •• ••• •••",
        "patient D•••••",
    ]
    shown = " ".join(finding.sentence + finding.excerpt_masked + finding.fingerprint for finding in findings)
    assert [word for word in ("Perrin", "1948", "48 03", "Durand") if word in shown] == []


def test_sentences_say_what_was_seen_why_and_what_to_do():
    [finding] = scan("Mme Perrin chute souvent")

    assert finding.sentence == (
        "« Mme P••••• » nomme une personne qui n’est pas de l’équipe. Aucune identité de patient n’est gardée ici : "
        "remplacez ce nom par un code, ou confirmez que ce n’est pas un patient."
    )


def test_fingerprint_follows_what_was_seen_and_not_its_place():
    [first], [second], [other] = scan("Mme Perrin"), scan("Hier, mme PERRIN est venue"), scan("Mme Perrot")

    assert (first.fingerprint == second.fingerprint, first.fingerprint == other.fingerprint) == (True, False)


def test_known_names_are_matched_without_accents_or_case_and_by_whole_words():
    text = "Mme LE GOFF, M. elie, M. ELIE, Mme Goff, Mme Martinez, M. Jean Martin"

    assert [text[each.start : each.end] for each in scan(text, TEAM)] == ["Mme Martinez", "M. Jean Martin"]


def test_acknowledged_passage_is_no_longer_refused():
    [finding] = scan("Mme Perrin présente le logiciel")

    validate_no_identity("Mme Perrin présente le logiciel", acknowledged=[finding.fingerprint])


def test_validation_lists_what_was_seen():
    with pytest.raises(ValidationError) as caught:
        validate_no_identity("Mme Perrin, née le 12/03/1948", TEAM)

    error = caught.value
    assert (error.code, [finding.kind for finding in error.params["findings"]], error.messages) == (
        "identity",
        [Kind.TITLED_NAME, Kind.BIRTH_DATE],
        [" ".join(finding.sentence for finding in scan("Mme Perrin, née le 12/03/1948"))],
    )


def test_validation_of_many_passages_stays_short():
    text = ". ".join(f"Mme {name}" for name in ("Aubry", "Blanc", "Colin", "Denis", "Etienne", "Fabre", "Gilet"))
    with pytest.raises(ValidationError) as caught:
        validate_no_identity(text)

    assert caught.value.messages[0].count("nomme une personne") == 5
    assert caught.value.messages[0].endswith("D’autres passages sont dans le même cas.")


@pytest.mark.parametrize("text", ["Réunion d’équipe", "", "100 % des présents"])
def test_sound_text_passes(text):
    validate_no_identity(text)


@pytest.mark.parametrize(
    "seed",
    [
        "1 ", "1", "12 ", "2 48 03 99 351 02 ", "M. ", "M. A", "Mme Aa ", "Mme de ", "Madame La Présidente ",
        "patient ", "né le ", "né à ", "née en 1948 ", "DDN : ", "date de naissance (", "M. Jean de La Tour ",
        "a", "A", "Aa ", " ", "(", "\n", "M.\u00a0", "d’", "12/03/1948 ", "« ", "é", "-", ".", "2A", "la ",
    ],
)  # fmt: skip
def test_one_megabyte_ends(seed):
    """Not a timing: with a repetition inside a repetition this test would last for days."""
    assert len(scan(seed * (1_000_000 // len(seed)), TEAM)) <= MAX_FINDINGS


@given(st.text(alphabet="1234567890 .-AaBbMmeédDnL’,(:/\n", max_size=200))
def test_positions_are_ordered_inside_the_text_and_apart(text):
    findings = scan(text)

    bounds = [bound for finding in findings for bound in (finding.start, finding.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)


@given(
    sex=st.sampled_from("12"),
    year=st.integers(0, 99),
    month=st.integers(1, 12),
    department=st.sampled_from(["01", "21", "2A", "2B", "75", "97", "99"]),
    rest=st.integers(1, 999_999),
    layout=st.sampled_from(["{0}{1}{2}{3}{4}{5}{6}", "{0} {1} {2} {3} {4} {5} {6}", "{0}.{1}.{2}.{3}.{4}.{5} {6}"]),
)
def test_every_number_with_its_key_is_a_nir(sex, year, month, department, rest, layout):
    number = nir(f"{sex}{year:02d}{month:02d}{department}{rest:06d}", layout)

    assert [finding.kind for finding in scan(f"voir {number}, merci")] == [Kind.NIR]
