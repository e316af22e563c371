"""What changes in meetings, one verb each. See the submodules for the stages: planning, session, minutes, decisions."""

from filrouge.modules.meetings.services.agenda import (
    add_item,
    change_item,
    duplicate_item,
    move_item,
    remove_item,
    restore_item,
    shift_item,
)
from filrouge.modules.meetings.services.annexes import add_annex, choose_annexes
from filrouge.modules.meetings.services.answers import answer_invitation, expect, give_opinion, take_calendar_reply
from filrouge.modules.meetings.services.attendance import add_walk_in, declare_presence, mark_all_present, mark_presence
from filrouge.modules.meetings.services.backlog import (
    accept_point,
    change_point,
    drop_point,
    give_up_point,
    may_change,
    plan_point,
    take_up_point,
)
from filrouge.modules.meetings.services.corrections import correct_minutes, give_up_correction
from filrouge.modules.meetings.services.decisions import (
    add_decision,
    change_decision,
    register_decision,
    remove_decision,
)
from filrouge.modules.meetings.services.declarations import ask_who_was_there
from filrouge.modules.meetings.services.deliveries import open_minutes, send_minutes
from filrouge.modules.meetings.services.documents import (
    attach_document,
    detach_document,
    forget_removed,
    restore_document,
)
from filrouge.modules.meetings.services.feeds import follow_calendar, renew_calendar, send_calendars
from filrouge.modules.meetings.services.guests import invite_guest, tell_guests
from filrouge.modules.meetings.services.held import record_held_meeting, remove_held_meeting
from filrouge.modules.meetings.services.hours import add_hours_rule, end_hours_rule, remove_hours_rule
from filrouge.modules.meetings.services.informations import add_information, remove_information
from filrouge.modules.meetings.services.minutes import approve_minutes, send_for_review
from filrouge.modules.meetings.services.notes import (
    restore_notes,
    section_of,
    thin_versions,
    write_notes,
)
from filrouge.modules.meetings.services.own_hours import open_own_hours, send_own_hours
from filrouge.modules.meetings.services.planning import (
    add_participants,
    cancel_meeting,
    change_meeting,
    convene,
    move_draft,
    plan_meeting,
    remove_participant,
    restore_meeting,
)
from filrouge.modules.meetings.services.postponing import keep_item, next_meeting, postpone_item, postpone_items
from filrouge.modules.meetings.services.previous import approve_previous_minutes
from filrouge.modules.meetings.services.proposals import (
    Offers,
    bring_back,
    bring_decisions_back,
    offers_for,
    set_aside,
    take_offer,
)
from filrouge.modules.meetings.services.remarks import answer_remark, leave_remark, withdraw_remark
from filrouge.modules.meetings.services.retroplanning import do_step, lay_coming_steps, lay_steps, undo_step
from filrouge.modules.meetings.services.reviews import review_decision, undo_review
from filrouge.modules.meetings.services.sealing import change_readers, reading_capability
from filrouge.modules.meetings.services.session import (
    add_session_task,
    change_session_times,
    close_session,
    open_session,
    reopen_session,
)
from filrouge.modules.meetings.services.sheets import SHEET_BEFORE, file_sheet, freeze_sheets, keep_sheet, remove_sheet
from filrouge.modules.meetings.services.signatures import (
    declare_and_sign,
    drawing_in,
    forget_signature,
    forget_signatures_before,
    forget_signatures_of,
)
from filrouge.modules.meetings.services.types import (
    add_type,
    bring_type_back,
    bring_types_up_to_date,
    change_type,
    install_types,
    move_type,
    restore_type,
    retire_type,
)
from filrouge.modules.meetings.services.writers import say_where

__all__ = [
    "SHEET_BEFORE",
    "Offers",
    "accept_point",
    "add_annex",
    "add_decision",
    "add_hours_rule",
    "add_information",
    "add_item",
    "add_participants",
    "add_session_task",
    "add_type",
    "add_walk_in",
    "answer_invitation",
    "answer_remark",
    "approve_minutes",
    "approve_previous_minutes",
    "ask_who_was_there",
    "attach_document",
    "bring_back",
    "bring_decisions_back",
    "bring_type_back",
    "bring_types_up_to_date",
    "cancel_meeting",
    "change_decision",
    "change_item",
    "change_meeting",
    "change_point",
    "change_readers",
    "change_session_times",
    "change_type",
    "choose_annexes",
    "close_session",
    "convene",
    "correct_minutes",
    "declare_and_sign",
    "declare_presence",
    "detach_document",
    "do_step",
    "drawing_in",
    "drop_point",
    "duplicate_item",
    "end_hours_rule",
    "expect",
    "file_sheet",
    "follow_calendar",
    "forget_removed",
    "forget_signature",
    "forget_signatures_before",
    "forget_signatures_of",
    "freeze_sheets",
    "give_opinion",
    "give_up_correction",
    "give_up_point",
    "install_types",
    "invite_guest",
    "keep_item",
    "keep_sheet",
    "lay_coming_steps",
    "lay_steps",
    "leave_remark",
    "mark_all_present",
    "mark_presence",
    "may_change",
    "move_draft",
    "move_item",
    "move_type",
    "next_meeting",
    "offers_for",
    "open_minutes",
    "open_own_hours",
    "open_session",
    "plan_meeting",
    "plan_point",
    "postpone_item",
    "postpone_items",
    "reading_capability",
    "record_held_meeting",
    "register_decision",
    "remove_decision",
    "remove_held_meeting",
    "remove_hours_rule",
    "remove_information",
    "remove_item",
    "remove_participant",
    "remove_sheet",
    "renew_calendar",
    "reopen_session",
    "restore_document",
    "restore_item",
    "restore_meeting",
    "restore_notes",
    "restore_type",
    "retire_type",
    "review_decision",
    "say_where",
    "section_of",
    "send_calendars",
    "send_for_review",
    "send_minutes",
    "send_own_hours",
    "set_aside",
    "shift_item",
    "take_calendar_reply",
    "take_offer",
    "take_up_point",
    "tell_guests",
    "thin_versions",
    "undo_review",
    "undo_step",
    "withdraw_remark",
    "write_notes",
]
