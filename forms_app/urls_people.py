"""The addresses of people: the administrators' screens, and the teams."""

from django.urls import path

from forms_app.views import administration, journal, opening, retention, teams

app_name = "people"

urlpatterns = [
    path("administration/", administration.home, name="administration"),
    path("administration/habilitations/", administration.memberships, name="memberships"),
    path("administration/habilitations/proposer/", administration.propose, name="propose"),
    path("administration/habilitations/<int:pk>/", administration.membership, name="membership"),
    path("administration/actes/<int:pk>/fin/", administration.end_act, name="end_act"),
    path("administration/autorites/", administration.authority_list, name="authorities"),
    path("administration/autorites/<slug:authority_code>/", administration.authority, name="authority"),
    path(
        "administration/autorites/<slug:authority_code>/prefectures/<slug:prefecture_code>/",
        administration.prefecture,
        name="prefecture",
    ),
    path("administration/dossiers/", opening.switch, name="opening"),
    path("administration/conservation/", retention.durations, name="retention"),
    path("journal/", journal.journals, name="journals"),
    path("journal/<slug:authority_code>/", journal.journal, name="journal"),
    path("journal/<slug:authority_code>/journal.csv", journal.export, name="journal_csv"),
    path("equipes/", teams.teams, name="teams"),
    path("equipes/<slug:authority_code>/", teams.team, name="team"),
]
