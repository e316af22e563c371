"""The gallery in a real Chromium: accessible, quiet under the security policy, and its scripts do what they say."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def collected() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture
def browser(collected, live_server) -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("Chromium manque : « apt install chromium », puis relancez.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, live_server) -> Page:
    page = browser.new_page(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    page.goto("/ui/")
    return page


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [("/ui/", 1280, "light"), ("/ui/", 390, "dark"), ("/ui/telephone/", 390, "light"), ("/ui/telephone/", 390, "dark")],
)
def test_axe_finds_nothing_and_the_policy_refuses_nothing(browser, live_server, path, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(live_server.url + path)

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]

    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    assert heard == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_everything_is_reached_from_the_keyboard(page):
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "recherche"

    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Une réunion"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Une tâche"
    page.keyboard.press("Escape")
    assert page.locator("details[data-menu][open]").count() == 0

    page.keyboard.press("Control+k")
    page.keyboard.type("equipe")
    assert page.locator("#palette-liste [aria-selected=true]").inner_text().split("\n") == ["Aller à", "Équipe"]
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="detached")
    page.keyboard.press("?")
    assert page.locator("#raccourcis").get_attribute("open") is not None


def test_what_was_typed_comes_back_and_can_be_dropped(page):
    page.on("dialog", lambda dialog: dialog.accept())
    page.fill("#id_title", "Staff du jeudi")
    page.reload()
    assert page.input_value("#id_title") == "Staff du jeudi"

    page.get_by_role("button", name="Abandonner le brouillon").click()
    assert page.input_value("#id_title") == ""
    page.reload()
    assert page.locator(".fil-draft").count() == 0


def test_the_chosen_theme_is_written_by_the_server_next_time(page):
    page.click("summary[aria-label='Mon compte']")
    page.click(".fil-top [data-theme-value=dark]")
    page.reload()
    assert 'data-bs-theme="dark"' in page.request.get("/ui/").text()

    page.click("summary[aria-label='Mon compte']")
    page.click(".fil-top [data-theme-value=auto]")
    assert "data-bs-theme" not in page.request.get("/ui/").text().split("<head>")[0]


def test_a_filter_replaces_the_list_and_keeps_the_address(page):
    page.fill("#filtre_q", "plaies")
    page.wait_for_url("**/ui/?q=plaies&year=2026")

    assert page.locator("#lignes").count() == 1
    assert page.locator("#filtre_q").input_value() == "plaies"


def test_a_question_is_asked_first(page):
    page.evaluate("document.querySelector('#selection').dataset.confirm = 'Relancer 3 personnes ?'")
    page.check("[data-bulk-all]")
    assert page.locator(".fil-bulk-count").inner_text() == "3 lignes cochées"
    page.click(".fil-bulk-actions button >> nth=0")

    assert page.locator("dialog[open] h2").inner_text() == "Relancer 3 personnes ?"
    page.keyboard.press("Escape")
    assert page.url.endswith("/ui/")


def test_an_answer_finds_the_part_of_the_page_that_another_has_replaced(page):
    told = page.evaluate("""async () => {
        document.querySelector("main").insertAdjacentHTML("beforeend", '<p id="twice">before</p>');
        const asked = document.getElementById("twice"); // both answers were asked for while this one stood there
        for (const text of ["first", "second"]) {
            const answer = `<p id="twice">${text}</p>`;
            await htmx.swap({ target: asked, sourceElement: asked, swap: "outerHTML", text: answer });
        }
        return document.getElementById("twice").textContent;
    }""")

    assert told == "second"
