"""A session held by several hands at once: the facilitator, the wall, phones, one that loses the network, a guest."""

import contextlib
import re
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import stagehand
from tests.browser.journey import House, People, fits, listen
from tests.browser.test_accessibility import PHONE_AT_NIGHT, faults_of
from tests.real_server import PATIENCE, SOURCES, Installation

pytestmark = pytest.mark.browser

FIRST, SECOND = "Rappel : aucun nom", "Situations examinées"
LOST = "Connexion perdue, reprise…"


@pytest.fixture
def direct(house, team):
    return house.stage("direct", slug=team["slug"])


def take(phone: Page, door: str, name: str, *, scripts: bool = True) -> None:
    phone.goto(door)
    phone.get_by_role("button", name=name, exact=True).tap()
    expect(phone.locator(".who")).to_have_text(name)
    if scripts:
        expect(phone.locator("[data-live-on]")).to_be_attached()  # it follows from now on


def bar(page: Page):
    return page.locator("#direct")


def go_on(page: Page) -> None:
    page.locator("[data-move=next]").click()


def test_two_phones_join_sign_and_the_facilitator_sees_them(people, team, direct):
    desk = people.coordinator(team["accounts"][0])
    desk.goto(direct["session"])
    first, second = people.phone(), people.phone()

    first.goto(f"/{team['slug']}/direct/")
    first.get_by_label("Code de la séance").fill(direct["code"].lower())
    first.get_by_role("button", name="Continuer").tap()
    first.get_by_role("button", name="Claire Aubert").tap()
    first.get_by_role("button", name="Je signe ma présence").tap()
    take(second, direct["door"] + "?qr", "Nadia Colin")
    second.get_by_role("button", name="Je suis là, à distance").tap()

    expect(first.get_by_text("Présent·e : présence enregistrée")).to_be_visible()
    expect(second.get_by_text("À distance : présence enregistrée")).to_be_visible()
    expect(bar(desk)).to_contain_text("2 téléphones")
    expect(desk.locator("#presences")).to_contain_text("2 sur 5")


def test_the_next_point_reaches_phones_the_wall_and_the_other_screen(people, team, direct):
    desk, other = (people.coordinator(account) for account in team["accounts"])
    wall = people.coordinator(team["accounts"][0])
    phone = people.phone()
    for page, address in ((desk, direct["session"]), (other, direct["session"]), (wall, direct["wall"])):
        page.goto(address)
    take(phone, direct["door"], "Claire Aubert")
    expect(wall.locator("html")).to_contain_text(direct["code"][:3])

    desk.keyboard.press("ArrowRight")

    for page in (bar(desk), bar(other), wall.locator(".wall-point"), phone.locator(".direct-now")):
        expect(page).to_contain_text(FIRST)
        expect(page.locator("[data-clock-time]")).to_have_text(re.compile(r"^\d+:\d\d$"))
    wall.keyboard.press("PageDown")  # a presenter's remote
    for page in (bar(desk), bar(other), phone.locator(".direct-now")):
        expect(page).to_contain_text(SECOND)
    desk.reload()
    expect(bar(desk)).to_contain_text(SECOND)
    expect(bar(desk).locator("[data-clock-time]")).to_have_text(re.compile(r"^\d+:\d\d$"))
    expect(wall.locator("html")).not_to_contain_text("Claire")


def test_the_point_in_progress_is_the_one_that_keys_write_under(people, team, direct):
    desk = people.coordinator(team["accounts"][0])
    desk.goto(direct["session"])

    desk.keyboard.press("ArrowRight")
    expect(bar(desk)).to_contain_text(f"1 sur 3 {FIRST}")
    desk.keyboard.press("ArrowRight")
    expect(bar(desk)).to_contain_text(f"2 sur 3 {SECOND}")
    desk.keyboard.press("d")
    desk.keyboard.type("Le 12 janvier")
    desk.keyboard.press("Control+Enter")

    item = desk.locator(".fil-item", has_text=SECOND)
    expect(item.locator(".fil-produced")).to_contain_text("Le 12 janvier")


