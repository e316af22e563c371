"""What a browser would run if it were not shown as text, and a file that lies about what it is."""

import re

import pytest
from playwright.sync_api import Page, expect

from filrouge.kernel.documents.tests.test_render_pdf import text_of
from tests.browser.journey import fits, listen

pytestmark = pytest.mark.browser

SCRIPT, TEMPLATE, IMAGE = "<script>alert(1)</script>", "{{ 7*7 }}", "<img src=x onerror=alert(2)>"
TITLE = f"{SCRIPT} {TEMPLATE}"
PEOPLE = [[SCRIPT, TEMPLATE, "gp"], [IMAGE, "{% load static %}", "nurse"]]


@pytest.fixture
def team(house):
    return house.team(name=f"MSP {IMAGE}", people=PEOPLE)


def watch(page: Page) -> list[str]:
    """Everything that should not happen: a dialog opened by a text, an error, a refusal of the policy."""
    heard = listen(page)
    page.on("dialog", lambda dialog: (heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    return heard


def expect_as_text(page: Page, path: str, *texts: str) -> None:
    page.goto(path)
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)
    assert page.locator("img[src=x]").count() == 0


def test_a_coordinator_reads_hostile_names_as_text(house, people, team):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="open", notes=f"{IMAGE}\n{TEMPLATE}")
    page = people.coordinator(team["accounts"][0])
    heard = watch(page)
    slug = team["slug"]

    expect_as_text(page, f"/{slug}/reunions/?when=all", TITLE)
    expect_as_text(page, meeting["page"], TITLE, SCRIPT, IMAGE, TEMPLATE)
    expect_as_text(page, meeting["page"] + "seance/", TITLE, SCRIPT, IMAGE)
    expect_as_text(page, f"/{slug}/equipe/", SCRIPT, TEMPLATE)
    expect_as_text(page, f"/{slug}/courrier/", TITLE)
    expect_as_text(page, f"/{slug}/recherche/?q=script", TITLE)

    assert heard == []


def test_what_another_hand_wrote_is_shown_as_text_in_a_conflict(house, people, team):
    meeting = house.stage("meeting", slug=team["slug"], until="open", notes="Avant.")
    first, second = (people.coordinator(account) for account in team["accounts"])
    heard = watch(second)
    for page in (first, second):
        page.goto(meeting["page"] + "seance/")
    second.context.set_offline(True)
    for page, line in ((second, SCRIPT), (first, IMAGE)):
        page.get_by_label(re.compile("^Notes :")).first.focus()
        page.keyboard.press("Control+End")
        page.keyboard.type(line)
    expect(first.locator("[data-save-state]")).to_have_text("Tout est enregistré.")
    second.context.set_offline(False)

    clash = second.locator(".fil-clashes")
    expect(clash).to_contain_text(IMAGE)
    expect(clash).to_contain_text(SCRIPT)
    assert second.locator("img[src=x]").count() == 0
    assert [line for line in heard if not re.search(r"409 \(Conflict\)|ERR_INTERNET_DISCONNECTED", line)] == []


def test_a_phone_reads_hostile_names_as_text(house, people, team):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="review", notes=IMAGE)
    phone = people.phone()
    heard = watch(phone)

    expect_as_text(phone, meeting["invitation"], TITLE)
    expect_as_text(phone, meeting["review"], TITLE, IMAGE)

    assert fits(phone)
    assert heard == []


def test_frozen_minutes_print_hostile_names_as_text(house, people, team):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="approved", notes=IMAGE)
    page = people.coordinator(team["accounts"][0])

    pdf = page.request.get(meeting["page"] + "compte-rendu.pdf")

    text = re.sub(r"\s", "", text_of(pdf.body()))
    for written in (SCRIPT, TEMPLATE, IMAGE):
        assert written.replace(" ", "") in text


def test_a_program_renamed_as_a_list_is_refused_in_french(people, team, tmp_path):
    liar = tmp_path / "equipe.csv"
    liar.write_bytes(b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(range(256)) * 40)
    page = people.coordinator(team["accounts"][0])
    heard = watch(page)
    page.goto(f"/{team['slug']}/equipe/importer/")

    page.get_by_label(re.compile("fichier", re.IGNORECASE)).set_input_files(liar)
    page.get_by_role("button", name="Lire et vérifier").click()

    expect(page.get_by_role("alert").first).to_contain_text("programme")
    expect(page.get_by_role("heading", level=1)).to_have_text("Importer l’équipe")
    page.goto(f"/{team['slug']}/equipe/importer/")
    expect(page.get_by_text("À terminer")).to_have_count(0)
    assert heard == []
