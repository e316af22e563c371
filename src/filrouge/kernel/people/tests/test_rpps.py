import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.imports import rpps as reader
from filrouge.kernel.people.imports.rpps import Places, read_extraction, read_path, same_title
from filrouge.kernel.people.imports.table import Refused
from filrouge.kernel.people.models import ImportBatch, Person
from filrouge.kernel.timeline.models import Entry
from tests.factories import PersonFactory
from tests.rpps_file import PLACES, Recipe, lines, rpps, write, write_megabytes


def read(recipe, **places):
    content = "".join(lines(recipe)).encode()
    return read_extraction(io.BytesIO(content), Places.of(**places))


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(wanted={"38999": 42}),
        Recipe(wanted={"38999": 42}, other_titles=True),
        Recipe(wanted={"38999": 42}, without_skills=True),
        Recipe(wanted={"38999": 42}, end_of_line="\r\n"),
    ],
    ids=["usual", "other titles", "no savoir-faire", "Windows lines"],
)
def test_the_people_of_a_commune_are_read_once_each(recipe):
    found = read(recipe, communes=["38999"])

    assert (found.matching, len(found.people), found.complete) == (42, 42, True)
    assert len({person.identifier for person in found.people}) == 42


def test_several_activities_of_one_person_are_merged():
    found = read(Recipe(people=400), departments=["38"])

    assert found.lines > 400
    assert found.matching == len({person.identifier for person in found.people})


def test_general_practice_is_told_from_other_specialities():
    found = read(Recipe(people=600))

    doctors = {person.specialty for person in found.people if person.profession is Profession.SPECIALIST}
    assert doctors == {"Cardiologie et maladies vasculaires"}
    assert {person.specialty for person in found.people if person.profession is Profession.GP} == {""}
    assert any('"Larose"' in person.last_name for person in found.people)


@pytest.mark.parametrize(
    ("places", "communes"),
    [
        ({"communes": ["75056"]}, {"75108"}),
        ({"communes": ["75108"]}, {"75108"}),
        ({"communes": ["69123", "13055"]}, {"69387", "13208"}),
        ({"departments": ["20"]}, {"2A004"}),
        ({"departments": ["2a"]}, {"2A004"}),
        ({"departments": ["974"]}, {"97411"}),
        ({"communes": ["38185"], "departments": ["49"]}, {"38185", "49367"}),
    ],
)
def test_places(places, communes):
    wanted = Places.of(**places)

    kept = {place[0] for place in PLACES if wanted.hold(place[0], place[3])}
    assert kept == communes


@pytest.mark.parametrize("code", ["grenoble", "381855", "3A001", ""])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(Refused, match="INSEE"):
        Places.of(communes=[code])


def test_a_postcode_given_for_a_commune_is_recognised():
    found = read(Recipe(people=100), communes=["38000"])

    assert (found.matching, found.postcodes) == (0, {"38000"})


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"),
        (b"MZ\x90\0\0\0", "programme Windows"),
        ("Nom;Prénom\nA;B\n".encode(), "séparées par"),
        (b"Identifiant PP|Nom d'exercice|\n", "Il manque 3 colonnes"),
        ("\ufeffIdentifiant PP|Nom d'exercice|Prénom d'exercice|Code profession|\n".encode(), "Il manque 1 colonne à"),
        ("Nom d'exercice|x\n".encode("utf-16"), "UTF-16"),
        ("".join(lines(Recipe(people=1))).encode("cp1252"), "n’est pas en UTF-8"),
        ("".join(lines(Recipe(people=1))).encode() + b"|" * 70_000, "démesurée"),
    ],
)
def test_another_file_is_refused_in_french(content, why):
    with pytest.raises(Refused, match=why):
        read_extraction(io.BytesIO(content), Places())


def test_titles_vary_without_changing_column():
    assert same_title("Libellé civilité d'exercice") == same_title("LIBELLE CIVILITE EXERCICE")
    assert same_title("Code Département (structure)") == same_title("Code département (coord. Structure)")
    assert same_title("Code commune (coord. structure)") != same_title("Libellé commune (coord. structure)")


def test_the_official_archive_is_read_without_being_unpacked(tmp_path):
    path = tmp_path / "extraction.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("PS_LibreAcces_SavoirFaire_202611.txt", "x")
        archive.writestr("PS_LibreAcces_Personne_activite_202611.txt", "".join(lines(Recipe(wanted={"38999": 3}))))

    assert read_path(path, Places.of(["38999"])).matching == 3


def test_beyond_what_is_kept_people_are_still_counted(monkeypatch):
    monkeypatch.setattr(reader, "MAX_PEOPLE", 10)
    monkeypatch.setattr(reader, "CHUNK", 50)

    found = read(Recipe(people=300))

    assert (found.matching, len(found.people), found.complete) == (300, 10, False)


def test_codes_of_the_generator_have_their_key():
    assert rpps(23704) == "99700237045"


