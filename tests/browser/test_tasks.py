"""A task typed in one line and read while it is typed; then moved on the board by the mouse and by the keyboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.journey import fits, listen, look

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(people, team) -> Page:
    page = people.coordinator(team["accounts"][0])
    page.goto(f"/{team['slug']}/taches/")
    return page


def column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def add(page: Page, line: str) -> None:
    page.get_by_label("Tâche à ajouter").press_sequentially(line)


def drag(page: Page, card: Locator, target: Locator) -> None:
    start, end = card.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + start["width"] - 8, start["y"] + start["height"] / 2)
    page.mouse.down()
    for part in range(1, 11):
        page.mouse.move(
            start["x"] + (end["x"] + end["width"] / 2 - start["x"]) * part / 10,
            start["y"] + (end["y"] + 100 - start["y"]) * part / 10,
        )
    page.mouse.up()


def test_one_line_then_the_board(desk):
    heard = listen(desk)
    add(desk, "relancer l’éditeur dans 3 jours @inconnue #SI 30min")
    understood = desk.locator("#task-understood li")
    expect(understood.first).to_have_text("relancer l’éditeur @inconnue")
    expect(desk.locator("#task-understood")).to_contain_text("Personne ne s’appelle « inconnue »")
    expect(desk.locator("#task-understood")).to_contain_text("SI")
    look(desk, "tasks-1-line")
    assert fits(desk)

    desk.get_by_label("Tâche à ajouter").press("Enter")
    expect(desk.locator("#task-rows")).to_contain_text("Relancer l’éditeur @inconnue")
    add(desk, "ranger le local")
    desk.get_by_role("button", name="Ajouter", exact=True).last.click()
    expect(desk.locator("#task-rows")).to_contain_text("Ranger le local")

    desk.get_by_role("link", name="Tableau", exact=True).click()
    to_do, under_way, done = (
        column(desk, name) for name in ("À faire", "En cours ou en attente", "Faites cette semaine")
    )
    drag(desk, to_do.locator(".fil-task-card").first, under_way.locator("ul"))
    expect(under_way.locator(".card-header")).to_contain_text("1")  # counted by the server: the move has come back
    expect(under_way.locator(".fil-task-card")).to_have_count(1)
    expect(to_do.locator(".fil-task-card")).to_have_count(1)
    look(desk, "tasks-2-board")

    to_do.get_by_role("checkbox").focus()
    desk.keyboard.press("Space")
    desk.get_by_label("Colonne").select_option("Faites cette semaine")
    desk.get_by_role("button", name="Y mettre les tâches cochées").press("Enter")
    expect(done.locator(".fil-task-card")).to_have_count(1)
    assert heard == []


def test_the_line_and_the_board_fit_a_phone(people, team):
    page = people.coordinator(team["accounts"][0], viewport={"width": 390, "height": 844})
    page.goto(f"/{team['slug']}/taches/")
    add(page, "appeler la PMI demain 1h")
    expect(page.locator("#task-understood")).to_contain_text("appeler la PMI")
    assert fits(page)
    page.get_by_label("Tâche à ajouter").press("Enter")
    page.goto(f"/{team['slug']}/taches/tableau/")
    assert fits(page)
    page.get_by_role("checkbox").check()
    page.get_by_label("Colonne").select_option("En cours ou en attente")
    page.get_by_role("button", name="Y mettre les tâches cochées").click()
    expect(column(page, "En cours ou en attente").locator(".fil-task-card")).to_have_count(1)
