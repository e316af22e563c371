"""What the ACI brings, as one types, without an account; the address keeps the whole case."""

import pytest
from playwright.sync_api import expect

from tests.browser.journey import fits, listen, look
from tests.browser.test_accessibility import faults_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("options", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=["light", "dark"])
def test_the_amount_follows_what_is_typed(people, options) -> None:
    page = people.phone(**options)
    heard = listen(page)
    assert faults_of(page, "/calculer-l-aci/") == []

    page.get_by_label("Patients d’un médecin associé").fill("6000")
    expect(page.locator("#aci-total strong")).to_have_text("52\u202f850,00\xa0€")
    page.get_by_label("Fermé le samedi matin").check()
    expect(page.locator("#aci-total strong")).to_have_text("52\u202f010,00\xa0€")
    line = page.locator("#aci-result details", has_text="Fonction de coordination")
    line.locator("summary").click()
    page.get_by_label("Protocoles pluriprofessionnels").fill("2")
    expect(page.locator("#aci-total strong")).to_have_text("53\u202f410,00\xa0€")
    assert line.evaluate("line => line.open")  # what one reads stays open, where one types stays
    expect(page.get_by_label("Protocoles pluriprofessionnels")).to_be_focused()
    page.get_by_label("Protocoles pluriprofessionnels").fill("-1")
    expect(page.locator("#aci-total")).to_contain_text("« Protocoles pluriprofessionnels » : écrivez un nombre entier")
    page.get_by_label("Protocoles pluriprofessionnels").fill("0")
    expect(page.locator("#aci-total strong")).to_have_text("52\u202f010,00\xa0€")
    page.reload()
    expect(page.locator("#aci-total strong")).to_have_text("52\u202f010,00\xa0€")
    assert fits(page)
    assert heard == []
    look(page, "aci-calculator")
