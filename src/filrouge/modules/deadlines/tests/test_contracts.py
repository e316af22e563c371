import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.deadlines import queries, services
from filrouge.modules.deadlines.models import Contract, Due
from filrouge.ui.typography import date_long, date_short
from tests.factories import MembershipFactory

TODAY = dt.date(2026, 11, 28)
SENT = {
    "title": "Ménage",
    "party": "Net et Clair",
    "ends_on": "2027-03-31",
    "notice_months": "3",
    "renews_months": "12",
    "amount": "9600",
    "responsible": "manager",
}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC))


def url(name, *args):
    return reverse(f"deadlines:{name}", args=["chastel", *args])


@pytest.fixture
def contract(organisation, membership):
    with organisation_scope(organisation):
        return services.add_contract(
            by=membership, title="Ménage", party="Net et Clair", responsible="manager",
            ends_on=dt.date(2027, 3, 31), notice_months=3, renews_months=12,
        )  # fmt: skip


def open_on(organisation):
    with organisation_scope(organisation):
        return [due.due_on for due in queries.open_dues()]


def test_a_contract_is_followed_from_its_page(logged_in, organisation):
    paper = SimpleUploadedFile("contrat.txt", b"signe")
    page = logged_in.post(url("contract_add"), {**SENT, "file": paper}, follow=True).content.decode()

    assert "Net et Clair" in page
    assert "contrat.txt" in page
    assert date_long(dt.date(2026, 12, 31)) in page  # the last day of notice
    assert open_on(organisation) == [dt.date(2026, 12, 31)]


def test_the_reminder_repeats_until_a_choice(client, membership, contract, monkeypatch):
    later = dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: later)
    client.force_login(membership.user)

    page = client.get(url("contracts")).content.decode()
    assert "Terme passé" in page
    assert "Ménage" in client.get(url("list") + "?etat=late").content.decode()


def test_renewed_it_asks_again_before_the_notice_of_its_new_term(logged_in, organisation, contract):
    form = logged_in.get(url("contract_choose", contract.pk, "renew")).content.decode()
    assert 'value="2028-03-31"' in form

    logged_in.post(url("contract_choose", contract.pk, "renew"), {"ends_on": "2028-03-31"})
    assert open_on(organisation) == [dt.date(2027, 12, 31)]
    with organisation_scope(organisation):
        assert Contract.objects.get().ends_on == dt.date(2028, 3, 31)


def test_a_negotiation_comes_back_on_its_day_and_may_be_followed_by_another(logged_in, organisation, contract):
    logged_in.post(url("contract_choose", contract.pk, "negotiate"), {"next_on": "2027-01-15"})
    logged_in.post(url("contract_choose", contract.pk, "negotiate"), {"next_on": "2026-12-15"})
    assert open_on(organisation) == [dt.date(2026, 12, 15)]
    assert "En négociation" in logged_in.get(url("contracts")).content.decode()


def test_talks_that_last_are_due_on_the_last_day_to_end_then_late_then_quiet_again(
    client, organisation, membership, contract, monkeypatch
):
    with organisation_scope(organisation):
        services.negotiate_contract(contract, by=membership, next_on=dt.date(2027, 2, 15))
    assert open_on(organisation) == [dt.date(2026, 12, 31)]

    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 12, 31, 9, tzinfo=dt.UTC))
    with organisation_scope(organisation):
        assert not queries.late_dues(timezone.localdate()).exists()
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2027, 1, 5, 9, tzinfo=dt.UTC))
    client.force_login(membership.user)
    assert "Choix en retard" in client.get(url("contracts")).content.decode()
    client.post(url("contract_edit", contract.pk), {**SENT, "amount": "9700"})
    with organisation_scope(organisation):
        assert queries.late_dues(timezone.localdate()).exists()

        services.negotiate_contract(contract, by=membership, next_on=dt.date(2027, 2, 15))
        assert not queries.late_dues(timezone.localdate()).exists()
    assert open_on(organisation) == [dt.date(2027, 2, 15)]
    assert date_long(dt.date(2027, 2, 15)) in client.get(url("contract", contract.pk)).content.decode()


