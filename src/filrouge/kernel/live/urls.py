from django.urls import path

from filrouge.kernel.live.views import stream

app_name = "live_updates"
urlpatterns = [path("<slug:organisation>/<str:topic>/<uuid:pk>/", stream, name="stream")]
