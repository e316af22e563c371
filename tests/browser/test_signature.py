"""A signature drawn on a phone: its code comes when the box is opened, and a tap signs without it."""

import pytest
from playwright.sync_api import expect

from tests.browser.journey import fits, listen, look, until

pytestmark = pytest.mark.browser


def test_a_drawing_leaves_with_the_presence_and_stands_in_the_grid(house, team, people):
    meeting = house.stage("drawing", slug=team["slug"])
    phone = people.phone()
    heard, asked = listen(phone), []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(meeting["invitation"])
    light = sum(url.endswith(".js") for url in asked)

    phone.get_by_text("Dessiner ma signature").tap()
    pad = phone.locator("canvas")
    expect(pad).to_be_visible()
    until(lambda: pad.evaluate("pad => pad.width > 300"), "the pen")  # the page lets no text be run: asked from outside
    assert sum(url.endswith(".js") for url in asked) > light
    box = pad.bounding_box()
    phone.mouse.move(box["x"] + 30, box["y"] + 60)
    phone.mouse.down()
    for step in range(20):
        phone.mouse.move(box["x"] + 30 + 8 * step, box["y"] + (90 if step % 2 else 40))
    phone.mouse.up()
    look(phone, "signature")
    assert fits(phone)
    phone.get_by_role("button", name="Je suis là", exact=True).tap()

    expect(phone.get_by_text("Votre présence est notée")).to_be_visible()
    desk = people.coordinator(team["accounts"][0])
    desk.goto(f"{meeting['page']}seance/")
    expect(desk.get_by_role("img", name="Signature de")).to_have_count(1)
    assert heard == []


def test_without_drawing_a_tap_signs(house, team, people):
    meeting = house.stage("drawing", slug=team["slug"])
    phone = people.phone()
    phone.goto(meeting["invitation"])

    phone.get_by_role("button", name="Je suis là", exact=True).tap()

    expect(phone.get_by_text("Votre présence est notée")).to_be_visible()
