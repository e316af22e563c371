import factory

from filrouge.kernel.mail.models import Message
from tests.factories import TenantFactory


class MessageFactory(TenantFactory):
    class Meta:
        model = Message

    to_name = factory.Sequence(lambda n: f"Dominique Martin{n:04}")
    to_email = factory.Sequence(lambda n: f"personne{n}@example.org")
    kind = "work.released"
    subject = "Une tâche pour vous"
    body_text = "Bonjour,\n\nUne tâche vous est confiée.\n"
