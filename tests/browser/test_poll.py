"""A date found by four people on their phones: asked, answered, reminded of nothing, chosen, and in every calendar."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.journey import House, fits, link_in, listen, look

pytestmark = pytest.mark.browser

TITLE = "RCP plaies"
ASKED = f"Quelle date vous irait : {TITLE}"


@pytest.fixture
def desk(house, people, team) -> Page:
    """The coordinator, on a meeting that has no settled date yet."""
    meeting = house.stage("meeting", slug=team["slug"], title=TITLE)
    page = people.coordinator(team["accounts"][0])
    page.goto(meeting["page"])
    return page


def propose(page: Page, dates: int = 3) -> list[str]:
    """Ticks the first dates that the house suggests; returns them as they are written."""
    page.get_by_role("link", name="Trouver une date").first.click()
    suggested = page.locator(".fil-suggestion")
    for box in suggested.get_by_role("checkbox").all():
        box.uncheck()
    for rank in range(dates):
        suggested.nth(rank).get_by_role("checkbox").check()
    said = [one.inner_text() for one in suggested.locator(".fil-row-title").all()[:dates]]
    look(page, "poll-1-dates")
    page.get_by_role("button", name="Envoyer le sondage à 5 personnes").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sondage de dates")
    return said


def question(phone: Page, rank: int) -> Locator:
    return phone.locator(".date-question").nth(rank)


def tap(phone: Page, *answers: str) -> None:
    for rank, answer in enumerate(answers):
        question(phone, rank).get_by_role("radio", name=answer, exact=True).tap()
        expect(phone.locator("[data-kept]")).to_have_text("Enregistré.")


def test_four_phones_find_a_date(house: House, people, team, desk):
    heard = [listen(desk)]
    said = propose(desk)
    phones = []
    for email in team["emails"][:4]:
        phone = people.phone()
        heard.append(listen(phone))
        phone.goto(link_in(house.post.wait(email, ASKED)))
        phones.append(phone)
    claire, paul, nadia, hugo = phones
    assert all(fits(phone) for phone in phones)
    look(claire, "poll-2-phone")

    tap(claire, "Oui", "Non", "Oui")
    tap(paul, "Si besoin", "Non", "Oui")
    tap(nadia, "Non", "Oui", "Si besoin")
    nadia.get_by_text("Ajouter un mot").tap()
    nadia.get_by_label("Un mot pour la coordination").fill("Plutôt le midi")
    nadia.get_by_role("button", name="Envoyer mes réponses").tap()
    expect(nadia.get_by_text("Vos réponses sont enregistrées.")).to_be_visible()
    hugo.get_by_role("button", name="Aucune ne me va").dblclick()
    expect(hugo.get_by_text("C’est noté : aucune de ces dates ne vous va.")).to_be_visible()

    desk.reload()
    best = desk.locator(".fil-best")
    expect(best).to_contain_text("2 oui, 1 si besoin, 1 sans réponse")
    expect(best.get_by_role("heading")).to_contain_text(" ".join(said[2].split()[:3]))  # « mercredi 9 décembre »
    expect(best).to_contain_text("Hugo Denis")  # the only physiotherapist would be missing
    expect(desk.get_by_text("« Plutôt le midi »")).to_be_visible()
    look(desk, "poll-3-answers")
    best.get_by_role("link", name="Choisir cette date").click()
    desk.get_by_role("button", name="Choisir et convoquer").dblclick()
    expect(desk.get_by_text("Les calendriers sont écrits")).to_be_visible()

    for email in team["emails"]:
        mail = house.post.wait(email, f"Invitation : {TITLE}")
        assert [part.get_content_type() for part in mail.walk()].count("text/calendar") == 1
    assert [len(house.post.all(email, ASKED)) for email in team["emails"]] == [1] * 5
    assert [len(house.post.all(email, "Invitation")) for email in team["emails"]] == [1] * 5
    claire.reload()
    expect(claire.get_by_text("La date est choisie.")).to_be_visible()
    expect(claire.get_by_text("Vous aviez dit oui")).to_be_visible()
    look(claire, "poll-4-chosen")
    assert [line for lines in heard for line in lines] == []


def test_taps_without_network_leave_when_it_comes_back(house: House, people, team, desk):
    propose(desk, dates=2)
    phone = people.phone()
    phone.goto(link_in(house.post.wait(team["emails"][0], ASKED)))
    phone.context.set_offline(True)
    question(phone, 0).get_by_role("radio", name="Oui").tap()
    expect(phone.locator("[data-kept]")).to_have_text(re.compile("^Pas de réseau"))

    phone.context.set_offline(False)

    expect(phone.locator("[data-kept]")).to_have_text("Enregistré.")
    desk.reload()
    expect(desk.locator(".fil-best")).to_contain_text("1 oui, 4 sans réponse")


def test_a_poll_forwarded_to_somebody_else_shows_nothing(house: House, people, team, desk):
    propose(desk, dates=2)
    link = link_in(house.post.wait(team["emails"][0], ASKED))
    claire, stranger = people.phone(), people.phone()
    claire.goto(link)
    tap(claire, "Oui", "Oui")

    stranger.goto(link)

    expect(stranger.locator(".date-question")).to_have_count(0)
    expect(stranger.get_by_text(TITLE)).to_have_count(0)
    expect(stranger.get_by_text("Claire Aubert")).to_have_count(0)
    expect(stranger.get_by_role("button", name=re.compile("code"))).to_be_visible()
