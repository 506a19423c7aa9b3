"""The addresses of the annual bilans: an authority, a year, a version; and of their frames."""

from django.urls import path

from forms_app.views import bilan, bilan_files, bilan_frames

app_name = "bilan"

_VERSION = "<slug:authority>/<int:year>/versions/<int:version>/"

urlpatterns = [
    path("", bilan.listing, name="list"),
    path("dictionnaire.csv", bilan_files.dictionary, name="dictionary"),
    path("cadres/", bilan_frames.listing, name="frames"),
    path("cadres/<slug:kind>/<int:year>/", bilan_frames.frame, name="frame"),
    path("cadres/<slug:kind>/<int:year>/<slug:table_key>/", bilan_frames.table, name="frame_table"),
    path("<slug:authority>/<int:year>/", bilan.draft, name="draft"),
    path("<slug:authority>/<int:year>/figer/", bilan.freeze, name="freeze"),
    path(_VERSION, bilan.version, name="version"),
    path(f"{_VERSION}bilan.pdf", bilan_files.pdf, name="pdf"),
    path(f"{_VERSION}bilan.xlsx", bilan_files.xlsx, name="xlsx"),
    path(f"{_VERSION}bilan.ods", bilan_files.ods, name="ods"),
    path(f"{_VERSION}bilan.csv", bilan_files.csv, name="csv"),
    path("<slug:authority>/<int:year>/annees/", bilan.years, name="years"),
]
