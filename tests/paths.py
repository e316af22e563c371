from filrouge.kernel.links.models import Link
from filrouge.kernel.mail.choosing import PURPOSE as CHOICES


def path_in(url):
    """What a test client asks for, of an address as people receive it."""
    return "/" + url.split("/", 3)[3]


def link_sent():
    """The only link sent, beside the one by which its reader chooses their mail."""
    return Link.objects.exclude(purpose=CHOICES).get()