@pytest.mark.parametrize("next_on", [None, dt.date(2026, 12, 10), dt.date(2027, 2, 15)])
@pytest.mark.parametrize("day", [dt.date(2026, 11, 28), dt.date(2026, 12, 26), dt.date(2026, 12, 31)])
def test_the_last_day_to_end_is_read_while_it_is_to_come(
    client, organisation, membership, contract, monkeypatch, next_on, day
):
    if next_on:
        with organisation_scope(organisation):
            services.negotiate_contract(contract, by=membership, next_on=next_on)
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(day.year, day.month, day.day, 9, tzinfo=dt.UTC))
    client.force_login(membership.user)
    assert date_short(dt.date(2026, 12, 31)) in client.get(url("contracts")).content.decode()
    page = client.get(url("contract", contract.pk)).content.decode().replace("\u00a0", " ")
    assert "Dernier jour pour résilier : le 31 décembre 2026" in page


def test_the_choice_is_not_put_off_beyond_the_last_day_to_end(logged_in, organisation, contract):
    with organisation_scope(organisation):
        due = Due.objects.get()
    assert logged_in.post(url("due_move", due.pk), {"due_on": "2027-01-15"}).status_code == 422
    logged_in.post(url("due_move", due.pk), {"due_on": "2026-12-28"})
    logged_in.post(url("contract_edit", contract.pk), {**SENT, "ends_on": "2027-03-20"})
    assert open_on(organisation) == [dt.date(2026, 12, 20)]


@pytest.mark.parametrize(
    ("day", "reminded"),
    [("2026-12-10", "2026-12-10"), ("2027-02-15", "2026-12-24")],  # a week before 31 December, the last day to end it
)
def test_a_negotiation_is_quiet_until_its_day_but_for_the_last_day_to_end(
    logged_in, organisation, contract, day, reminded
):
    negotiate = url("contract_choose", contract.pk, "negotiate")
    assert "dernier jour pour résilier" in logged_in.get(negotiate).content.decode()
    logged_in.post(negotiate, {"next_on": day})
    with organisation_scope(organisation):
        assert Due.objects.get(state="open").remind_on.isoformat() == reminded
        assert not queries.to_prepare(TODAY).exists()


@pytest.mark.parametrize(
    ("term", "day", "reminded", "said"),
    [
        ("2027-03-05", "2027-01-10", "2026-11-29", "au plus tard le 29 novembre 2026"),  # last day: 5 December
        ("2027-03-01", "2027-01-10", "2026-11-29", "le dernier jour pour résilier est le 1er décembre 2026"),
        ("2027-02-28", "2027-01-10", "2027-01-10", "C’est aujourd’hui le dernier jour pour résilier"),
        ("2027-02-20", "2027-01-10", "2027-01-10", "passé depuis le 20 novembre 2026"),
    ],
)
def test_a_negotiation_near_the_last_day_to_end_says_and_keeps_its_last_call(
    logged_in, organisation, contract, term, day, reminded, said
):
    logged_in.post(url("contract_edit", contract.pk), {**SENT, "ends_on": term})
    negotiate = url("contract_choose", contract.pk, "negotiate")
    assert said in logged_in.get(negotiate).content.decode().replace("\u00a0", " ")
    logged_in.post(negotiate, {"next_on": day})
    with organisation_scope(organisation):
        assert Due.objects.get(state="open").remind_on.isoformat() == reminded


@pytest.mark.parametrize("day", ["2026-11-28", "2027-04-01"])
def test_a_negotiation_comes_back_before_the_term(logged_in, organisation, contract, day):
    answer = logged_in.post(url("contract_choose", contract.pk, "negotiate"), {"next_on": day})
    assert answer.status_code == 422
    assert open_on(organisation) == [dt.date(2026, 12, 31)]


