"""Addresses of what stands beside the fiches: other clauses, and the words of the outgoing check."""

from django.urls import path

from forms_app.views import clauses, lexicon

app_name = "beside"
urlpatterns = [
    path("clauses/", clauses.found, name="search"),
    path("clauses/sources/", clauses.found_sources, name="sources"),
    path("clauses/epingler/", clauses.pin, name="pin"),
    path("clauses/<slug:text>/<slug:label>/", clauses.clause, name="clause"),
    path("lexique/", lexicon.lexicon, name="lexicon"),
    path("lexique/<int:pk>/", lexicon.switch, name="lexicon_word"),
]
