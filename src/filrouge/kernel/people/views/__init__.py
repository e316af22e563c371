from filrouge.kernel.people.views.directory import associates, bulk, people_list, trombinoscope
from filrouge.kernel.people.views.duplicates import duplicates, merge
from filrouge.kernel.people.views.exports import associates_export, export, trombinoscope_pdf
from filrouge.kernel.people.views.groups import (
    group_add_members,
    group_close,
    group_create,
    group_detail,
    group_edit,
    group_list,
    group_remove_member,
    group_reopen,
)
from filrouge.kernel.people.views.imports import (
    import_columns,
    import_discard,
    import_preview,
    import_rpps,
    import_start,
    import_undo,
)
from filrouge.kernel.people.views.person import (
    person_create,
    person_delete,
    person_depart,
    person_detail,
    person_edit,
    person_return,
)
from filrouge.kernel.people.views.ties import (
    engagement_add,
    engagement_end,
    engagement_remove,
    responsibility_add,
    responsibility_end,
)

__all__ = [
    "associates",
    "associates_export",
    "bulk",
    "duplicates",
    "engagement_add",
    "engagement_end",
    "engagement_remove",
    "export",
    "group_add_members",
    "group_close",
    "group_create",
    "group_detail",
    "group_edit",
    "group_list",
    "group_remove_member",
    "group_reopen",
    "import_columns",
    "import_discard",
    "import_preview",
    "import_rpps",
    "import_start",
    "import_undo",
    "merge",
    "people_list",
    "person_create",
    "person_delete",
    "person_depart",
    "person_detail",
    "person_edit",
    "person_return",
    "responsibility_add",
    "responsibility_end",
    "trombinoscope",
    "trombinoscope_pdf",
]
