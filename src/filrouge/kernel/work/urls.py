from django.urls import path

from filrouge.kernel.work.views import tasks

app_name = "work"
urlpatterns = [
    path("", tasks.task_list, name="list"),
    path("nouvelle/", tasks.task_create, name="create"),
    path("cocher/", tasks.task_bulk, name="bulk"),
    path("<uuid:task_id>/", tasks.task_detail, name="detail"),
    path("<uuid:task_id>/faite/", tasks.task_move, {"act": "done"}, name="done"),
    path("<uuid:task_id>/rouvrir/", tasks.task_move, {"act": "reopen"}, name="reopen"),
    path("<uuid:task_id>/abandonner/", tasks.task_move, {"act": "drop"}, name="drop"),
    path("<uuid:task_id>/prevenir/", tasks.task_tell, name="tell"),
]
