"""The first thread, from the date to the proof: a coordinator at a desk, a doctor with a phone and no account."""

import datetime as dt
import hashlib
import re
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import House, People, fits, link_in, listen, look, sign_in, text_of

pytestmark = pytest.mark.browser

TITLE = "RCP plaies chroniques"
ITEM = "Organisation des pansements"


def plan(page: Page) -> None:
    page.get_by_role("link", name="Réunions").first.click()
    page.get_by_role("link", name="Prévoir une réunion").first.click()
    page.get_by_role("navigation", name="Type de réunion").get_by_role("link", name="RCP").click()
    page.get_by_label("Groupe").select_option("Équipe de soins")
    page.get_by_label("Intitulé").fill(TITLE)
    page.get_by_label("Lieu").fill("Salle du haut")
    look(page, "thread-1-plan")
    page.get_by_role("button", name="Prévoir la réunion").click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()


def agenda_of(page: Page) -> list[str]:
    return page.locator("#agenda li .fil-row-title").all_inner_texts()


def add_item_by_keyboard(page: Page) -> None:
    """Typed, added with Enter, then moved to the top without the mouse."""
    before = len(agenda_of(page))
    page.get_by_role("textbox", name="Point", exact=True).focus()
    page.keyboard.type(ITEM)
    page.keyboard.press("Enter")
    expect(page.locator("#agenda li")).to_have_count(before + 1)
    for _ in range(before):
        page.get_by_role("button", name=f"Monter « {ITEM} »").focus()
        rank = agenda_of(page).index(ITEM)
        page.keyboard.press("Enter")
        expect(page.locator("#agenda li").nth(rank - 1)).to_contain_text(ITEM)
    assert agenda_of(page)[0] == ITEM
    look(page, "thread-2-agenda")


def convene(page: Page) -> None:
    page.get_by_role("link", name="Convoquer").click()
    page.get_by_label("Mot d’accompagnement").fill("Venez avec vos situations, sans nom.")
    look(page, "thread-3-convene")
    page.get_by_role("button", name="Convoquer 5 personnes").click()
    expect(page.get_by_text("Les invitations partent.")).to_be_visible()


def answer_coming(phone: Page, link: str) -> None:
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert fits(phone)
    look(phone, "thread-4-invitation")
    phone.get_by_text("Ajouter un mot").tap()
    phone.get_by_label("Un mot pour la coordination").fill("J’aurai dix minutes de retard.")
    phone.get_by_role("button", name="Je viens", exact=True).tap()
    expect(phone.get_by_text("Vous pouvez changer d’avis")).to_be_visible()
    look(phone, "thread-5-answered")


def bring_forward(page: Page, starts: dt.datetime, ends: dt.datetime) -> None:
    """The meeting is moved to this very hour; who was called is told."""
    page.get_by_role("link", name="Modifier", exact=True).click()
    page.get_by_label(re.compile(r"^Date\b")).fill(f"{starts:%Y-%m-%d}")
    page.get_by_label(re.compile(r"^De\b")).fill(f"{starts:%H:%M}")
    page.get_by_label(re.compile(r"^À")).fill(f"{ends:%H:%M}")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Réunion modifiée.")).to_be_visible()


def around_now() -> tuple[dt.datetime, dt.datetime]:
    """An hour before, an hour after, without leaving the day."""
    now = dt.datetime.now(ZoneInfo("Europe/Paris"))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return max(now - dt.timedelta(hours=1), midnight), min(
        now + dt.timedelta(hours=1), midnight.replace(hour=23, minute=59)
    )


def mark(page: Page, name: str, presence: str) -> None:
    choices = page.get_by_role("group", name=f"Présence de {name}")
    choices.get_by_role("button", name=presence).click()
    expect(choices.get_by_role("button", name=presence)).to_have_attribute("aria-pressed", "true")


