"""The addresses of the annual bilans: an authority, a year, a version; and of their frames."""

from django.urls import path

from forms_app.views import bilan, bilan_frames

app_name = "bilan"

urlpatterns = [
    path("", bilan.listing, name="list"),
    path("cadres/", bilan_frames.listing, name="frames"),
    path("cadres/<slug:kind>/<int:year>/", bilan_frames.frame, name="frame"),
    path("cadres/<slug:kind>/<int:year>/<slug:table_key>/", bilan_frames.table, name="frame_table"),
    path("<slug:authority>/<int:year>/", bilan.draft, name="draft"),
    path("<slug:authority>/<int:year>/figer/", bilan.freeze, name="freeze"),
    path("<slug:authority>/<int:year>/versions/<int:version>/", bilan.version, name="version"),
    path("<slug:authority>/<int:year>/annees/", bilan.years, name="years"),
]
