"""Several hands, a network that drops, a finger that slips: nothing is lost and nothing is done twice."""

import html
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.journey import People, until

pytestmark = pytest.mark.browser

ITEM = "Situations examinées"
TITLE = "RCP plaies"


def notes_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name=f"Notes : {ITEM}")


def add_line(page: Page, line: str) -> None:
    notes_of(page).focus()
    expect(page.locator(".ProseMirror-focused")).to_be_visible()  # keys pressed before the editor is there are lost
    page.keyboard.press("Control+End")
    page.keyboard.type(line)


def state_of(page: Page) -> Locator:
    return page.locator("[data-save-state]")


def expect_saved(page: Page) -> None:
    expect(state_of(page)).to_have_text("Tout est enregistré.")


def said_by_server(page: Page) -> str:
    """The notes as somebody else would find them, without scripts: marks and all."""
    plain = page.context.request.get(page.url).text()
    found = re.search(rf"<label[^>]*>Notes : {ITEM}</label>\s*<textarea[^>]*>(.*?)</textarea>", plain, re.DOTALL)
    assert found
    return html.unescape(found[1]).strip()


@pytest.fixture
def session(house, team):
    return house.stage("meeting", slug=team["slug"], until="open")["page"] + "seance/"


def begin(people: People, team: dict[str, Any], session: str, *lines: str) -> tuple[Page, Page]:
    """Two people on the same page, where these paragraphs are already written."""
    first, second = (people.coordinator(account) for account in team["accounts"])
    first.goto(session)
    for rank, line in enumerate(lines):
        add_line(first, line)
        if rank < len(lines) - 1:
            first.keyboard.press("Enter")
    if lines:
        expect_saved(first)
    second.goto(session)
    return first, second


def test_two_people_typing_under_one_item_keep_both_texts(people, team, session):
    first, second = begin(people, team, session)
    for page in (first, second):
        notes_of(page).focus()

    first.keyboard.type("Trois situations revues.")
    second.keyboard.type("Le kiné propose un bilan.")

    for page in (first, second):
        expect_saved(page)
        expect(notes_of(page)).to_contain_text("Trois situations revues.")
        expect(notes_of(page)).to_contain_text("Le kiné propose un bilan.")
    assert sorted(said_by_server(first).split("\n\n")) == ["Le kiné propose un bilan.", "Trois situations revues."]


def test_two_people_in_different_paragraphs_are_merged_without_a_word(people, team, session):
    first, second = begin(people, team, session, "Le toit.", "Le budget.")
    second.context.set_offline(True)
    add_line(second, " Il tient.")
    notes_of(first).focus()
    first.keyboard.press("Control+Home")
    first.keyboard.press("End")
    first.keyboard.type(" Il fuit.")
    expect_saved(first)

    second.context.set_offline(False)

    expect_saved(second)
    for page in (first, second):
        expect(notes_of(page)).to_contain_text("Le toit. Il fuit.")
        expect(notes_of(page)).to_contain_text("Le budget. Il tient.")
    assert said_by_server(first) == "Le toit. Il fuit.\n\nLe budget. Il tient."


def test_two_people_in_the_same_paragraph_choose_between_two_texts(people, team, session):
    first, second = begin(people, team, session, "Le toit.")
    second.context.set_offline(True)
    add_line(second, " Il est neuf.")
    add_line(first, " Il fuit.")
    expect_saved(first)

    second.context.set_offline(False)

    clash = second.locator(".fil-clashes")
    expect(clash).to_contain_text("Le toit. Il fuit.")
    expect(clash).to_contain_text("Le toit. Il est neuf.")
    expect(clash).to_contain_text("Enregistré par Camille Roy")
    expect(state_of(second)).to_have_text("Deux personnes ont changé le même passage : choisissez.")
    second.get_by_role("button", name="Garder les deux").click()
    expect_saved(second)
    expect(clash).to_have_count(0)
    assert said_by_server(first) == "Le toit. Il fuit.\n\nLe toit. Il est neuf."


def test_whoever_chose_may_go_on_typing(people, team, session):
    first, second = begin(people, team, session, "Le toit.")
    second.context.set_offline(True)
    add_line(second, " Il est neuf.")
    add_line(first, " Il fuit.")
    expect_saved(first)
    second.context.set_offline(False)
    second.get_by_role("button", name="Garder l’autre").click()
    expect_saved(second)

    add_line(second, " Puis la suite.")
    expect_saved(second)

    assert said_by_server(first) == "Le toit. Il fuit. Puis la suite."


def test_each_sees_where_the_other_writes_and_what_they_saved(people, team, session):
    first, second = begin(people, team, session)

    add_line(first, "Deux devis.")

    item = second.locator(".fil-item", has=notes_of(second))
    expect(item.get_by_text("Camille Roy écrit ici")).to_be_visible()
    expect(notes_of(second)).to_contain_text("Deux devis.")
    first.get_by_role("link", name=TITLE).first.focus()
    expect(item.get_by_text("Camille Roy écrit ici")).to_have_count(0)


def test_fresh_words_of_another_leave_the_cursor_where_it_was(people, team, session):
    first, second = begin(people, team, session, "Le toit.", "Le budget.")
    notes_of(second).focus()
    second.keyboard.press("Control+End")

    notes_of(first).focus()
    first.keyboard.press("Control+Home")
    first.keyboard.type("Avant tout, ")
    expect(notes_of(second)).to_contain_text("Avant tout, Le toit.")
    second.keyboard.type(" Fin.")

    expect_saved(second)
    assert said_by_server(second) == "Avant tout, Le toit.\n\nLe budget. Fin."


def test_two_people_under_two_items_never_meet(people, team, session):
    first, second = begin(people, team, session)
    other = second.get_by_role("textbox", name="Notes : Organisation de la prochaine RCP")

    add_line(first, "Trois situations.")
    other.focus()
    second.keyboard.type("Le 12 mars.")

    for page in (first, second):
        expect_saved(page)
    expect(notes_of(second)).to_contain_text("Trois situations.")
    expect(first.get_by_role("textbox", name="Notes : Organisation de la prochaine RCP")).to_contain_text("Le 12 mars.")
    assert said_by_server(first) == "Trois situations."


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

    expect(notes_of(page)).to_have_text("Écrit juste avant la panne.")
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

    both = "Le sien.\n\nLe mien."  # the page is shown before what was kept here is sent again
    until(lambda: said_by_server(page) == both, "what both wrote")
    expect_saved(page)


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
