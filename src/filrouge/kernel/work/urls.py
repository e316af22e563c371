from django.urls import path

from filrouge.kernel.work.views import inside, one, planes, tasks

app_name = "work"
urlpatterns = [
    path("", tasks.task_list, name="list"),
    path("nouvelle/", tasks.task_create, name="create"),
    path("tableau/", planes.task_board, name="board"),
    path("par-semaine/", planes.task_weeks, name="weeks"),
    path("ma-semaine/", planes.task_my_week, name="my_week"),
    path("exporter/<str:file_format>/", planes.task_export, name="export"),
    path("cocher/", tasks.task_bulk, name="bulk"),
    path("<uuid:task_id>/", one.task_detail, name="detail"),
    path("<uuid:task_id>/modifier/", one.task_edit, name="edit"),
    path("<uuid:task_id>/faite/", one.task_move, {"act": "done"}, name="done"),
    path("<uuid:task_id>/rouvrir/", one.task_move, {"act": "reopen"}, name="reopen"),
    path("<uuid:task_id>/abandonner/", one.task_move, {"act": "drop"}, name="drop"),
    path("<uuid:task_id>/passer/", one.task_move, {"act": "skip"}, name="skip"),
    path("<uuid:task_id>/autre-jour/", one.task_day, name="day"),
    path("<uuid:task_id>/relancer/", one.task_remind, name="remind"),
    path("<uuid:task_id>/attendre/", one.task_block, name="block"),
    path("<uuid:task_id>/etapes/", inside.task_steps, name="steps"),
    path("<uuid:task_id>/commentaires/", inside.task_comments, name="comments"),
    path("<uuid:task_id>/fichiers/", inside.task_files, name="files"),
    path("<uuid:task_id>/prevenir/", one.task_tell, name="tell"),
]
