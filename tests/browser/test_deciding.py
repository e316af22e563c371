"""A vote in the room: prepared under a point, answered by two phones, watched on the wall, written in the register."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.journey import listen, look
from tests.browser.test_accessibility import PHONE_AT_NIGHT, faults_of
from tests.browser.test_live import bar, take

pytestmark = pytest.mark.browser

ITEM = "Situations examinées"


@pytest.fixture
def direct(house, team):
    return house.stage("direct", slug=team["slug"])


def sign(phone: Page, door: str, name: str) -> None:
    take(phone, door, name)
    phone.get_by_role("button", name="Je signe ma présence").tap()
    expect(phone.get_by_text("Présent·e : présence enregistrée")).to_be_visible()


def prepare(desk: Page, session: str, method: str) -> None:
    desk.goto(session)
    desk.locator(".fil-item", has_text=ITEM).get_by_role("link", name="Décider").click()
    desk.locator(".fil-methods").get_by_role("link", name=method).click()


def open_vote(desk: Page) -> None:
    desk.get_by_role("button", name="Ouvrir le vote").click()
    expect(desk).to_have_url(re.compile(r"/seance/$"))


def confirm(desk: Page, name: str) -> None:
    bar(desk).get_by_role("button", name=name).click()
    desk.locator("dialog[open]").get_by_role("button", name=name).click()


def drag(page: Page, line: Locator, to: Locator) -> None:
    """As a hand does: by the edge of the line, in several small moves."""
    start, end = line.bounding_box(), to.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] - 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"], start["y"] + 20, steps=5)
    page.mouse.move(end["x"] + 60, end["y"] + 20, steps=10)
    page.mouse.move(end["x"] + 62, end["y"] + 22, steps=3)
    page.mouse.up()


def test_two_phones_vote_the_wall_shows_it_and_the_decision_is_written(people, team, direct):
    desk, wall = (people.coordinator(account) for account in team["accounts"])
    first, second = people.phone(), people.phone()
    heard = [listen(page) for page in (desk, wall, first, second)]
    for phone, name in ((first, "Claire Aubert"), (second, "Nadia Colin")):
        sign(phone, direct["door"], name)
    wall.goto(direct["wall"])
    prepare(desk, direct["session"], "Pour, contre, abstention")
    desk.get_by_label("Question").fill("Ouvrir le samedi matin")
    open_vote(desk)

    first.get_by_role("button", name="Pour", exact=True).tap()
    expect(first.get_by_text("Votre voix est comptée")).to_be_visible()
    expect(wall.locator(".wall-activity")).to_contain_text("1 sur 2")
    for page, name in ((second, "phone"), (wall, "wall"), (desk, "desk")):
        look(page, f"vote-{name}")
    second.get_by_role("button", name="Contre", exact=True).tap()
    expect(bar(desk)).to_contain_text("2 sur 2 ont voté")
    second.get_by_role("button", name="Pour", exact=True).tap()  # a named vote may change
    expect(second.get_by_text("seul le dernier compte")).to_be_visible()
    confirm(desk, "Dépouiller")

    for screen in (first.locator("[data-part=activity]"), wall.locator(".wall-activity"), bar(desk)):
        expect(screen).to_contain_text("2 pour, 0 contre : adoptée.")
    look(wall, "vote-counted-wall")
    bar(desk).get_by_role("link", name="Résultat et décision").click()
    look(desk, "vote-result")
    desk.get_by_role("button", name="Inscrire la décision").click()
    expect(desk.locator("#toasts")).to_contain_text("La décision est inscrite")
    desk.goto(direct["session"])
    expect(desk.locator(".fil-item", has_text=ITEM)).to_contain_text("Ouvrir le samedi matin")
    assert [line for lines in heard for line in lines] == []


def test_a_secret_vote_by_mentions_is_cast_once_and_lost_by_no_network(people, team, direct):
    desk = people.coordinator(team["accounts"][0])
    phones = [people.phone() for _name in range(3)]
    for phone, name in zip(phones, ("Claire Aubert", "Nadia Colin", "Hugo Denis"), strict=True):
        sign(phone, direct["door"], name)
    prepare(desk, direct["session"], "Jugement majoritaire")
    desk.get_by_label("Question").fill("Quel créneau ?")
    desk.get_by_label("Options").fill("Le mardi midi\nLe jeudi soir")
    desk.get_by_label("Vote secret").check()
    open_vote(desk)

    for phone in phones:
        expect(phone.get_by_role("group", name="Le mardi midi")).to_be_visible()
    look(phones[0], "mentions-phone")
    phones[0].context.set_offline(True)
    for phone, grades in zip(phones, (("Excellent", "Bien"), ("Bien", "Passable"), ("Très bien", "Bien")), strict=True):
        for option, grade in zip(("Le mardi midi", "Le jeudi soir"), grades, strict=True):
            phone.get_by_role("group", name=option).get_by_role("radio", name=grade, exact=True).tap()
        phone.get_by_role("button", name="Voter").tap()
    expect(phones[0].get_by_text("En attente du réseau")).to_be_visible()
    expect(bar(desk)).to_contain_text("2 sur 3 ont voté, en secret")
    phones[0].context.set_offline(False)
    expect(bar(desk)).to_contain_text("3 sur 3 ont voté, en secret")
    expect(phones[0].get_by_role("button", name="Voter")).to_have_count(0)
    confirm(desk, "Dépouiller")

    expect(phones[1].locator("[data-part=activity]")).to_contain_text("« Le mardi midi » l’emporte")


@pytest.mark.parametrize("seen", [{"color_scheme": "light"}, PHONE_AT_NIGHT], ids=["light", "night"])
def test_no_paper_keeps_anybody_out(people, team, direct, seen):
    desk, phone = people.coordinator(team["accounts"][0], **seen), people.phone(**seen)
    sign(phone, direct["door"], "Claire Aubert")

    faults = {}
    for method in ("Pour, contre, abstention", "Consentement", "Jugement majoritaire", "Classement", "Gommettes"):
        prepare(desk, direct["session"], method)
        desk.get_by_label("Question").fill(f"Par {method.lower()} ?")
        if desk.get_by_label("Options").count():
            desk.get_by_label("Options").fill("Lundi\nMardi\nJeudi")
        open_vote(desk)
        expect(phone.locator("[data-part=activity]")).to_contain_text(f"Par {method.lower()} ?")
        faults[method] = faults_of(phone, direct["phone"])

    assert {method: found for method, found in faults.items() if found} == {}


def test_two_phones_have_ideas_that_become_a_task(people, team, direct):
    desk, wall = (people.coordinator(account) for account in team["accounts"])
    first, second = people.phone(), people.phone()
    heard = [listen(page) for page in (desk, wall, first, second)]
    for phone, name in ((first, "Claire Aubert"), (second, "Nadia Colin")):
        sign(phone, direct["door"], name)
    wall.goto(direct["wall"])
    prepare(desk, direct["session"], "Remue-méninges")
    desk.get_by_label("Question").fill("Comment mieux accueillir ?")
    desk.get_by_role("button", name="Ouvrir aux idées").click()

    for phone, idea in ((first, "Un banc"), (second, "Une plante"), (first, "Une sonnette")):
        phone.get_by_label("Votre idée, sans votre nom").fill(idea)
        phone.get_by_role("button", name="Envoyer mon idée").tap()
        expect(phone.get_by_text("sans votre nom. Une autre ?")).to_be_visible()
        expect(wall.locator(".fil-room-ideas")).to_contain_text(idea)
        expect(phone.get_by_label("Votre idée, sans votre nom")).to_have_value("")
    board = desk.locator("#board")
    expect(board).to_contain_text("3 idées")
    board.get_by_role("button", name="Arrêter les idées et regrouper").click()
    expect(first.get_by_label("Votre idée, sans votre nom")).to_have_count(0)

    board.get_by_label("Un banc").check()
    board.get_by_label("Titre du nouveau groupe").fill("Attendre assis")
    board.get_by_role("button", name="Regrouper", exact=True).click()
    pile = board.locator(".fil-pile", has_text="Attendre assis")
    expect(pile).to_contain_text("Un banc")
    drag(desk, board.locator("[data-idea]", has_text="Une plante"), pile.locator(".fil-ideas"))
    expect(pile).to_contain_text("Une plante")
    look(wall, "ideas-wall")
    board.get_by_role("button", name="Faire poser les gommettes").click()

    first.get_by_role("button", name="Poser une gommette : Une sonnette").tap()
    first.get_by_role("button", name="Voter").tap()
    for _dot in range(2):
        second.get_by_role("button", name="Poser une gommette : Attendre assis").tap()
    expect(second.get_by_text("Il vous reste une gommette.")).to_be_visible()
    second.get_by_role("button", name="Voter").tap()
    expect(wall.locator(".wall-activity")).to_contain_text("2 ont voté")
    for page, name in ((second, "phone"), (wall, "wall")):
        look(page, f"dots-{name}")
    # two papers would say who dotted what: they are never read, and the groups stay as they are
    board.get_by_role("button", name="Compter les gommettes").click()
    expect(board).to_contain_text("Ils sont détruits")
    pile.get_by_text("Devient…").click()
    pile.get_by_label("En une phrase").fill("Commander un banc")
    pile.get_by_role("button", name="une tâche").click()

    expect(pile).to_contain_text("Devenu : tâche")
    desk.goto(direct["session"])
    expect(desk.locator(".fil-item", has_text=ITEM)).to_contain_text("Commander un banc")
    assert [line for lines in heard for line in lines] == []
