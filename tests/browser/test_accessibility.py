"""Every page of a coordinator, of an account and of a personal link: axe, the console, and a phone's width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.journey import PHONE, House, People, fits, listen, sign_in

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = {"serious", "critical"}
AXE = Axe()


def is_page(page: Page, path: str) -> bool:
    """Something to look at: neither a redirection, nor a download, nor an address that only takes posts."""
    answer = page.request.get(path, max_redirects=0)
    return answer.status in {200, 404, 410} and answer.headers.get("content-type", "").startswith("text/html")


def faults_of(page: Page, path: str) -> list[str]:
    page.goto(path)
    found = AXE.run(page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    faults = [
        f"{rule['id']} ({rule['impact']}): {[node['target'] for node in rule['nodes']]}"
        for rule in found.response["violations"]
        if rule["impact"] in GRAVE
    ]
    return faults if fits(page) else [*faults, "wider than the screen"]


def walk(page: Page, paths: list[str]) -> dict[str, list[str]]:
    """The faults of each page that has some; the console's word is the last of them."""
    heard = listen(page)
    pages = [path for path in dict.fromkeys(paths) if is_page(page, path)]
    assert pages
    faults = {path: faults_of(page, path) for path in pages}
    return {path: found for path, found in faults.items() if found} | ({"console": heard} if heard else {})


@pytest.fixture
def addresses(house: House, team):
    return house.stage("addresses", slug=team["slug"])


DESK = {"color_scheme": "light"}
PHONE_AT_NIGHT = {"color_scheme": "dark", "viewport": PHONE}


# The two longest stand apart, so that two processes share them.
def test_no_page_of_a_coordinator_keeps_anybody_out_at_a_desk(people: People, team, addresses) -> None:
    assert walk(people.coordinator(team["accounts"][0], **DESK), addresses["team"]) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_personal_link_keeps_anybody_out(house: House, people: People, team, addresses, scheme) -> None:
    house.stage("close_link", slug=team["slug"], url=addresses["phone"][0], how="expire")
    phone = people.phone(color_scheme=scheme)

    assert walk(phone, [*addresses["phone"], addresses["phone"][0][:-3] + "aa/"]) == {}


@pytest.mark.parametrize("seen", [DESK, PHONE_AT_NIGHT], ids=["desk", "phone at night"])
def test_no_page_of_an_account_keeps_anybody_out(people: People, team, addresses, seen) -> None:
    stranger, member = people.context(**seen).new_page(), people.context(**seen).new_page()
    sign_in(member, team["accounts"][0], team["name"])

    assert walk(stranger, ["/", *addresses["account"]]) == {}
    assert walk(member, [*addresses["account"], "/ui/", "/ui/telephone/"]) == {}


def test_no_page_of_a_coordinator_keeps_anybody_out_on_a_phone_at_night(people: People, team, addresses) -> None:
    assert walk(people.coordinator(team["accounts"][0], **PHONE_AT_NIGHT), addresses["team"]) == {}
