"""What comes into meetings from outside: photographs of signed sheets."""

from filrouge.modules.meetings.imports.photos import Photo, read_photo
from filrouge.modules.meetings.imports.targets import meeting_in

__all__ = ["Photo", "meeting_in", "read_photo"]
