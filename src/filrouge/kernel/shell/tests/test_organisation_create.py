import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings.models import MeetingType

pytestmark = pytest.mark.django_db


def create(*arguments):
    call_command("organisation_create", *arguments)


def test_a_new_team_has_its_coordinator_and_its_meeting_types(capsys):
    create("MSP de l’Essai", "--email", "c@example.org")

    membership = Membership.objects.select_related("organisation", "user").get()
    assert (membership.organisation.slug, membership.roles) == ("msp-de-lessai", ["coordinator"])
    with organisation_scope(membership.organisation):
        assert MeetingType.objects.count() == 12
    assert mail.outbox[0].to == ["c@example.org"]
    assert "/compte/invitation/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("MSP", "--email", "pas une adresse"), "adresse"),
        (("Aide", "--email", "c@example.org"), "réservée"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        create(*arguments)

    assert Membership.objects.count() == 0


def test_a_short_address_serves_once():
    create("MSP Un", "--email", "c@example.org", "--slug", "msp")

    with pytest.raises(CommandError, match="existe déjà"):
        create("MSP Deux", "--email", "d@example.org", "--slug", "msp")
