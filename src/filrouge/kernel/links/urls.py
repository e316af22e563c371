from django.urls import path

from filrouge.kernel.links import views

app_name = "links"
urlpatterns = [path("<slug:token>/", views.open_link, name="open")]