def test_hands_wait_in_order_and_the_floor_is_given(people, team, direct):
    desk = people.coordinator(team["accounts"][0])
    desk.goto(direct["session"])
    first, second = people.phone(), people.phone()
    take(first, direct["door"], "Claire Aubert")
    take(second, direct["door"], "Nadia Colin")

    first.get_by_role("button", name="Demander la parole").tap()
    expect(first.get_by_text("vous êtes en tête")).to_be_visible()
    second.get_by_role("button", name="Demander la parole").tap()
    expect(second.get_by_text("1 avant vous")).to_be_visible()
    bar(desk).get_by_role("button", name="Donner la parole à Claire Aubert").click()

    expect(first.get_by_text("Vous avez la parole.")).to_be_visible()
    expect(bar(desk)).to_contain_text("Claire Aubert a la parole")
    first.get_by_role("button", name="J’ai fini").tap()
    expect(bar(desk)).not_to_contain_text("a la parole")
    bar(desk).get_by_text("Temps de parole").click()
    expect(bar(desk)).to_contain_text("Médecin généraliste")


def test_a_guest_waits_is_let_in_and_counted(people, team, direct):
    desk, guest = people.coordinator(team["accounts"][0]), people.phone()
    desk.goto(direct["session"])
    guest.goto(direct["door"])
    guest.get_by_text("Mon nom n’est pas dans la liste").tap()
    guest.get_by_label("Vos prénom et nom").fill("Paul <b>Kerjean</b>")
    guest.get_by_label("Votre profession").select_option(label="pharmacien·ne")
    guest.get_by_role("button", name="Demander à entrer").tap()
    expect(guest.get_by_role("heading", level=1)).to_contain_text("Un instant")

    bar(desk).get_by_role("button", name="Faire entrer").click()
    expect(guest.locator(".direct-now")).to_be_visible()
    bar(desk).get_by_text("1 téléphone").click()
    bar(desk).get_by_role("button", name="Compter présent·e").click()

    expect(guest.get_by_text("Présent·e : présence enregistrée")).to_be_visible()
    expect(desk.locator("#presences")).to_contain_text("Paul <b>Kerjean</b>")


def test_a_freed_place_empties_the_first_phone_and_opens_to_another(people, team, direct):
    desk = people.coordinator(team["accounts"][0])
    desk.goto(direct["session"])
    first, second = people.phone(), people.phone()
    take(first, direct["door"], "Claire Aubert")
    second.goto(direct["door"])
    second.get_by_role("button", name="Claire Aubert").tap()
    expect(second.get_by_role("alert")).to_contain_text("Claire Aubert a déjà rejoint la séance")

    bar(desk).get_by_text("1 téléphone").click()
    bar(desk).get_by_role("button", name="Libérer la place de Claire Aubert").click()

    expect(first.get_by_role("heading", level=1)).to_have_text("Entrez le code de la séance")
    take(second, direct["door"], "Claire Aubert")


def test_a_phone_without_network_keeps_its_answer_and_comes_back(people, team, direct):
    desk, phone = people.coordinator(team["accounts"][0]), people.phone()
    desk.goto(direct["session"])
    take(phone, direct["door"], "Claire Aubert")

    phone.context.set_offline(True)
    expect(phone.get_by_text(LOST)).to_be_visible()
    phone.get_by_role("button", name="Je signe ma présence").tap()
    expect(phone.get_by_text("En attente du réseau")).to_be_visible()
    go_on(desk)
    phone.context.set_offline(False)

    expect(phone.get_by_text("Présent·e : présence enregistrée")).to_be_visible()
    expect(phone.locator(".direct-now")).to_contain_text(FIRST)
    expect(phone.get_by_text(LOST)).to_be_hidden()
    expect(desk.locator("#presences")).to_contain_text("1 sur 5")


def test_when_the_session_is_lifted_every_screen_says_so(people, team, direct):
    desk, wall, phone = (
        people.coordinator(team["accounts"][0]),
        people.coordinator(team["accounts"][1]),
        people.phone(),
    )
    desk.goto(direct["session"])
    wall.goto(direct["wall"])
    take(phone, direct["door"], "Claire Aubert")

    desk.get_by_role("button", name="Lever la séance").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Entrez le code de la séance")
    expect(wall.locator("[data-live]")).to_have_count(0)


