"""The documents say what the code does: nothing missing, nothing that no longer exists."""

import re
import tomllib

import pytest
from django.apps import apps
from django.urls import get_resolver

from tests import reference_docs
from tests.reference_docs import ROOT

DOCS = ROOT / "docs"
GUIDE = sorted((DOCS / "guide").glob("*.md"))
ROOMS = [
    path.parent
    for floor in ("kernel", "modules", "reports")
    for path in (ROOT / "src/filrouge" / floor).glob("*/apps.py")
]
READMES = sorted({*(ROOT / "src").rglob("README.md")})
MARKDOWN = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *READMES])
LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\((?P<target>[^)\s]+)\)")
LONGEST_GUIDE_PAGE = 90
LONGEST_README = 40


def relative(path):
    return str(path.relative_to(ROOT))


def read(path):
    return path.read_text(encoding="utf-8")


def outside_code(text):
    """Without fenced and indented examples, where brackets mean something else."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return "\n".join(line for line in text.splitlines() if not line.startswith("    "))


def our_models():
    return [model._meta.label for model in apps.get_models() if model.__module__.startswith("filrouge.")]


def test_every_model_has_its_line_in_the_glossary():
    words = set(re.findall(r"^\|[^|]*\| `([a-z_]+\.\w+)` \|", read(ROOT / "GLOSSARY.md"), re.MULTILINE))

    assert words == {label for label in our_models() if ".tests." not in label}


def settings_read():
    """Names of the environment that the configuration reads."""
    source = "\n".join(read(path) for path in sorted((ROOT / "src/filrouge/config").glob("*.py")))
    names = set(re.findall(r"\b(FILROUGE_[A-Z][A-Z_]*[A-Z]|DATABASE_URL|PORT)\b(?=[\"',)\s])", source))
    names |= {f"FILROUGE_{name}" for name in re.findall(r"\benv(?:_bool|_list)?\(\"([A-Z_]+)\"", source)}
    names |= {f"FILROUGE_OIDC_{name}" for name in re.findall(r"\b_oidc\(\"([A-Z_]+)\"", source)}
    return names


def test_every_setting_is_documented():
    documented = set(re.findall(r"`(FILROUGE_[A-Z_]+|DATABASE_URL|PORT)`", read(DOCS / "hosting/reglages.md")))

    assert documented == settings_read()


@pytest.mark.parametrize("path", reference_docs.PAGES, ids=lambda path: path.name)
def test_reference_pages_are_those_of_the_code(path):
    assert read(path) == reference_docs.PAGES[path](), "run .venv/bin/python -m tests.reference_docs"


@pytest.mark.parametrize("path", MARKDOWN, ids=relative)
def test_links_lead_somewhere(path):
    targets = [match["target"] for match in LINK.finditer(outside_code(read(path)))]
    local = [target.partition("#")[0] for target in targets if not re.match(r"[a-z]+:", target)]

    assert [target for target in local if target and not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", GUIDE, ids=lambda path: path.name)
def test_a_guide_page_fits_a_screen_and_begins_with_its_title(path):
    lines = read(path).splitlines()

    assert len(lines) <= LONGEST_GUIDE_PAGE
    assert re.fullmatch(r"# \S.*", lines[0])
    assert [line for line in lines[1:] if line.startswith("# ")] == []


@pytest.mark.parametrize("path", GUIDE, ids=lambda path: path.name)
def test_a_guide_page_links_only_to_the_guide(path):
    """It is also read inside the application, where the other documents are not."""
    targets = {match["target"] for match in LINK.finditer(read(path))}

    assert {target for target in targets if not re.fullmatch(r"[a-z0-9-]+\.md", target)} == set()


def test_the_first_page_of_the_guide_names_all_the_others():
    named = set(re.findall(r"\(([a-z0-9-]+\.md)\)", read(DOCS / "guide/index.md")))

    assert named == {path.name for path in GUIDE} - {"index.md"}


@pytest.mark.parametrize("room", ROOMS, ids=relative)
def test_every_room_says_what_it_is_for(room):
    readme = room / "README.md"

    assert readme.exists()
    assert len(read(readme).splitlines()) <= LONGEST_README


def test_commands_named_by_the_documents_exist():
    from filrouge.config.cli import group_names, our_commands, spoken
    from filrouge.config.cli_commands import COMMANDS

    known = set(COMMANDS) | {spoken(name, group_names()).split()[0] for name in our_commands()}
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((DOCS / "hosting").glob("*.md"))]
    named = {
        word
        for path in pages
        for word in re.findall(r"(?:^    |`)(?:/opt/filrouge/bin/)?filrouge ([a-z]+)", read(path), re.M)
    }

    assert named - known == set()


def test_addresses_given_to_hosts_exist():
    from django.urls import reverse

    assert reverse("health") == "/sante/"
    assert reverse("openid_connect_callback", args=["psc"]) in read(DOCS / "hosting/pro-sante-connect.md")
    assert get_resolver().resolve("/chastel/lien/jeton/").view_name == "links:open"


def test_decisions_are_numbered_dated_and_listed():
    pages = sorted((DOCS / "adr").glob("[0-9]*.md"))
    listed = re.findall(r"\((\d{4}-[a-z0-9-]+\.md)\)", read(DOCS / "adr/README.md"))

    assert [path.name for path in pages] == listed
    for number, path in enumerate(pages, 1):
        text = read(path)
        assert path.name.startswith(f"{number:04}-")
        assert re.match(rf"# {number}\. .+\n\n\d{{4}}-\d\d-\d\d, \w+", text)
        assert re.findall(r"^## (Context|Decision|Consequences)", text, re.M) == ["Context", "Decision", "Consequences"]


def test_the_changelog_begins_with_the_version_of_the_package():
    version = re.search(r'^version = "(.+)"', read(ROOT / "pyproject.toml"), re.M)[1]
    headings = re.findall(r"^## \[(.+?)\]", read(ROOT / "CHANGELOG.md"), re.M)

    assert version in headings[:2]


def test_the_wheel_carries_the_guide():
    wheel = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert wheel.get("force-include", {}).get("docs/guide") == "filrouge/guide"
