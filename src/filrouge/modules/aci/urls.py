from django.urls import path

from filrouge.modules.aci.views import france_sante, hours, owners, pieces, planner, settings, whatif, why, year

app_name = "aci"
urlpatterns = [
    path("", year.year_page, name="year"),
    path("et-maintenant/", planner.planner, name="planner"),
    path("et-maintenant/temps/", planner.times, name="times"),
    path("<int:year>/actes/<str:act>/confier/", planner.act_task, name="act_task"),
    path("<int:year>/actes/<str:act>/ecarter/", planner.dismiss, name="dismiss"),
    path("<int:year>/actes/<str:act>/reprendre/", planner.take_back, name="take_back"),
    path("<int:year>/qui/", owners.owners_page, name="owners"),
    path("<int:year>/pourquoi/<str:indicator>/", why.why, name="why"),
    path("et-si/", whatif.whatif, name="whatif"),
    path("exporter/<str:file_format>/", year.year_export, name="export"),
    path("<int:year>/saisir/", year.year_inputs, name="inputs"),
    path("france-sante/", france_sante.france_sante, name="france_sante"),
    path("france-sante/adhesion/", france_sante.adhesion, name="adhesion"),
    path("france-sante/engagements/<str:indicator>/", france_sante.engagement, name="engagement"),
    path("france-sante/<int:year>/montant/", france_sante.amount, name="amount"),
    path("france-sante/<int:year>/montant/reprendre/", france_sante.amount_reset, name="amount_reset"),
    path("<int:year>/horaires/", hours.hours, name="hours"),
    path("<int:year>/horaires/maison/", hours.hours_of, name="hours_whole"),
    path("<int:year>/horaires/retirer/", hours.hours_forget, name="hours_forget"),
    path("<int:year>/horaires/<uuid:pk>/", hours.hours_of, name="hours_of"),
    path("<int:year>/reglages/", settings.settings, name="settings"),
    path("<int:year>/reglages/annuler/", settings.settings_undo, name="settings_undo"),
    path("<int:year>/reglages/<str:name>/reprendre/", settings.setting_reset, name="setting_reset"),
    path("deposer/", pieces.choose, name="choose"),
    path("<int:year>/deposer/<str:indicator>/", pieces.hand_in, name="hand_in"),
    path("<int:year>/deposer/<str:indicator>/doublons/", pieces.twins, name="twins"),
    path("preuves/<uuid:pk>/", pieces.piece, name="piece"),
    path("preuves/<uuid:pk>/retirer/", pieces.piece_remove, name="piece_remove"),
    path("preuves/<uuid:pk>/remettre/", pieces.piece_restore, name="piece_restore"),
]
