"""Personal links: the right page for each, nothing told to who should not know, and no script needed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import fits

pytestmark = pytest.mark.browser

TITLE = "RCP plaies chroniques"


@pytest.fixture
def phone(people):
    return people.phone()


def expect_nothing_told(page: Page) -> None:
    """Neither the meeting nor the people: whoever holds the address may be anybody."""
    for secret in (TITLE, "Salle du haut", "Claire Aubert", "Situations examinées"):
        expect(page.locator("html")).not_to_contain_text(secret)
    assert page.get_by_role("button").count() == 0
    assert fits(page)


@pytest.mark.parametrize(("how", "purpose"), [("expire", "invitation"), ("revoke", "invitation"), ("expire", "review")])
def test_a_closed_link_says_whom_to_write_to_and_nothing_else(house, team, phone, how, purpose):
    until = {"invitation": "convened", "review": "review"}[purpose]
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until=until)
    house.stage("close_link", slug=team["slug"], url=meeting[purpose], how=how)

    answer = phone.goto(meeting[purpose])

    assert answer.status == 410
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ce lien n’est plus valable")
    expect(phone.get_by_role("link", name=f"coordination@{team['slug']}.example")).to_be_visible()
    expect_nothing_told(phone)


def test_a_link_closed_while_its_page_was_open_takes_no_answer(house, team, phone):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="convened")
    phone.goto(meeting["invitation"])
    house.stage("close_link", slug=team["slug"], url=meeting["invitation"], how="revoke")

    phone.get_by_role("button", name="Je viens", exact=True).tap()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Ce lien n’est plus valable")
    expect(phone.get_by_text("Rien n’a été enregistré.")).to_be_visible()


def test_a_tampered_link_does_not_even_name_the_team(house, team, phone):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="convened")
    head, _, token = meeting["invitation"].rstrip("/").rpartition("/")
    changed = ("B" if token[10] == "A" else "A").join((token[:10], token[11:]))

    answer = phone.goto(f"{head}/{changed}/")

    assert answer.status == 404
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ce lien n’existe pas")
    expect(phone.locator("html")).not_to_contain_text(team["name"])
    expect_nothing_told(phone)


def test_the_link_of_one_team_opens_nothing_at_another(house, team, phone):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="convened")
    other = house.team(name="MSP voisine")

    answer = phone.goto(meeting["invitation"].replace(team["slug"], other["slug"]))

    assert answer.status == 404
    expect_nothing_told(phone)


def test_after_a_cancellation_the_link_says_so_and_asks_nothing(house, team, phone):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="cancelled")

    phone.goto(meeting["invitation"])

    expect(phone.get_by_text("Cette réunion est annulée. Grève des transports.")).to_be_visible()
    expect(phone.get_by_role("button")).to_have_count(0)


def test_a_word_can_follow_an_answer(house, people, team, phone):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="convened")
    phone.goto(meeting["invitation"])
    phone.get_by_role("button", name="Je m’excuse", exact=True).tap()
    expect(phone.get_by_text("Vous pouvez changer d’avis")).to_be_visible()

    phone.get_by_text("Ajouter un mot").tap()
    phone.get_by_label("Un mot pour la coordination").fill("Je garde les enfants.")
    phone.get_by_role("button", name="Envoyer ce mot").tap()

    expect(phone.get_by_label("Un mot pour la coordination")).to_have_value("Je garde les enfants.")
    page = people.coordinator(team["accounts"][0])
    page.goto(meeting["page"])
    expect(page.get_by_text("« Je garde les enfants. »")).to_be_visible()
    expect(page.get_by_text("s’excuse", exact=True)).to_be_visible()


def test_once_the_minutes_are_out_the_invitation_says_what_was_noted_and_asks_nothing(house, team, phone):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="review")

    phone.goto(meeting["invitation"])

    expect(phone.get_by_text("Votre présence est notée : présent·e")).to_be_visible()
    expect(phone.get_by_role("button")).to_have_count(0)


def test_frozen_minutes_can_be_read_again_but_not_judged(house, team, phone):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="approved")

    phone.goto(meeting["review"])

    expect(phone.get_by_text("Ce compte rendu est approuvé et figé.")).to_be_visible()
    expect(phone.get_by_role("button", name="J’approuve")).to_have_count(0)


def test_an_answer_needs_no_script(house, people, team):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="convened")
    phone = people.phone(java_script_enabled=False)
    phone.goto(meeting["invitation"])

    phone.get_by_text("Ajouter un mot").tap()
    phone.get_by_label("Un mot pour la coordination").fill("Je garde les enfants.")
    phone.get_by_role("button", name="Je m’excuse", exact=True).tap()
    expect(phone.get_by_text("Vous pouvez changer d’avis")).to_be_visible()

    page = people.coordinator(team["accounts"][0])
    page.goto(meeting["page"])
    expect(page.get_by_text("« Je garde les enfants. »")).to_be_visible()


def test_an_opinion_needs_no_script(house, people, team):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="review")
    phone = people.phone(java_script_enabled=False)
    phone.goto(meeting["review"])

    phone.get_by_text("Demander une correction").tap()
    phone.get_by_label("Ce qu’il faut corriger").fill("J’étais à distance.")
    phone.get_by_role("button", name="Envoyer ma demande").tap()
    expect(phone.get_by_text("Votre demande est transmise : « J’étais à distance. »")).to_be_visible()
    phone.get_by_role("button", name="J’approuve").tap()
    expect(phone.get_by_text("Vous avez approuvé ce compte rendu. Merci.")).to_be_visible()


def test_a_correction_without_a_word_is_asked_for_its_word(house, team, phone):
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE, until="review")
    phone.goto(meeting["review"])

    phone.get_by_text("Demander une correction").tap()
    phone.get_by_role("button", name="Envoyer ma demande").tap()

    expect(phone.get_by_role("alert")).to_have_text("Dites en une phrase ce qu’il faut corriger.")
    assert fits(phone)
