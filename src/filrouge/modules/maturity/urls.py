from django.urls import path

from filrouge.modules.maturity.views import dimensions

app_name = "maturity"
urlpatterns = [
    path("dimensions/", dimensions.dimension_list, name="dimensions"),
    path("dimensions/nouvelle/", dimensions.dimension_create, name="dimension_create"),
    path("dimensions/<slug:code>/modifier/", dimensions.dimension_edit, name="dimension_edit"),
    path("dimensions/<slug:code>/montrer/", dimensions.dimension_show, name="dimension_show"),
]
