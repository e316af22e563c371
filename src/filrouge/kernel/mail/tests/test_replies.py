"""Answers given from a calendar: the right person, the right meeting, the date as it is now, or nothing."""

import contextlib
import datetime as dt
import email
import email.policy
import uuid
from types import SimpleNamespace

import pytest

from filrouge.kernel.mail import replies
from filrouge.kernel.mail.calendar import event_uid
from filrouge.kernel.mail.replies import CalendarReply, replies_in, take

MEETING, ORGANISATION = uuid.uuid4(), uuid.uuid4()

REPLY = """BEGIN:VCALENDAR\r
VERSION:2.0\r
METHOD:{method}\r
BEGIN:VEVENT\r
UID:{uid}\r
SEQUENCE:{sequence}\r
DTSTAMP:20261122T080000Z\r
DTSTART:20261210T113000Z\r
{attendee}\r
{comment}END:VEVENT\r
END:VCALENDAR\r
"""


def mail(sender="e.noel@msp.example", text=None, part="text/calendar; method=REPLY", **changes):
    given = {
        "method": "REPLY",
        "uid": event_uid("reunion", MEETING, ORGANISATION),
        "sequence": 2,
        "attendee": 'ATTENDEE;CN="Quelqu’un d’autre";PARTSTAT=ACCEPTED:mailto:E.Noel@msp.example',
        "comment": "",
    } | changes
    body = REPLY.format(**given) if text is None else text
    raw = f"From: Élodie <{sender}>\nMIME-Version: 1.0\nContent-Type: {part}; charset=utf-8\n\n{body}"
    obj = email.message_from_bytes(raw.encode(), policy=email.policy.default)
    return SimpleNamespace(obj=obj, from_=sender, uid="7")


def test_a_reply_is_read_by_identifier_and_address():
    assert list(replies_in(mail(comment="COMMENT:Avec dix minutes de retard\r\n"))) == [
        CalendarReply(
            "reunion", MEETING, ORGANISATION, "e.noel@msp.example", "ACCEPTED", 2, "Avec dix minutes de retard"
        )
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"sender": "somebody.else@msp.example"},
        {"method": "REQUEST"},
        {"uid": "040000008200E00074C5B7101A82E008"},
        {"uid": f"reunion-{MEETING}-{'z' * 32}@filrouge"},
        {"sequence": "many"},
        {"attendee": "ATTENDEE;PARTSTAT=DELEGATED:mailto:e.noel@msp.example"},
        {"attendee": "SUMMARY:sans personne"},
        {
            "attendee": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:e.noel@msp.example\r\n"
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:p.blanc@msp.example"
        },
        {"text": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"},
        {"text": ""},
        {"text": "X" * (replies.LARGEST + 1)},
        {"part": "text/plain"},
    ],
)
def test_what_is_not_a_reply_of_that_person_is_left_alone(wrong):
    assert list(replies_in(mail(**wrong))) == []


def test_a_reply_about_an_unknown_organisation_or_kind_is_not_taken(organisation):
    known = CalendarReply("reunion", MEETING, organisation.pk, "e@msp.example", "ACCEPTED", 0, "")
    strange = CalendarReply("visite", MEETING, organisation.pk, "e@msp.example", "ACCEPTED", 0, "")
    unknown = CalendarReply("reunion", MEETING, ORGANISATION, "e@msp.example", "ACCEPTED", 0, "")

    assert [take(one) for one in (known, strange, unknown)] == [False, False, False]


class Box:
    """A mailbox as the library shows it."""

    def __init__(self, *mails):
        self.mails, self.seen = mails, []

    def fetch(self, criteria, **options):
        assert "UNSEEN" in str(criteria)
        return iter(self.mails)

    def flag(self, uid, flag, value):
        self.seen.append(uid)


def test_the_mailbox_is_read_and_only_replies_are_marked(db, settings, monkeypatch):
    settings.IMAP_HOST = "imap.example.org"
    reply, letter = mail(), mail(part="text/plain")
    letter.uid = "8"
    box, taken = Box(letter, reply), []
    monkeypatch.setattr(replies, "mailbox", lambda: contextlib.nullcontext(box))
    monkeypatch.setattr(replies, "take", lambda one: taken.append(one.email) or True)

    replies.read_replies.func()

    assert (taken, box.seen) == (["e.noel@msp.example"], ["7"])


def test_without_a_mailbox_nothing_is_asked(settings, monkeypatch):
    settings.IMAP_HOST = ""
    monkeypatch.setattr(replies, "mailbox", lambda: pytest.fail("no mailbox is set"))

    replies.read_replies.func()


def test_an_identifier_says_kind_row_and_organisation():
    assert event_uid("reunion", MEETING, ORGANISATION) == f"reunion-{MEETING}-{ORGANISATION.hex}@filrouge"
    assert dt.timedelta(minutes=5) == dict(replies_schedule())["filrouge.kernel.mail.replies.read_replies"]


def replies_schedule():
    from filrouge.kernel.jobs.decorators import PERIODIC

    return {name: every for name, (_task, every) in PERIODIC.items()}
