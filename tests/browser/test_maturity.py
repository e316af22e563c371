"""A long page answered on a phone in several goes, and the consensus held from the keyboard."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('brouillon:'))"


def test_what_is_chosen_waits_on_the_phone_and_is_forgotten_once_sent(house, team, people):
    answer = house.stage("maturity", slug=team["slug"])["answer"]
    context = people.context()
    first = context.new_page()
    first.goto(answer)
    first.locator("#q1 .choice").nth(2).click()
    first.locator("#q2 .choice").nth(0).click()
    expect(first.get_by_text("2 sur 16", exact=True)).to_be_visible()

    later = context.new_page()
    later.goto(answer)
    expect(later.locator("#q1 input").nth(2)).to_be_checked()
    expect(later.get_by_text("Brouillon restauré")).to_be_visible()
    later.get_by_role("button", name="Envoyer ma réponse").click()

    expect(later.get_by_text("Votre réponse est comptée")).to_be_visible()
    later.wait_for_function(f"{KEPT}.length === 0")


def test_a_phone_passed_round_keeps_nothing_of_an_answer_that_was_not_sent(house, team, people):
    door = house.stage("maturity", slug=team["slug"])["door"]
    page = people.context().new_page()
    page.goto(door)
    name = page.locator(".mat-names a").first.inner_text()
    page.get_by_role("link", name=name, exact=True).click()
    page.locator("#q1 .choice").nth(2).click()
    page.locator("#q2 summary").click()
    page.locator("#c2").fill("On ne se voit plus assez")
    expect(page.get_by_text("1 sur 16", exact=True)).to_be_visible()
    assert page.evaluate("localStorage.length") == 0

    page.get_by_role("link", name=f"Je ne suis pas {name}").click()
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_text("0 sur 16", exact=True)).to_be_visible()
    expect(page.locator("input:checked")).to_have_count(0)
    expect(page.locator("#c2")).to_have_value("")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_draft_of_a_personal_link_is_not_shown_in_the_room(house, team, people):
    staged = house.stage("maturity", slug=team["slug"])
    context = people.context()
    alone = context.new_page()
    alone.goto(staged["answer"])
    alone.locator("#q1 .choice").nth(2).click()
    alone.wait_for_function(f"{KEPT}.length === 1")

    passed = context.new_page()
    passed.goto(staged["seat"])
    expect(passed.get_by_text("0 sur 16", exact=True)).to_be_visible()
    expect(passed.locator("input:checked")).to_have_count(0)


def test_the_group_agrees_from_the_keyboard(house, team, people):
    page = people.coordinator(team["accounts"][0])
    assessment = house.stage("maturity", slug=team["slug"], closed=True)["page"]
    page.goto(f"{assessment}consensus/")
    title = page.get_by_role("heading", level=1)
    first = title.inner_text()
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(title).not_to_have_text(first)

    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(first)
    expect(page.get_by_role("radio").nth(2)).to_be_checked()
