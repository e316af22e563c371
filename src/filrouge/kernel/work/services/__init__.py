"""What changes in tasks, one verb each."""

from filrouge.kernel.work.services.blocking import block_task, unblock_task
from filrouge.kernel.work.services.board import column_of, place_task
from filrouge.kernel.work.services.inside import (
    add_step,
    attach_file,
    detach_file,
    may_remove,
    move_step,
    remove_comment,
    remove_step,
    tick_step,
    write_comment,
)
from filrouge.kernel.work.services.rights import may_act, require_right
from filrouge.kernel.work.services.tasks import (
    change_task,
    complete_task,
    create_task,
    drop_task,
    reopen_task,
    return_task,
    skip_task,
    take_back_task,
)
from filrouge.kernel.work.services.telling import release_tasks, remind_owner, tell_owner

__all__ = [
    "add_step",
    "attach_file",
    "block_task",
    "change_task",
    "column_of",
    "complete_task",
    "create_task",
    "detach_file",
    "drop_task",
    "may_act",
    "may_remove",
    "move_step",
    "place_task",
    "release_tasks",
    "remind_owner",
    "remove_comment",
    "remove_step",
    "reopen_task",
    "require_right",
    "return_task",
    "skip_task",
    "take_back_task",
    "tell_owner",
    "tick_step",
    "unblock_task",
    "write_comment",
]