def hold(page: Page, starts: dt.datetime) -> None:
    """Opened late by whoever clicks: the true hour is put right, for presence is counted from it."""
    page.get_by_role("button", name="Ouvrir la séance").click()
    expect(page.get_by_text("Séance en cours")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^\d+\sh")).click()
    page.get_by_role("dialog").get_by_label("Ouverte à").fill(f"{starts:%H:%M}")
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    look(page, "thread-6-session")
    mark(page, "Claire Aubert", "En retard")
    mark(page, "Hugo Denis", "Excusé")
    page.get_by_role("button", name="Tous présents, sauf excusés").click()
    expect(page.locator("#presences .card-subtitle")).to_contain_text("4 sur 5")


def write(page: Page) -> None:
    """Notes, a decision and a task, hands on the keyboard."""
    page.get_by_label(f"Notes : {ITEM}").focus()
    page.keyboard.type("Les pansements sont refaits deux fois.")
    expect(page.get_by_role("status").filter(has_text="Tout est enregistré.")).to_be_visible()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("d")
    page.keyboard.type("Un seul protocole de pansement")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".fil-produced").get_by_text("Un seul protocole de pansement")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("t")
    page.keyboard.type("Écrire le protocole")
    page.keyboard.press("Tab")
    page.keyboard.type("Nadia")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".fil-produced").get_by_text("Écrire le protocole")).to_be_visible()
    look(page, "thread-7-written")


def send_draft(page: Page) -> None:
    page.get_by_role("button", name="Lever la séance").click()
    expect(page.get_by_text("Séance levée.")).to_be_visible()
    look(page, "thread-8-held")
    page.get_by_role("button", name="Envoyer aux présents").click()
    expect(page.get_by_text("Le projet de compte rendu part aux présents")).to_be_visible()


def approve_on_the_phone(phone: Page, link: str) -> None:
    phone.goto(link)
    expect(phone.get_by_text("Un seul protocole de pansement")).to_be_visible()
    assert fits(phone)
    look(phone, "thread-9-review")
    phone.get_by_role("button", name="J’approuve").tap()
    expect(phone.get_by_text("Vous avez approuvé ce compte rendu. Merci.")).to_be_visible()
    look(phone, "thread-10-approved")


def approve(page: Page) -> None:
    page.reload()
    expect(page.locator("#relecture")).to_contain_text("1 avis sur 4")
    look(page, "thread-11-opinions")
    page.get_by_role("button", name="Approuver et figer").click()
    page.get_by_role("dialog").get_by_role("button", name="Approuver et figer").click()
    expect(page.get_by_text("Compte rendu figé", exact=True)).to_be_visible()
    look(page, "thread-12-frozen")


def test_a_meeting_goes_from_a_date_to_a_proof(house: House, people: People, team) -> None:
    account, doctor_address = team["accounts"][0], team["emails"][0]
    page, phone = people.context().new_page(), people.phone()
    heard = listen(page), listen(phone)
    starts, ends = around_now()
    year = starts.year

    sign_in(page, account, team["name"])
    look(page, "thread-0-today")
    plan(page)
    add_item_by_keyboard(page)
    convene(page)
    invitation = house.post.wait(doctor_address, "Invitation")
    assert any(part.get_content_type() == "text/calendar" for part in invitation.walk())
    answer_coming(phone, link_in(invitation))

    page.reload()
    expect(page.get_by_text("« J’aurai dix minutes de retard. »")).to_be_visible()
    bring_forward(page, starts, ends)
    assert link_in(house.post.wait(doctor_address, "Changement")) == link_in(invitation)

    hold(page, starts)
    write(page)
    send_draft(page)
    approve_on_the_phone(phone, link_in(house.post.wait(doctor_address, "À relire")))
    approve(page)

    expect(page.locator("main")).to_contain_text(f"CR-{year}-001")
    fingerprint = page.locator(".fil-fingerprint").inner_text()
    pdf = page.request.get(page.get_by_role("link", name=f"Compte rendu CR-{year}-001").first.get_attribute("href"))
    assert hashlib.sha256(pdf.body()).hexdigest() == fingerprint

    page.get_by_role("link", name="registre").first.click()
    expect(page.get_by_text(f"D-{year}-001 : Un seul protocole de pansement")).to_be_visible()
    look(page, "thread-13-register")
    task = house.post.wait(team["emails"][2], "Une tâche pour vous")
    assert "Écrire le protocole" in text_of(task)

    page.get_by_role("link", name="ACI", exact=True).first.click()
    page.get_by_role("link", name="Preuves").first.click()
    page.locator("summary").filter(has_text=re.compile("^À l’appui")).click()
    proof = page.get_by_role("listitem").filter(has_text=TITLE).filter(has_text=f"CR-{year}-001")
    expect(proof.get_by_text("prête", exact=True)).to_be_visible()
    expect(proof).to_contain_text(re.compile(r"4\sprésents · [1-9]"))
    look(page, "thread-14-proofs")
    assert heard == ([], [])