# --- The command ---------------------------------------------------------------------------------------------------


def run(capsys, *arguments):
    call_command("people_import_rpps", *map(str, arguments))
    return capsys.readouterr()


@pytest.fixture
def extraction(tmp_path):
    return write(tmp_path / "PS_LibreAcces_Personne_activite_202611.txt", Recipe(wanted={"38999": 4, "38998": 1}))


def test_dry_run_ends_with_one_line_and_writes_nothing(extraction, organisation, in_organisation, capsys):
    said = run(capsys, extraction, "--organisation", "chastel", "--commune", "38999", "--dry-run")

    assert said.out == "4 personnes correspondent.\n"
    assert run(capsys, extraction, "--organisation", "chastel", "--commune", "38998", "--dry-run").out == (
        "1 personne correspond.\n"
    )
    assert not Person.objects.exists()


def test_the_command_adds_people_once_and_leaves_known_ones(extraction, organisation, in_organisation, capsys):
    said = run(capsys, extraction, "--organisation", "chastel", "--commune", "38999", "--commune", "38998")
    assert said.out == "5 personnes ajoutées, 0 déjà dans l’équipe et laissées telles quelles.\n"
    assert Person.objects.count() == 5
    assert ImportBatch.objects.get().created_count == 5
    assert Entry.objects.filter(action="people.imported").get().actor_name == "Ligne de commande"

    again = run(capsys, "--organisation", "chastel", "--commune", "38999", "38998", extraction)
    assert again.out == "Personne à ajouter : 5 déjà dans l’équipe.\n"
    assert run(capsys, extraction, "--organisation", "chastel", "--dry-run", "--commune", "38999").out == (
        "4 déjà dans l’équipe.\n4 personnes correspondent.\n"
    )


def test_wrong_keys_are_warnings(tmp_path, organisation, in_organisation, capsys):
    path = write(tmp_path / "f.txt", Recipe(people=4, wanted={"38999": 4}, bad_key_every=2))

    said = run(capsys, path, "--organisation", "chastel", "--commune", "38999")

    assert Person.objects.count() == 4
    assert said.err.count("ne tombe pas juste") == 2


def test_namesakes_with_two_numbers_are_two_people(tmp_path, organisation, in_organisation, capsys):
    text = "".join(lines(Recipe(people=1, wanted={"38999": 1})))
    header, line = text.splitlines()[:2]
    twin = line.replace(rpps(0), rpps(1))
    path = tmp_path / "f.txt"
    path.write_text("\n".join([header, line, twin]) + "\n")

    assert "2 personnes ajoutées" in run(capsys, path, "--organisation", "chastel").out


@pytest.mark.parametrize(
    ("arguments", "why", "code"),
    [
        (["FILE", "--organisation", "inconnue"], "Aucune équipe", 1),
        (["/nulle/part.txt", "--organisation", "chastel"], "n’existe pas", 1),
        (["FILE", "--organisation", "chastel", "--commune", "Grenoble"], "INSEE", 2),
        (["--organisation", "chastel"], "Il manque le fichier", 2),
        (["FILE", "--organisation", "chastel", "--commune", "01001"], "Vérifiez les codes", 1),
        (["FILE", "--organisation", "chastel", "--commune", "59000"], "code postal", 1),
    ],
)
def test_refusals_are_french_with_honest_codes(arguments, why, code, extraction, organisation):
    given = [str(extraction) if word == "FILE" else word for word in arguments]

    with pytest.raises(CommandError, match=why) as caught:
        call_command("people_import_rpps", *given)

    assert caught.value.returncode == code


def test_people_of_another_name_but_known_address_are_not_touched(extraction, organisation, in_organisation, capsys):
    person = PersonFactory(rpps=rpps(0), last_name="Autre")

    run(capsys, extraction, "--organisation", "chastel", "--commune", "38999")

    person.refresh_from_db()
    assert person.last_name == "Autre"
    assert Person.objects.count() == 4


# VmHWM and not getrusage, whose peak includes the parent before the exec.
MEASURE = """
import re, sys
from pathlib import Path
import django
django.setup()
from filrouge.kernel.people.imports.rpps import Places, read_path
found = read_path(Path(sys.argv[1]), Places.of(["38999"]))
print(found.matching, re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc, on Linux")
def test_memory_does_not_grow_with_the_file(tmp_path):
    """A process of its own for each file: the peak of one must not hide behind the peak of another."""
    peaks = []
    for megabytes in (5, 60):
        path = write_megabytes(tmp_path / f"{megabytes}.txt", megabytes, Recipe(wanted={"38999": 42}))
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True,
            env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": "src:.", "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        matching, peak = map(int, done.stdout.split())
        assert matching == 42
        peaks.append(peak)
        path.unlink()

    assert max(peaks) < 150 * 1024
    assert peaks[1] - peaks[0] < 4 * 1024
