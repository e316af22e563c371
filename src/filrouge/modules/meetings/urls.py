from django.urls import path

from filrouge.modules.meetings.views import (
    agenda,
    attendance,
    decisions,
    declarations,
    documents,
    feeds,
    minutes,
    planning,
    session,
)
from filrouge.modules.meetings.views.guard import for_readers

app_name = "meetings"
of_a_meeting = [
    path("<uuid:pk>/", planning.meeting_detail, name="detail"),
    path("<uuid:pk>/modifier/", planning.meeting_edit, name="edit"),
    path("<uuid:pk>/convier/", planning.participants_add, name="participants"),
    path("<uuid:pk>/convies/<uuid:participant>/retirer/", planning.participant_remove, name="participant_remove"),
    path("<uuid:pk>/convoquer/", planning.meeting_convene, name="convene"),
    path("<uuid:pk>/annuler/", planning.meeting_cancel, name="cancel"),
    path("<uuid:pk>/ordre-du-jour/", agenda.item_add, name="item_add"),
    path("<uuid:pk>/points/<uuid:item>/", agenda.item_change, name="item_change"),
    path("<uuid:pk>/ordre-du-jour/ranger/", agenda.agenda_arrange, name="agenda_arrange"),
    path("<uuid:pk>/documents/<uuid:document>/", agenda.document_open, name="document"),
    path("<uuid:pk>/seance/", session.session_page, name="session"),
    path("<uuid:pk>/seance/ouvrir/", session.session_open, name="session_open"),
    path("<uuid:pk>/seance/lever/", session.session_close, name="session_close"),
    path("<uuid:pk>/seance/heures/", session.session_times, name="session_times"),
    path("<uuid:pk>/presences/", attendance.presences, name="presences"),
    path("<uuid:pk>/presences/toutes/", attendance.presences_all, name="presences_all"),
    path("<uuid:pk>/presences/demander/", declarations.presence_ask, name="presence_ask"),
    path("<uuid:pk>/presences/ajouter/", attendance.walk_in, name="walk_in"),
    path("<uuid:pk>/points/<uuid:item>/notes/", session.notes_save, name="notes"),
    path("<uuid:pk>/points/<uuid:item>/decisions/", session.decision_add, name="decision_add"),
    path("<uuid:pk>/decisions/<uuid:decision>/retirer/", session.decision_remove, name="decision_remove"),
    path("<uuid:pk>/points/<uuid:item>/taches/", session.task_add, name="task_add"),
    path("<uuid:pk>/relecture/", minutes.review_send, name="review"),
    path("<uuid:pk>/approuver/", minutes.minutes_approve, name="approve"),
    path("<uuid:pk>/compte-rendu.pdf", documents.minutes_pdf, name="minutes_pdf"),
    path("<uuid:pk>/compte-rendu.docx", documents.minutes_docx, name="minutes_docx"),
    path("<uuid:pk>/ordre-du-jour.pdf", documents.agenda_pdf, name="agenda_pdf"),
    path("<uuid:pk>/emargement.pdf", documents.attendance_pdf, name="attendance_pdf"),
]
urlpatterns = [
    path("", planning.meeting_list, name="list"),
    path("exporter/<str:file_format>/", documents.export_list, name="export"),
    path("nouvelle/", planning.meeting_create, name="create"),
    path("agendas/", feeds.calendars, name="calendars"),
    path("agendas/envoyer/", feeds.calendars_send, name="calendars_send"),
    path("decisions/", decisions.decision_list, name="decisions"),
    path("decisions/exporter/<str:file_format>/", documents.export_decisions, name="decisions_export"),
    path("decisions/<uuid:pk>/", decisions.decision_follow, name="decision_follow"),
    *for_readers(of_a_meeting),
]
