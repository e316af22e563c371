"""The hub of this process, and the application that config puts behind ``/live/``."""

from filrouge.kernel.live.asgi import LiveApplication
from filrouge.kernel.live.hub import Hub
from filrouge.kernel.live.rendering import render_states
from filrouge.kernel.live.watching import watch

hub = Hub(render_states, watch)
application = LiveApplication(hub)
