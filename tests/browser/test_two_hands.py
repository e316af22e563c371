"""Several hands, a network that drops, a finger that slips: nothing is lost and nothing is done twice."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.journey import until

pytestmark = pytest.mark.browser

ITEM = "Situations examinées"


def notes_of(page: Page) -> Locator:
    return page.get_by_label(f"Notes : {ITEM}")


def add_line(page: Page, line: str) -> None:
    notes_of(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(line)


def state_of(page: Page) -> Locator:
    return page.locator("[data-save-state]")


def expect_saved(page: Page) -> None:
    expect(state_of(page)).to_have_text("Tout est enregistré.")


def said_by_server(page: Page) -> str:
    """The notes as somebody else would find them."""
    other = page.context.new_page()
    other.goto(page.url)
    text = notes_of(other).input_value()
    other.close()
    return text


@pytest.fixture
def session(house, team):
    return house.stage("meeting", slug=team["slug"], until="open")["page"] + "seance/"


def test_two_people_typing_under_one_item_keep_both_texts(people, team, session):
    first, second = (people.coordinator(account) for account in team["accounts"])
    first.goto(session)
    second.goto(session)

    add_line(first, "Trois situations revues.")
    expect_saved(first)
    add_line(second, "Le kiné propose un bilan.")

    conflict = second.locator(".fil-conflict")
    expect(conflict).to_contain_text("Trois situations revues.")
    expect(conflict).to_contain_text("Le kiné propose un bilan.")
    expect(conflict).to_contain_text("Enregistré par Camille Roy")
    expect(state_of(second)).to_have_text("Deux personnes ont écrit en même temps : choisissez.")
    second.get_by_role("button", name="Garder les deux").click()
    expect_saved(second)
    expect(conflict).to_have_count(0)
    assert said_by_server(first) == "Trois situations revues.\n\nLe kiné propose un bilan."


def test_whoever_chose_may_go_on_typing(people, team, session):
    first, second = (people.coordinator(account) for account in team["accounts"])
    first.goto(session)
    second.goto(session)
    add_line(first, "Une ligne.")
    expect_saved(first)
    add_line(second, "Une autre.")
    second.get_by_role("button", name="Garder l’autre").click()
    expect_saved(second)

    add_line(second, " Puis la suite.")
    expect_saved(second)

    assert said_by_server(first) == "Une ligne. Puis la suite."


def test_notes_typed_without_network_leave_by_themselves(people, team, session):
    page = people.coordinator(team["accounts"][0])
    page.goto(session)
    page.context.set_offline(True)

    add_line(page, "Écrit dans le tunnel.")
    expect(state_of(page)).to_have_text("Pas de réseau : vos notes sont gardées ici et partiront seules.")
    page.context.set_offline(False)

    expect_saved(page)
    assert said_by_server(page) == "Écrit dans le tunnel."


def test_notes_the_server_never_had_are_there_after_a_reload(people, team, session):
    page = people.coordinator(team["accounts"][0])
    page.on("dialog", lambda dialog: dialog.accept())  # « quitter la page ? »
    page.goto(session)
    page.route("**/notes/", lambda route: route.abort())
    add_line(page, "Écrit juste avant la panne.")
    expect(state_of(page)).to_have_text("Pas de réseau : vos notes sont gardées ici et partiront seules.")
    page.unroute("**/notes/")

    page.reload()

    expect(notes_of(page)).to_have_value("Écrit juste avant la panne.")
    expect_saved(page)
    assert said_by_server(page) == "Écrit juste avant la panne."


def test_notes_kept_here_do_not_cover_what_another_wrote_meanwhile(people, team, session):
    page, other = (people.coordinator(account) for account in team["accounts"])
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(session)
    page.route("**/notes/", lambda route: route.abort())
    add_line(page, "Le mien.")
    expect(state_of(page)).to_contain_text("Pas de réseau")
    other.goto(session)
    add_line(other, "Le sien.")
    expect_saved(other)
    page.unroute("**/notes/")

    page.reload()
    page.get_by_role("button", name="Garder les deux").click()

    expect_saved(page)
    assert said_by_server(page) == "Le sien.\n\nLe mien."


def test_a_double_click_convenes_once(house, people, team):
    meeting = house.stage("meeting", slug=team["slug"])
    page = people.coordinator(team["accounts"][0])
    page.goto(meeting["page"] + "convoquer/")

    page.get_by_role("button", name="Convoquer 5 personnes").dblclick()
    expect(page.get_by_text("Les invitations partent.")).to_be_visible()

    page.goto(f"/{team['slug']}/courrier/")
    expect(page.get_by_text("5 messages")).to_be_visible()
    until(lambda: all(house.post.all(to, "Invitation") for to in team["emails"]), "five invitations")
    assert [len(house.post.all(to, "Invitation")) for to in team["emails"]] == [1] * 5


def test_two_submissions_at_once_convene_once(house, people, team):
    """Without the script that holds the button back: the server alone must do it."""
    meeting = house.stage("meeting", slug=team["slug"])
    page = people.coordinator(team["accounts"][0])
    page.goto(meeting["page"] + "convoquer/")

    page.evaluate(
        "Promise.all([1, 2, 3].map(() => fetch(location.href, "
        "{method: 'POST', body: new FormData(document.querySelector('main form'))})))"
    )

    page.goto(f"/{team['slug']}/courrier/")
    expect(page.get_by_text("5 messages")).to_be_visible()


def test_going_back_after_a_save_shows_the_form_and_saves_nothing_again(house, people, team):
    page = people.coordinator(team["accounts"][0])
    page.goto(f"/{team['slug']}/reunions/nouvelle/?type=rcp")
    page.get_by_label("Intitulé").fill("RCP unique")
    page.get_by_role("button", name="Prévoir la réunion").click()
    expect(page.get_by_role("heading", level=1, name="RCP unique")).to_be_visible()

    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Prévoir une réunion")).to_be_visible()
    expect(page.get_by_role("button", name="Prévoir la réunion")).not_to_have_attribute("aria-disabled", "true")
    page.go_forward()
    expect(page.get_by_role("heading", level=1, name="RCP unique")).to_be_visible()
    page.reload()

    page.goto(f"/{team['slug']}/reunions/")
    expect(page.get_by_role("link", name="RCP unique")).to_have_count(1)


def test_a_form_left_open_while_another_person_convened_says_so(house, people, team):
    meeting = house.stage("meeting", slug=team["slug"])
    first, second = (people.coordinator(account) for account in team["accounts"])
    for page in (first, second):
        page.goto(meeting["page"] + "convoquer/")
    first.get_by_role("button", name="Convoquer 5 personnes").click()
    expect(first.get_by_text("Les invitations partent.")).to_be_visible()

    second.get_by_label("Mot d’accompagnement").fill("Un mot que je ne veux pas perdre")
    second.get_by_role("button", name=re.compile("^Convoquer")).click()

    expect(second.get_by_text("Rechargez la page pour voir où elle en est.").first).to_be_visible()
    expect(second.get_by_label("Mot d’accompagnement")).to_have_value("Un mot que je ne veux pas perdre")
