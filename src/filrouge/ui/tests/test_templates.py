import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from filrouge.ui import accents
from filrouge.ui.templatetags import ui as tags

SOURCE = Path(__file__).resolve().parents[2]
UI = SOURCE / "ui"
TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*.html") if "mail" not in path.parent.name)
COMPONENTS = sorted((UI / "templates" / "ui").rglob("_*.html"))


def known_icons() -> set[str]:
    lines = (UI / "assets" / "icons.txt").read_text(encoding="utf-8").splitlines()
    return {line.replace("/", "-") for line in lines if line and not line.startswith("#")}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_icons_are_in_the_sprite(path):
    source = path.read_text(encoding="utf-8")
    used = set(re.findall(r"""{% icon ["']([\w-]+)""", source)) | set(re.findall(r"""\bicon=["']([\w-]+)""", source))

    assert used - known_icons() == set()


def test_scripts_only_use_icons_of_the_sprite():
    used = set()
    for path in (UI / "assets").rglob("*.js"):
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"""icon\("([\w-]+)"\)""", source))
    used |= {"circle-check", "info-circle", "alert-triangle"}  # toasts.js

    assert used - known_icons() == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_inline_that_the_security_policy_refuses(path):
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"\sstyle=|<style|\son\w+=|javascript:|hx-on", source) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", source) if "src=" not in tag and "json" not in tag] == []


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_a_component_says_what_it_takes(path):
    assert path.read_text(encoding="utf-8").startswith(f"{{# {path.relative_to(UI / 'templates')}")


def test_the_gallery_shows_everything(client):
    page = BeautifulSoup(client.get("/ui/").content, "html.parser")

    assert page.select_one("h1").get_text() == "Galerie des composants"
    assert len(page.select(".fil-nav-link")) == 9
    assert len(page.select(".fil-bottom > a, .fil-bottom summary")) == 5
    ids = [tag["id"] for tag in page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))
    named = {tag["aria-labelledby"] for tag in page.select("[aria-labelledby]")}
    assert named - set(ids) == set()


def test_the_phone_gallery_is_light(client):
    response = client.get("/ui/telephone/")

    assert len(response.content) < 6000
    assert b"main.css" not in response.content
    assert b"htmx" not in response.content


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_need_no_context_and_say_what_to_do(name):
    page = BeautifulSoup(render_to_string(name), "html.parser")

    assert page.html["lang"] == "fr"
    assert page.select_one("h1").get_text(strip=True)
    assert page.select_one("main a[href='/']").get_text() == "Revenir à l’accueil"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Camille Le Goff", "CG"),
        ("Dr Anne Morel", "AM"),
        ("Jeanne Petit-Lefèvre", "JL"),
        ("cher", "C"),
        ("", "?"),
        (None, "?"),
        ("42", "?"),
        ("Élodie Ça", "ÉÇ"),
    ],
)
def test_initials(name, letters):
    assert tags.initials(name) == letters


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#0b6e6e", "teal"),
        ("#0B6E6E", "teal"),
        ("#1f5fa8", "blue"),
        ("#ff0000", "brown"),
        ("#00ff00", "green"),
        ("#808080", "slate"),
        ("", "teal"),
        ("rouge", "slate"),
    ],
)
def test_any_colour_finds_a_readable_accent(colour, name):
    assert accents.accent_name(colour) == name


def test_pages_keep_the_rest_of_the_query():
    request = RequestFactory().get("/?q=plaies&page=4")

    assert tags.page_query({"request": request}, 5) == "?q=plaies&page=5"
    assert tags.page_query({"request": request}, 1) == "?q=plaies"


def sorting(query: str) -> str:
    request = RequestFactory().get(f"/{query}")
    return Template('{% load sort from ui %}{% sort "name" "Nom" %}').render(Context({"request": request}))


def test_a_column_sorts_one_way_then_the_other():
    assert 'href="?q=a&amp;sort=name"' in sorting("?q=a&page=3")
    assert 'aria-sort="ascending"' in sorting("?sort=name")
    assert 'href="?sort=-name"' in sorting("?sort=name")
    assert 'href="?sort=name"' in sorting("?sort=-name")
    assert "aria-sort" not in sorting("?sort=date")


def test_the_title_is_written_once():
    source = '{% extends "ui/plain.html" %}{% block title %}Bonjour & bienvenue{% endblock %}'
    page = BeautifulSoup(Template(source).render(Context()), "html.parser")

    assert page.title.get_text() == "Bonjour & bienvenue · Fil rouge"
    assert page.h1.get_text() == "Bonjour & bienvenue"


INCLUDE = re.compile(r"""{%\s*include "(ui/_\w+\.html)"(?:\s+with\s+(.*?))?\s*(?:only\s*)?%}""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_components_are_given_only_what_they_take(path):
    for name, arguments in INCLUDE.findall(path.read_text(encoding="utf-8")):
        taken = (UI / "templates" / name).read_text(encoding="utf-8").split("#}")[0]
        given = re.findall(r"(?:^|\s)(\w+)=", arguments)
        assert [word for word in given if not re.search(rf"\b{word}\b", taken)] == [], name


def test_a_browser_that_shows_a_file_alone_finds_the_icon(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert "logo" in response["Location"]


def test_what_the_interface_draws_for_every_room_has_its_style_here():
    drawn = {
        name
        for path in UI.glob("*.py")
        for classes in re.findall(r'class="([\w -]+)"', path.read_text(encoding="utf-8"))
        for name in classes.split()
    }
    styled = "".join(path.read_text(encoding="utf-8") for path in (UI / "assets" / "css").glob("*.css"))

    assert "fil-qr" in drawn
    assert {name for name in drawn if f".{name} " not in styled} == set()
