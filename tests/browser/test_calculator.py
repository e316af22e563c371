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
    page.reload()
    expect(page.locator("#aci-total strong")).to_have_text("52\u202f010,00\xa0€")
    assert fits(page)
    assert heard == []
    look(page, "aci-calculator")
