"""What people type about tasks."""

from filrouge.kernel.work.forms.inside import CommentForm, FileForm, StepForm
from filrouge.kernel.work.forms.links import PostponeForm, ReturnForm
from filrouge.kernel.work.forms.quick import QuickLineForm
from filrouge.kernel.work.forms.tasks import EFFORTS, STATES, BlockForm, TaskFilterForm, TaskForm

__all__ = [
    "EFFORTS",
    "STATES",
    "BlockForm",
    "CommentForm",
    "FileForm",
    "PostponeForm",
    "QuickLineForm",
    "ReturnForm",
    "StepForm",
    "TaskFilterForm",
    "TaskForm",
]
