"""A draft put on another day: by the mouse, by the keyboard, by the form of a phone, and back again."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browser.journey import fits, listen, look

pytestmark = pytest.mark.browser

TITLE = "Bureau de rentrée"


@pytest.fixture
def day() -> dt.date:
    """A Wednesday in the middle of a month to come: its neighbours are in the same grid."""
    first = (timezone.localdate().replace(day=1) + dt.timedelta(days=63)).replace(day=15)
    return first + dt.timedelta(days=(2 - first.weekday()) % 7)


@pytest.fixture
def month(house, people, team, day) -> Page:
    house.stage("meeting", slug=team["slug"], title=TITLE, days=(day - timezone.localdate()).days)
    page = people.coordinator(team["accounts"][0])
    page.goto(f"/{team['slug']}/agenda/?jour={day}")
    return page


def cell(page: Page, day: dt.date) -> Locator:
    return page.locator(f'[data-day="{day}"]')


def event(page: Page, day: dt.date) -> Locator:
    return cell(page, day).locator("[data-move]", has_text=TITLE)


def test_a_draft_is_dragged_then_put_back(month, day):
    heard = listen(month)
    after = day + dt.timedelta(days=1)

    event(month, day).drag_to(cell(month, after))

    expect(event(month, after)).to_be_visible()
    expect(month.locator("[data-cal-said]")).to_contain_text(TITLE)
    look(month, "calendar-moved")
    month.get_by_role("button", name="Annuler").click()
    expect(event(month, day)).to_be_visible()
    month.reload()
    expect(event(month, day)).to_be_visible()
    assert heard == []


def test_a_draft_moves_by_the_keyboard(month, day):
    event(month, day).focus()
    month.keyboard.press("ArrowDown")
    month.keyboard.press("ArrowLeft")
    month.keyboard.press("Enter")

    moved = event(month, day + dt.timedelta(days=6))
    expect(moved).to_be_visible()
    expect(moved).to_be_focused()

    month.keyboard.press("ArrowRight")
    month.keyboard.press("Escape")
    expect(month.locator("[data-cal-said]")).to_have_text("Rien n’a bougé.")


def test_on_a_phone_another_day_is_a_form(house, people, team, day):
    house.stage("meeting", slug=team["slug"], title=TITLE, days=(day - timezone.localdate()).days)
    page = people.coordinator(team["accounts"][0], viewport={"width": 390, "height": 844})
    page.goto(f"/{team['slug']}/agenda/?vue=jour&jour={day}")
    assert fits(page)
    page.get_by_text("Autre jour").click()
    page.get_by_label("Nouveau jour").fill(str(day + dt.timedelta(days=2)))
    look(page, "calendar-phone")
    page.get_by_role("button", name="Déplacer").click()

    expect(page.locator("[data-cal-said]")).to_contain_text(re.compile(TITLE))
    expect(page.get_by_text("Rien ici")).to_be_visible()
