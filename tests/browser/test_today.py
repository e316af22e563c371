"""The page of who comes back: the plan arrives by itself, follows the hours one says, and the visit is noted."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import PHONE, fits, listen, look

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["desk", "phone"])
def test_the_plan_of_the_day_and_the_visit(people, team, options) -> None:
    page: Page = people.coordinator(team["accounts"][0], **options)
    heard = listen(page)

    with page.expect_response(lambda answer: answer.url.endswith("/vu/")) as seen:
        page.goto(f"/{team['slug']}/")
    assert seen.value.status == 204

    plan = page.locator("#plan")
    expect(plan.locator(".fil-hour[aria-current]")).to_have_text("3\xa0h")
    plan.get_by_role("link", name="30\xa0min").click()
    expect(plan.locator(".fil-hour[aria-current]")).to_have_text("30\xa0min")
    assert fits(page)
    assert heard == []
    look(page, "today-plan")