def test_a_phone_without_scripts_signs_and_follows_by_itself(people, direct):
    phone = people.phone(java_script_enabled=False)
    take(phone, direct["door"], "Claire Aubert", scripts=False)

    phone.get_by_role("button", name="Je signe ma présence").tap()

    expect(phone.get_by_text("Présent·e : présence enregistrée")).to_be_visible()
    assert 'http-equiv="refresh"' in phone.content()


@pytest.mark.parametrize("seen", [{"color_scheme": "light"}, PHONE_AT_NIGHT], ids=["light", "night"])
def test_no_screen_of_a_session_keeps_anybody_out(people, team, direct, seen):
    desk, phone, guest = people.coordinator(team["accounts"][0], **seen), people.phone(**seen), people.phone(**seen)
    heard = listen(phone)
    desk.goto(direct["session"])
    go_on(desk)
    guest.goto(direct["door"])
    guest.get_by_text("Mon nom n’est pas dans la liste").tap()
    guest.get_by_label("Vos prénom et nom").fill("Paul Kerjean")
    guest.get_by_label("Votre profession").select_option(label="autre")
    guest.get_by_role("button", name="Demander à entrer").tap()
    take(phone, direct["door"], "Claire Aubert")
    phone.get_by_role("button", name="Demander la parole").tap()
    expect(phone.get_by_text("Main levée")).to_be_visible()

    pages = {
        **{path: faults_of(desk, path) for path in (direct["session"], direct["wall"])},
        direct["phone"]: faults_of(phone, direct["phone"]),
        "waiting": faults_of(guest, direct["phone"]),
        direct["door"]: faults_of(people.phone(**seen), direct["door"]),
        "code": faults_of(people.phone(**seen), f"/{team['slug']}/direct/"),
        "outside": faults_of(people.phone(**seen), direct["phone"]),
    }

    assert {path: found for path, found in pages.items() if found} == {}
    assert fits(phone)
    assert heard == []


# --- a server that is killed


@pytest.fixture
def another_house(tmp_path):
    """A server of the test's own, which it may kill."""
    installation = Installation(tmp_path / "data", env={"PYTHONPATH": SOURCES})
    installation.run("migrate")
    with stagehand(installation) as hand:
        yield House(installation, hand)


@contextlib.contextmanager
def doomed(installation: Installation) -> Iterator[subprocess.Popen[bytes]]:
    """A server that does not outlive its test, whatever becomes of it."""
    process = installation.start("--no-demo", "--no-prepare")
    try:
        installation.wait_until_ready(process)
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE)


def test_a_server_killed_in_the_middle_loses_nobody(chromium, another_house):
    """kill -9, an answer given meanwhile, then the server again: every screen is right without being touched."""
    house, people = another_house, People(chromium, another_house)
    team = house.team()
    direct = house.stage("direct", slug=team["slug"])
    installation = house.installation
    with doomed(installation):
        desk, phones = people.coordinator(team["accounts"][0]), [people.phone() for _ in range(3)]
        desk.goto(direct["session"])
        go_on(desk)
        for phone, name in zip(phones, ("Claire Aubert", "Nadia Colin", "Hugo Denis"), strict=True):
            take(phone, direct["door"], name)
            expect(phone.locator(".direct-now")).to_contain_text(FIRST)
    for phone in phones:
        expect(phone.get_by_text(LOST)).to_be_visible()
        phone.get_by_role("button", name="Je signe ma présence").tap()
        expect(phone.get_by_text("En attente du réseau")).to_be_visible()
    go_on(desk)
    with installation.serving("--no-demo", "--no-prepare"):
        for phone in phones:
            expect(phone.get_by_text("Présent·e : présence enregistrée")).to_be_visible(timeout=40_000)
            expect(phone.get_by_text(LOST)).to_be_hidden(timeout=40_000)
            expect(phone.locator(".direct-now")).to_contain_text(SECOND)
        expect(desk.locator("#presences")).to_contain_text("3 sur 5")
    people.leave()
