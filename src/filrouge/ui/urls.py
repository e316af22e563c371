from django.urls import path

from filrouge.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("telephone/", views.phone_gallery, name="phone_gallery"),
]
