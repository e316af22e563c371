from django.urls import path

from filrouge.kernel.links.views import manage
from filrouge.kernel.links.views.feed import calendar_feed
from filrouge.kernel.links.views.open import open_link

app_name = "links"
urlpatterns = [
    path("", manage.link_list, name="list"),
    path("<slug:token>/", open_link, name="open"),
    path("<slug:token>/agenda.ics", calendar_feed, name="feed"),
]
