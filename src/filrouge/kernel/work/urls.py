from django.urls import path

from filrouge.kernel.work import views

app_name = "work"
urlpatterns = [
    path("", views.task_list, name="list"),
    path("<uuid:task_id>/", views.task_detail, name="detail"),
]
