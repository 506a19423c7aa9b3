"""Addresses of physicians among themselves: discussions without identity, made-up cases answered blind."""

from django.urls import path

from forms_app.views import calibration, discussions

app_name = "collegial"
urlpatterns = [
    path("echanges/", discussions.listing, name="discussions"),
    path("echanges/nouvelle-question/", discussions.ask, name="ask"),
    path("echanges/<uuid:discussion>/", discussions.discussion, name="discussion"),
    path("echanges/<uuid:discussion>/effacer/", discussions.erase, name="erase_discussion"),
    path("echanges/<uuid:discussion>/<uuid:reply>/effacer/", discussions.erase_reply, name="erase_reply"),
    path("cas-types/", calibration.listing, name="cases"),
    path("cas-types/nouveau/", calibration.write, name="write_case"),
    path("cas-types/<uuid:case>/", calibration.case, name="case"),
    path("cas-types/<uuid:case>/effacer/", calibration.erase, name="erase_case"),
]