def test_ended_with_its_letter_it_reminds_nothing_and_may_be_taken_back(logged_in, organisation, contract):
    end = url("contract_choose", contract.pk, "end")
    assert logged_in.post(end, {"ends_on": "2027-03-31"}).status_code == 422

    letter = SimpleUploadedFile("lettre.txt", b"resiliation")
    logged_in.post(end, {"ends_on": "2027-02-28", "file": letter})
    assert open_on(organisation) == []
    assert "Aucun contrat suivi" in logged_in.get(url("contracts")).content.decode()
    assert "Net et Clair" in logged_in.get(url("contracts") + "?etat=ended").content.decode()
    assert "lettre.txt" in logged_in.get(url("contract", contract.pk)).content.decode()

    with organisation_scope(organisation):
        due = Due.objects.get(choice="end")
    logged_in.post(url("due_undo", due.pk))
    with organisation_scope(organisation):
        contract.refresh_from_db()
    assert (contract.ended, contract.ends_on) == (False, dt.date(2027, 3, 31))
    assert open_on(organisation) == [dt.date(2026, 12, 31)]


def test_an_ended_contract_takes_no_choice(organisation, membership, contract):
    with organisation_scope(organisation):
        services.end_contract(contract, by=membership, ends_on=contract.ends_on, note="Recommandé 12")
        with pytest.raises(ValidationError, match="terminé"):
            services.renew_contract(contract, by=membership, ends_on=dt.date(2028, 3, 31))


def test_corrected_the_date_follows_the_notice_and_a_negotiation_stays_before_it(logged_in, organisation, contract):
    logged_in.post(url("contract_edit", contract.pk), {**SENT, "notice_months": "1"})
    assert open_on(organisation) == [dt.date(2027, 2, 28)]
    logged_in.post(url("contract_choose", contract.pk, "negotiate"), {"next_on": "2027-01-15"})
    logged_in.post(url("contract_edit", contract.pk), {**SENT, "notice_months": "2"})
    assert open_on(organisation) == [dt.date(2027, 1, 15)]
    logged_in.post(url("contract_edit", contract.pk), {**SENT, "notice_months": "3"})
    with organisation_scope(organisation):
        due = Due.objects.get(state="open")
    assert (due.due_on, due.remind_on) == (dt.date(2026, 12, 31), dt.date(2026, 12, 24))


def test_the_deadline_of_a_contract_leads_to_its_choice(logged_in, organisation, contract):
    with organisation_scope(organisation):
        due = Due.objects.get()
    page = logged_in.get(url("due", due.pk)).content.decode()
    assert url("contract", contract.pk) in page
    assert url("due_done", due.pk) not in page


def test_whoever_only_reads_is_offered_no_choice(client, organisation, contract):
    reader = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(reader.user)
    page = client.get(url("contract", contract.pk)).content.decode()
    assert "Net et Clair" in page
    assert url("contract_choose", contract.pk, "end") not in page
    for name in ("contract_add", "contract_edit", "contract_choose"):
        args = {"contract_add": (), "contract_edit": (contract.pk,), "contract_choose": (contract.pk, "end")}[name]
        assert client.post(url(name, *args), {}).status_code == 403


def test_an_unknown_choice_is_no_page(logged_in, contract):
    assert logged_in.get(url("contract_choose", contract.pk, "jeter")).status_code == 404


def test_the_list_asks_as_much_for_many(logged_in, organisation, membership, page_queries):
    def follow(rank):
        services.add_contract(
            by=membership, title=f"Contrat {rank}", party="Net et Clair", responsible="manager",
            ends_on=TODAY + dt.timedelta(days=100 + rank),
        )  # fmt: skip

    with organisation_scope(organisation):
        follow(0)
    logged_in.get(url("contracts"))
    with page_queries(4):
        logged_in.get(url("contracts"))
    with organisation_scope(organisation):
        for rank in range(1, 9):
            follow(rank)
    with page_queries(4):
        logged_in.get(url("contracts"))


def test_contracts_go_to_a_spreadsheet(logged_in, contract):
    text = b"".join(logged_in.get(url("contracts_export", "csv"))).decode("utf-8-sig")
    assert "Net et Clair" in text
    assert "31/12/2026" in text


def test_a_choice_is_not_taken_back_under_a_later_one(organisation, membership, contract):
    with organisation_scope(organisation):
        renewed = services.renew_contract(contract, by=membership, ends_on=dt.date(2028, 3, 31))
        services.end_contract(renewed, by=membership, ends_on=renewed.ends_on, note="Recommandé 12")
        with pytest.raises(ValidationError, match="annulez-la d’abord"):
            services.undo_due(Due.objects.get(choice="renew"), by=membership)
