"""What the hub asks the database, in a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Collection

from django.core.exceptions import ObjectDoesNotExist
from django.db import close_old_connections
from django.http import Http404

from filrouge.kernel.live.channels import Channel, State
from filrouge.kernel.live.topics import live_topics
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope

logger = logging.getLogger("filrouge.live")


def render_states(channels: Collection[Channel]) -> dict[Channel, State | None]:
    """The state of each channel; None where nothing is left to see. A room that fails spoils its own channel only."""
    close_old_connections()
    try:
        organisations = Organisation.objects.in_bulk({channel.key.organisation_id for channel in channels})
        states: dict[Channel, State | None] = {}
        for channel in channels:
            organisation = organisations.get(channel.key.organisation_id)
            try:
                states[channel] = State.of(_render(organisation, channel)) if organisation else None
            except (ObjectDoesNotExist, Http404):
                states[channel] = None
            except Exception:  # whatever the room did, the other pages must go on
                logger.exception("not rendered topic=%s object=%s", channel.key.topic, channel.key.object_id)
        return states
    finally:
        close_old_connections()


def _render(organisation: Organisation, channel: Channel) -> str:
    topic = live_topics.get(channel.key.topic)
    if topic is None:
        raise Http404
    with organisation_scope(organisation):
        return topic.render(channel.key.object_id, channel.audience)
