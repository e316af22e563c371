import contextlib
import datetime as dt
import smtplib
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from bs4 import BeautifulSoup
from django.core import mail as django_mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from filrouge.kernel.files import services as files
from filrouge.kernel.jobs.worker import run_waiting
from filrouge.kernel.mail import delivery, letters, services, tasks
from filrouge.kernel.mail.calendar import invitation
from filrouge.kernel.mail.enums import MessageStatus, Urgency
from filrouge.kernel.mail.models import Message
from filrouge.kernel.mail.tests.factories import MessageFactory
from tests.factories import PersonFactory

OURS = "http://localhost:8000"


@pytest.fixture
def person(in_organisation):
    return PersonFactory(title="Dr", first_name="Élodie", last_name="Noël", email="elodie@example.org")


def send(person=None, **changes):
    given = {
        "kind": "work.released",
        "person": person,
        "subject": "Une tâche pour vous",
        "template": "work/mail/released",
        "context": {"lines": []},
    }
    return services.send(**given | changes)


def refuse_with(monkeypatch, error):
    def refuse(self, fail_silently=False):
        raise error

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)


def test_a_mail_leaves_once_with_everything(person, mailoutbox):
    moment = dt.datetime(2026, 12, 10, 11, 30, tzinfo=dt.UTC)
    ics = invitation(
        uid="reunion-1@filrouge",
        sequence=0,
        summary="RCP",
        description="",
        location="Salle",
        starts_at=moment,
        ends_at=moment + dt.timedelta(hours=1),
        organizer_email=services.sender_address(),
        organizer_name="MSP",
        attendee_email=person.email,
        attendee_name=str(person),
    )
    stored = files.store(name="Ordre du jour.txt", content=b"Bonjour", capability="mail.view")
    message = send(person, calendar=ics, attachments=[stored])

    assert (run_waiting(), run_waiting()) == (1, 0)

    (sent,) = mailoutbox
    assert sent.from_email == "MSP du Chastel <ne-pas-repondre@localhost>"
    assert parseaddr(str(make_header(decode_header(sent.to[0])))) == ("Dr Élodie Noël", "elodie@example.org")
    assert sent.reply_to == ["coordination@msp.example"]
    wire = sent.message()
    assert wire["Auto-Submitted"] == "auto-generated"
    assert wire["Message-ID"] == f"<{message.pk}@localhost>"
    kinds = [part.get_content_type() for part in wire.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar", "application/ics", "text/plain"]
    calendar = next(part for part in wire.walk() if part.get_content_type() == "text/calendar")
    assert (calendar.get_param("method"), calendar.get_param("charset")) == ("REQUEST", "utf-8")
    message.refresh_from_db()
    assert (message.status, message.attempts, message.last_error) == (MessageStatus.SENT, 1, "")


def test_nothing_leaves_when_the_transaction_is_rolled_back(person, mailoutbox):
    with transaction.atomic():
        send(person)
        transaction.set_rollback(True)

    run_waiting()

    assert mailoutbox == []
    assert Message.objects.count() == 0


def test_a_mail_already_taken_is_not_sent_by_another_worker(person, organisation, mailoutbox):
    message = send(person)
    Message.objects.update(status=MessageStatus.SENDING, claimed_at=timezone.now())

    delivery.deliver(organisation, message.pk)

    assert mailoutbox == []


def test_a_mail_whose_worker_died_is_sent_again_once(person, organisation, mailoutbox):
    message = send(person)
    stale = timezone.now() - delivery.STALE - dt.timedelta(seconds=1)
    Message.objects.update(status=MessageStatus.SENDING, claimed_at=stale, attempts=1)

    delivery.deliver(organisation, message.pk)
    delivery.deliver(organisation, message.pk)

    assert len(mailoutbox) == 1


def test_a_server_that_does_not_answer_is_tried_again_then_given_up(person, monkeypatch, caplog):
    refuse_with(monkeypatch, OSError("elodie@example.org unreachable"))
    message = send(person)

    for attempt in range(1, delivery.ATTEMPTS + 2):
        run_waiting()
        DBTaskResult.objects.update(run_after=timezone.now())
        message.refresh_from_db()
        assert message.attempts == min(attempt, delivery.ATTEMPTS)

    assert (message.status, message.temporary) == (MessageStatus.FAILED, True)
    assert message.last_error == "Le serveur de messagerie ne répond pas."
    assert "elodie" not in caplog.text
    assert "elodie" not in "".join(DBTaskResult.objects.values_list("traceback", flat=True))


def test_a_refused_address_is_not_tried_again(person, monkeypatch, caplog):
    refuse_with(
        monkeypatch, smtplib.SMTPRecipientsRefused({"elodie@example.org": (550, b"unknown elodie@example.org")})
    )
    message = send(person)

    assert (run_waiting(), run_waiting()) == (1, 0)

    message.refresh_from_db()
    assert (message.status, message.temporary) == (MessageStatus.FAILED, False)
    assert message.last_error == "Le serveur de messagerie refuse l’adresse du destinataire (code 550)."
    assert "elodie" not in caplog.text


@pytest.mark.parametrize(
    ("error", "sentence", "temporary"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b": (451, b"")}), "refuse l’adresse du destinataire (code 451)", True),
        (smtplib.SMTPAuthenticationError(535, b"no"), "refuse l’identifiant ou le mot de passe", True),
        (smtplib.SMTPDataError(554, b"spam"), "a refusé le message (code 554)", False),
        (smtplib.SMTPServerDisconnected(), "ne répond pas", True),
        (ValueError(), "n’a pas pu être mis en forme", False),
    ],
)
def test_every_refusal_has_its_sentence(error, sentence, temporary):
    found, retry = delivery.explain(error)

    assert sentence in found
    assert retry == temporary


def test_failed_mail_is_tried_again_the_next_day_for_three_days(person, mailoutbox):
    now, day = timezone.now(), dt.timedelta(days=1)
    failed = {"status": MessageStatus.FAILED, "temporary": True, "attempts": 6}
    tried_enough = MessageFactory(**failed, claimed_at=now - day)
    worker_stopped_since = MessageFactory(**failed, claimed_at=now - 5 * day)
    forgotten_for_months = MessageFactory(**failed, claimed_at=now - 60 * day)
    ages = {tried_enough: 5, worker_stopped_since: 5, forgotten_for_months: 60}
    for message, days in ages.items():
        Message.objects.filter(pk=message.pk).update(created_at=now - days * day)
    refused = MessageFactory(status=MessageStatus.FAILED, temporary=False, claimed_at=now)
    recent = MessageFactory(**failed, claimed_at=now)

    tasks.retry_failed_mail.call()
    run_waiting()

    sent = {one.to[0].partition("<")[2][:-1] for one in mailoutbox}
    assert sent == {recent.to_email, worker_stopped_since.to_email}
    statuses = dict(Message.objects.values_list("pk", "status"))
    still = [statuses[one.pk] for one in (tried_enough, forgotten_for_months, refused)]
    assert still == [MessageStatus.FAILED] * 3


@pytest.mark.parametrize("asked_again", [False, True])
def test_the_three_days_begin_at_the_first_try(person, membership, organisation, monkeypatch, asked_again):
    refuse_with(monkeypatch, OSError())
    day, message = dt.timedelta(days=1), MessageFactory(urgency=Urgency.URGENT)
    ago = timezone.now() - 40 * day
    Message.objects.update(created_at=ago, first_tried_at=None)
    if asked_again:
        failed = {"status": MessageStatus.FAILED, "temporary": True, "attempts": 6}
        Message.objects.update(**failed, first_tried_at=ago, claimed_at=ago + 3 * day)
        services.send_again(Message.objects.get(), by=membership)

    tries = []
    for later in range(6):
        moment = timezone.now() + day
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        if later:
            tasks.retry_failed_mail.call()
        for _attempt in range(delivery.ATTEMPTS):
            with contextlib.suppress(delivery.DeliveryDelayed):
                delivery.deliver(organisation, message.pk)
        tries.append(Message.objects.get().claimed_at == moment)

    assert tries == [True, True, True, True, False, False]


def test_forgotten_mail_is_found_again(person, mailoutbox):
    MessageFactory()
    Message.objects.update(created_at=timezone.now() - dt.timedelta(hours=2))
    MessageFactory()

    tasks.send_forgotten_mail.call()
    run_waiting()

    assert len(mailoutbox) == 1


def test_names_cannot_add_headers(person, mailoutbox):
    message = send(
        to_email="a@example.org",
        to_name='Jean"\r\nBcc: pirate@example.org\r\n',
        subject="Bonjour\nBcc: pirate@example.org\n{{ settings.SECRET_KEY }}",
        context={"lines": [], "person": person},
    )
    run_waiting()

    (sent,) = mailoutbox
    wire = sent.message()
    assert message.subject == "Bonjour Bcc: pirate@example.org {{ settings.SECRET_KEY }}"
    assert wire["Bcc"] is None
    assert sent.recipients() == sent.to
    assert wire["To"].count("@") == 2  # the address, and the words of the quoted name


def test_a_person_without_address_is_said_in_french(in_organisation):
    with pytest.raises(ValidationError) as refusal:
        send(PersonFactory(title="Dr", first_name="Ana", last_name="Roux", email=""))

    assert refusal.value.messages == [
        "Dr Ana Roux n’a pas d’adresse e-mail. Ajoutez-la dans sa fiche, ou prévenez cette personne autrement."
    ]


@pytest.mark.parametrize(
    "address", ["pas une adresse", "a@b", "a@example.org\nBcc: x@example.org", "a@example.org,b@example.org"]
)
def test_a_wrong_address_is_refused_before_anything_is_written(person, address):
    with pytest.raises(ValidationError):
        send(person, to_email=address)

    assert Message.objects.count() == 0
    assert DBTaskResult.objects.count() == 0


def test_text_without_html_template_is_laid_out(person):
    html = letters.render_html(
        "nowhere.html", {"organisation": person.organisation, "subject": "S"}, f"Voir\n{OURS}/x?a=1&b=2\n<b>"
    )

    (link,) = BeautifulSoup(html, "html.parser").select("a")
    assert (link["href"], link.get_text()) == (f"{OURS}/x?a=1&b=2", "Ouvrir le lien")
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize(
    ("text", "read", "links"),
    [
        ("Prenez rendez-vous sur www.ameli.fr avant lundi.", None, {"www.ameli.fr": "http://www.ameli.fr"}),
        (f"Visio : {OURS}.example/a", None, {f"{OURS}.example/a": f"{OURS}.example/a"}),
        (f"Répondez : {OURS}/a/", "Répondez : Ouvrir le lien", {"Ouvrir le lien": f"{OURS}/a/"}),
        (f"Voir {OURS}", "Voir Ouvrir le lien", {"Ouvrir le lien": OURS}),
        (
            f"Le vote est ouvert. Répondez d’un geste : {OURS}/a/\nVisio : https://b.example/\nLire <ceci> : {OURS}/c/",
            "Le vote est ouvert. Répondez d’un gesteVisio : https://b.example/Lire <ceci>",
            {
                "Répondez d’un geste": f"{OURS}/a/",
                "https://b.example/": "https://b.example/",
                "Lire <ceci>": f"{OURS}/c/",
            },
        ),
    ],
)
def test_only_our_own_addresses_are_shortened(text, read, links):
    page = BeautifulSoup(letters.laid_out(text), "html.parser")

    assert page.get_text().replace("\n", "") == (read or text)
    assert {link.get_text(): link["href"] for link in page.select("a")} == links


def test_send_again(person, membership, mailoutbox):
    message = send(person)
    run_waiting()

    copy = services.send_again(Message.objects.get(), by=membership)
    run_waiting()

    assert copy.pk != message.pk
    assert len(mailoutbox) == 2


def test_cancel_before_it_leaves(person, membership, mailoutbox):
    message = send(person)

    services.cancel(message, by=membership)
    run_waiting()

    assert mailoutbox == []
    with pytest.raises(ValidationError) as refusal:
        services.cancel(message, by=membership)
    assert refusal.value.messages == ["Ce message est déjà parti : il ne peut plus être annulé."]
    assert django_mail.outbox == []
