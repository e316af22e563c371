from django.urls import path

from filrouge.modules.live.views import facilitator, join, phone

app_name = "live"
urlpatterns = [
    path("", join.code_page, name="code"),
    path("<uuid:pk>/", phone.phone, name="phone"),
    path("<uuid:pk>/moi/", phone.mine, name="mine"),
    path("<uuid:pk>/presence/", phone.sign, name="sign"),
    path("<uuid:pk>/main/", phone.hand, name="hand"),
    path("<uuid:pk>/parler/", phone.speak, name="speak"),
    path("<uuid:pk>/repondre/", phone.answer_activity, name="answer"),
    path("<uuid:pk>/proposer/", phone.propose, name="propose"),
    path("<uuid:pk>/proposes/<uuid:point>/", facilitator.on_point, name="proposed"),
    path("<uuid:pk>/quitter/", phone.leave, name="leave"),
    path("<uuid:pk>/ecran/", facilitator.wall, name="projector"),
    path("<uuid:pk>/point/", facilitator.point, name="point"),
    path("<uuid:pk>/chronometre/", facilitator.clock, name="clock"),
    path("<uuid:pk>/masquer/", facilitator.hide, name="hide"),
    path("<uuid:pk>/parole/", facilitator.end_speech, name="end_speech"),
    path("<uuid:pk>/places/<uuid:seat>/", facilitator.on_seat, name="seat"),
    path("ouvrir/<uuid:pk>/", facilitator.open_direct, name="open"),
    path("<str:code>/", join.join, name="join"),
]
