"""What operators read holds no key: whoever has a personal link acts as its person."""

from __future__ import annotations

import logging
import re

SECRETS = re.compile(
    r"(/lien/|/courrier/arret/|/compte/invitation/|/mot-de-passe/nouveau/|/mail/confirmation/)[^/\s\"']+"
)


class HideSecrets(logging.Filter):
    """Replace tokens carried by addresses, in the message and its arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(hidden(value) for value in record.args)
        record.msg = hidden(record.msg)
        return True


def hidden(value: object) -> object:
    return SECRETS.sub(r"\1…", value) if isinstance(value, str) else value
