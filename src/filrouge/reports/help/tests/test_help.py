import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from filrouge.reports.help import queries
from filrouge.reports.help.queries import address, render_page

HELP = "/chastel/aide/"


def test_a_page_is_its_title_and_its_text():
    page = render_page("essai", "# Tenir une séance\n\nPointez **chacun** : c’est tout.\n")

    assert page.title == "Tenir une séance"
    assert page.html == "<p>Pointez <strong>chacun</strong>\N{NO-BREAK SPACE}: c’est tout.</p>\n"


def test_html_in_the_guide_stays_text():
    page = render_page("essai", "# Titre\n\n<script>alert(1)</script>\n\n[ici](javascript:alert(1))\n")

    assert BeautifulSoup(page.html, "html.parser").find_all(["script", "a"]) == []


def test_a_page_without_title_is_refused():
    with pytest.raises(ValueError, match="does not begin with its title"):
        render_page("essai", "Du texte sans titre.\n")


@pytest.mark.parametrize(
    ("href", "root", "expected"),
    [
        ("reunions.md", "", "reunions/"),
        ("reunions.md", "../", "../reunions/"),
        ("index.md", "../", "../"),
        ("index.md", "", "./"),
        ("https://example.org/a.md", "../", "https://example.org/a.md"),
    ],
)
def test_links_between_pages_become_addresses(href, root, expected):
    assert address(href, root) == expected


def test_the_first_page_orders_the_others():
    queries.pages.cache_clear()

    assert list(queries.pages())[:3] == ["index", "demarrer", "aujourd-hui"]


def test_the_guide_is_found_in_the_package_first(tmp_path, monkeypatch):
    packaged, checkout = tmp_path / "filrouge" / "guide", tmp_path / "docs" / "guide"
    monkeypatch.setattr(queries, "FOLDERS", (packaged, checkout))
    checkout.mkdir(parents=True)
    (checkout / "index.md").write_text("# Aide\n")
    assert queries.guide_folder() == checkout

    packaged.mkdir(parents=True)
    (packaged / "index.md").write_text("# Aide\n")
    assert queries.guide_folder() == packaged


def test_a_missing_guide_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(queries, "FOLDERS", (tmp_path,))

    with pytest.raises(FileNotFoundError):
        queries.guide_folder()


def test_a_member_reads_the_guide_and_goes_from_page_to_page(logged_in):
    index = BeautifulSoup(logged_in.get(HELP).content, "html.parser")
    listed = [link["href"] for link in index.select("aside a")]

    assert listed == [reverse("help:page", args=["chastel", slug]) for slug in list(queries.pages())[1:]]
    for address_of_page in listed:
        page = BeautifulSoup(logged_in.get(address_of_page).content, "html.parser")
        assert page.select_one("aside a[aria-current=page]")["href"] == address_of_page
        assert page.select_one("h1").get_text() == page.select_one("aside a[aria-current=page]").get_text()


@pytest.mark.parametrize("page", ["index", "inconnue"])
def test_an_unknown_page_is_not_found(logged_in, page):
    assert logged_in.get(f"{HELP}{page}/").status_code == 404


@pytest.mark.parametrize("role", ["guest", "accountant", "observer"])
def test_every_role_may_read_it(logged_in, membership, role):
    membership.roles = [role]
    membership.save(update_fields=["roles"])

    assert logged_in.get(HELP).status_code == 200
