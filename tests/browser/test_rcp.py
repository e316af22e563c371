"""Concertations: a code in a few taps, five for a concertation of two, and a summary that never leaves the browser."""

import re
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.journey import DESKTOP, fits, listen, look

pytestmark = pytest.mark.browser

CODE = re.compile(r"[CDFHJKMNPRTVWX]{3}-[2-9]{3}")
PARTNER = "Nadia Colin"
SECRETS = {
    "Motif": "pansement zinzolin",
    "Résumé": "ulcère crapaudine",
    "Question posée": "faut-il caparaçonner",
    "Participants et rôle": "docteur Rastapopoulos",
    "Décision": "chocolat thérapeutique",
    "Qui fait quoi, pour quand": "brimborion vendredi",
}


class Tap:
    """A finger that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, text: str) -> None:
        self.count += 1
        self.page.locator("label.choice", has_text=text).first.tap()

    def button(self, name: str) -> None:
        self.count += 1
        self.page.get_by_role("button", name=name).tap()


@pytest.fixture
def rcp(house, team):
    return house.stage("rcp", slug=team["slug"])


def test_a_concertation_of_two_takes_five_taps_on_a_phone(people, rcp):
    page = people.phone()
    page.goto(rcp["entry"])
    expect(page.get_by_text("Claire Aubert")).to_be_visible()
    assert fits(page)
    look(page, "rcp-entry")

    tap = Tap(page)
    tap.on(PARTNER)
    tap.on("75 ans et plus, en ALD")
    tap.on("Plaies chroniques")
    tap.on("Patient informé")
    tap.button("Noter la concertation")

    expect(page.get_by_role("heading", level=1)).to_have_text("C’est noté")
    expect(page.locator(".huge")).to_have_text(CODE)
    assert tap.count == 5
    look(page, "rcp-noted")


def test_it_needs_no_script_and_is_taken_back(people, rcp):
    page = people.phone(java_script_enabled=False)
    page.goto(rcp["entry"])
    tap = Tap(page)
    for choice in (PARTNER, "ALD, moins de 75 ans", "Personne âgée fragile"):
        tap.on(choice)
    tap.button("Noter la concertation")
    expect(page.locator(".huge")).to_have_text(CODE)

    page.get_by_role("button", name="Annuler, pendant une minute").tap()

    expect(page.get_by_text("C’est annulé : rien n’est gardé.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Une concertation à deux")


def test_an_impatient_double_tap_notes_one(house, people, team, rcp):
    page = people.phone()
    page.goto(rcp["entry"])
    tap = Tap(page)
    for choice in (PARTNER, "75 ans et plus, sans ALD", "Plaies chroniques", "Patient informé"):
        tap.on(choice)

    page.get_by_role("button", name="Noter la concertation").dblclick()

    expect(page.locator(".huge")).to_have_text(CODE)
    assert house.stage("rcp_numbers", slug=team["slug"])["cases"] == rcp["cases"] + 1


def test_five_posts_at_once_note_one(house, people, team, rcp):
    page = people.coordinator(team["accounts"][0])
    page.goto(rcp["note"])
    for choice in (PARTNER, "Claire Aubert", "75 ans et plus, sans ALD", "Plaies chroniques"):
        page.locator("label.choice", has_text=choice).first.click()

    answers = page.evaluate(
        "Promise.all([1, 2, 3, 4, 5].map(() => fetch(location.href, "
        "{method: 'POST', body: new FormData(document.querySelector('main form'))}).then((answer) => answer.url)))"
    )

    assert len(set(answers)) == 1
    assert house.stage("rcp_numbers", slug=team["slug"])["cases"] == rcp["cases"] + 1


def test_the_sheet_of_the_staff_room_leads_a_known_phone_to_its_link(people, rcp):
    page = people.phone()
    page.goto(rcp["entry"])
    tap = Tap(page)
    for choice in (PARTNER, "Autre situation", "Plaies chroniques"):
        tap.on(choice)
    tap.button("Noter la concertation")
    expect(page.locator(".huge")).to_be_visible()

    page.goto(rcp["poster"])
    page.get_by_role("button", name="Claire Aubert").tap()

    expect(page.get_by_text("Avec qui")).to_be_visible()


def test_a_situation_is_noted_in_the_session_and_its_code_shown_large(people, team, rcp):
    page = people.coordinator(team["accounts"][0])
    heard = listen(page)
    page.goto(f"{rcp['meeting']}seance/")
    panel = page.locator("#situations")

    panel.get_by_text("75 ans et plus, en ALD").click()
    panel.get_by_label("Thème").select_option(label="plaies chroniques")
    panel.get_by_label("Patient informé, sans opposition").check()
    panel.get_by_role("button", name="Noter une situation").click()

    expect(panel.locator(".fil-rcp-code-big")).to_have_text([CODE])
    expect(panel.get_by_text("1 situation", exact=False).first).to_be_visible()
    assert heard == []


# The summary


def requests_of(context: BrowserContext) -> list[Request]:
    seen: list[Request] = []
    context.on("request", lambda request: seen.append(request))
    return seen


def told(request: Request) -> str:
    return unquote_plus(f"{request.url}\n{request.post_data or ''}\n{request.all_headers()}")


def everything_kept(page: Page) -> str:
    """All that the browser keeps for this house."""
    return str(
        page.evaluate(
            """async () => JSON.stringify([
                {...localStorage}, {...sessionStorage}, document.cookie, location.href, history.state,
                await indexedDB.databases(), await caches.keys(),
            ])"""
        )
    )


def write_everything(page: Page) -> None:
    for label, secret in SECRETS.items():
        page.get_by_label(label, exact=True).fill(secret)
    expect(page.locator("#texte")).to_contain_text("chocolat thérapeutique")


def tells_nothing(seen: list[Request], *pages: str) -> None:
    for secret in SECRETS.values():
        for word in secret.split():
            assert [request.url for request in seen if word in told(request)] == [], word
            assert [kept for kept in pages if word in kept] == [], word


def test_nothing_typed_in_a_summary_ever_leaves_the_browser(house, people, team, rcp):
    context = people.context(permissions=["clipboard-read", "clipboard-write"], viewport=DESKTOP)
    account = team["accounts"][0]
    context.add_cookies([{"name": "sessionid", "value": account["session"], "url": house.address}])
    seen, page = requests_of(context), context.new_page()
    heard = listen(page)
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(rcp["case"])
    page.get_by_role("link", name="Écrire la synthèse").click()
    expect(page.locator("#texte")).to_contain_text(rcp["code"])
    before = len(seen)

    write_everything(page)
    look(page, "rcp-summary")
    page.get_by_role("button", name="Pour un message MSSanté").click()
    page.get_by_role("button", name="Copier le texte").click()
    expect(page.get_by_text("Copié.", exact=True)).to_be_visible()
    clipboard = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Imprimer").click()
    assert page.evaluate("window.printed")
    assert len(seen) == before  # not one request while writing, copying, printing
    kept = everything_kept(page)

    page.get_by_role("link", name="Noter que c’est versé").click()
    page.get_by_role("button", name="C’est versé au dossier partagé").click()
    expect(page.get_by_text("versée le")).to_be_visible()

    assert all(secret in clipboard for secret in SECRETS.values())
    tells_nothing(seen, kept, everything_kept(page))
    (post,) = [request for request in seen if request.method == "POST"]
    assert set(post.post_data_json) == {"csrfmiddlewaretoken"}  # the tick, and nothing else
    assert heard == []


def test_the_page_is_forbidden_to_send_anything(people, team, rcp):
    page = people.coordinator(team["accounts"][0])
    page.goto(rcp["summary"])
    seen = requests_of(page.context)

    tried = page.evaluate(
        """async () => {
            const outcome = (promise) => promise.then(() => "sent", () => "refused");
            const form = Object.assign(document.createElement("form"), { method: "post", action: "/" });
            form.append(Object.assign(document.createElement("input"), { name: "x", value: "chocolat" }));
            document.body.append(form);
            form.submit();
            const image = new Image();
            const picture = new Promise((resolve, reject) => { image.onload = resolve; image.onerror = reject; });
            image.src = "/?chocolat";
            const call = new XMLHttpRequest();
            const asked = new Promise((resolve, reject) => { call.onload = resolve; call.onerror = reject; });
            call.open("GET", "/?chocolat");
            call.send();
            let socket = "sent";
            try { new WebSocket(location.origin.replace("http", "ws")); } catch { socket = "refused"; }
            navigator.sendBeacon("/", "chocolat");
            return [await outcome(fetch("/?chocolat")), await outcome(picture), await outcome(asked), socket];
        }"""
    )
    page.wait_for_timeout(300)  # a form or a beacon would have left by now

    assert tried[:3] == ["refused"] * 3
    tried_in_vain = [request for request in seen if "chocolat" in request.url + (request.post_data or "")]
    assert {request.failure for request in tried_in_vain} <= {"csp"}
    assert page.url.endswith(rcp["summary"])


def test_what_was_typed_is_gone_after_leaving_and_coming_back(people, team, rcp):
    page = people.coordinator(team["accounts"][0])
    page.goto(rcp["summary"])
    write_everything(page)
    page.get_by_role("button", name="Copier le texte").click()
    page.on("dialog", lambda dialog: dialog.accept())

    page.goto(rcp["home"])
    page.go_back()

    expect(page.get_by_label("Motif")).to_have_value("")
    for secret in SECRETS.values():
        expect(page.locator("html")).not_to_contain_text(secret)


def test_leaving_before_copying_is_asked_twice(people, team, rcp):
    page = people.coordinator(team["accounts"][0])
    page.goto(rcp["summary"])
    page.get_by_label("Motif").press_sequentially("pansement")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.get_by_role("link", name="Revenir").click(no_wait_after=True)
    page.wait_for_timeout(200)

    assert asked == ["beforeunload"]
    expect(page.get_by_label("Motif")).to_have_value("pansement")


def test_by_the_personal_link_too(people, rcp):
    page = people.phone()
    page.goto(rcp["entry"])
    seen = requests_of(page.context)
    tap = Tap(page)
    for choice in (PARTNER, "ALD, moins de 75 ans", "Plaies chroniques", "Patient informé"):
        tap.on(choice)
    tap.button("Noter la concertation")
    page.get_by_role("link", name="L’écrire maintenant").tap()
    expect(page.locator("#texte")).to_contain_text("infirmier·e")
    write_everything(page)
    assert fits(page)
    look(page, "rcp-summary-phone")

    page.get_by_role("button", name="Copier le texte").tap()
    page.get_by_role("link", name="Noter que c’est versé").tap()
    page.get_by_role("button", name="C’est versé au dossier partagé").tap()

    expect(page.get_by_text("La synthèse est dans le dossier partagé.")).to_be_visible()
    tells_nothing(seen, everything_kept(page))
