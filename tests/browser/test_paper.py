"""The paper bridge: a sheet signed with a pen, a photograph from a phone, one minute in front of the grid."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import PHONE, fits, listen, look

pytestmark = pytest.mark.browser

HELD_PHONE = {"viewport": PHONE, "is_mobile": True, "has_touch": True}


@pytest.fixture
def meeting(house, team):
    return house.stage("meeting", slug=team["slug"], until="open")


@pytest.fixture
def picture(house, team, meeting, tmp_path):
    return house.stage("photo", slug=team["slug"], meeting=meeting["pk"], folder=str(tmp_path))["path"]


def pressed(page: Page, name: str) -> str:
    return page.get_by_role("group", name=f"Présence de {name}").locator("[aria-pressed=true]").inner_text()


def test_a_photograph_taken_on_a_phone_opens_the_grid_of_its_meeting(people, team, meeting, picture):
    phone = people.coordinator(team["accounts"][0], **HELD_PHONE)
    heard = listen(phone)
    phone.goto(f"/{team['slug']}/reunions/feuille/")
    expect(phone.get_by_text("Prendre une photo")).to_be_visible()

    phone.locator("#id_camera").set_input_files(picture)

    expect(phone.get_by_role("heading", level=1)).to_have_text("Feuille signée")
    assert phone.url.endswith(f"{meeting['page']}feuille/")
    photo = phone.get_by_role("img", name=re.compile("Feuille signée, déposée"))
    expect(photo).to_be_visible()
    width, height = photo.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert height > width  # taken sideways, shown upright
    phone.get_by_role("button", name="Tous présents, sauf excusés").click()
    expect(phone.locator("#presences .card-subtitle")).to_contain_text("5 sur 5")
    expect(phone.locator("[data-presence]").first).to_contain_text("d’après la feuille papier")
    assert fits(phone)
    look(phone, "paper-phone")
    assert heard == []


def test_at_a_desk_the_picture_stands_beside_the_grid_and_the_keyboard_is_enough(people, team, meeting, picture):
    desk = people.coordinator(team["accounts"][0])
    desk.goto(f"{meeting['page']}feuille/")
    desk.get_by_label("Photos de la feuille signée").set_input_files(picture)
    grid, view = desk.locator("#presences"), desk.locator("[data-sheet-view]")
    expect(view).to_be_visible()
    assert view.bounding_box()["x"] + view.bounding_box()["width"] <= grid.bounding_box()["x"]

    desk.locator("[data-key=p]").first.focus()
    for key in "pdea":
        with desk.expect_response(re.compile("/presences/")):
            desk.keyboard.press(key)
    desk.get_by_role("button", name="Agrandir la photo").click()

    names = ["Claire Aubert", "Paul Berger", "Nadia Colin", "Hugo Denis"]
    for name, expected in zip(names, ["Présent·e", "À distance", "Excusé·e", "Absent·e"], strict=True):
        expect(desk.get_by_role("group", name=f"Présence de {name}").locator("[aria-pressed=true]")).to_have_text(
            expected
        )
    assert desk.evaluate("document.querySelector('[data-sheet-view] img').style.width") == "135%"
    look(desk, "paper-desk")
    desk.reload()
    assert [pressed(desk, name) for name in names] == ["Présent·e", "À distance", "Excusé·e", "Absent·e"]


def test_a_picture_nobody_can_read_waits_and_is_filed_by_hand(people, team, meeting, house, tmp_path):
    desk = people.coordinator(team["accounts"][0])
    blank = tmp_path / "floue.png"
    desk.goto(f"/{team['slug']}/reunions/feuille/")
    desk.screenshot(path=blank, clip={"x": 0, "y": 0, "width": 300, "height": 200})

    desk.get_by_label("Photos de la feuille signée").set_input_files(blank)
    waiting = desk.locator(".fil-sheet-waiting")
    expect(waiting).to_have_count(1)
    waiting.get_by_label("Réunion").select_option(meeting["pk"])
    waiting.get_by_role("button", name="Classer").click()

    expect(desk.locator("[data-sheet-view] img")).to_be_visible()
    assert desk.url.endswith(f"{meeting['page']}feuille/")


def test_the_same_picture_sent_again_is_said_and_nothing_is_doubled(people, team, meeting, picture):
    desk = people.coordinator(team["accounts"][0])
    desk.goto(f"/{team['slug']}/reunions/feuille/")
    desk.get_by_label("Photos de la feuille signée").set_input_files(picture)  # it leaves by itself
    expect(desk.locator("[data-sheet-view] img")).to_be_visible()

    desk.goto(f"/{team['slug']}/reunions/feuille/")
    desk.get_by_label("Photos de la feuille signée").set_input_files(picture)
    expect(desk.get_by_role("alert")).to_contain_text("déjà déposée sur « RCP plaies »")
