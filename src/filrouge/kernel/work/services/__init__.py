"""What changes in tasks, one verb each."""

from filrouge.kernel.work.services.blocking import block_task, unblock_task
from filrouge.kernel.work.services.rights import may_act, require_right
from filrouge.kernel.work.services.tasks import (
    change_task,
    complete_task,
    create_task,
    drop_task,
    reopen_task,
    return_task,
)
from filrouge.kernel.work.services.telling import release_tasks, remind_owner, tell_owner

__all__ = [
    "block_task",
    "change_task",
    "complete_task",
    "create_task",
    "drop_task",
    "may_act",
    "release_tasks",
    "remind_owner",
    "reopen_task",
    "require_right",
    "return_task",
    "tell_owner",
    "unblock_task",
]
