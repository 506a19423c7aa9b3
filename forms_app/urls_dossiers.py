"""The addresses of dossiers: numbers that name nobody; a name is never in an address (C7)."""

from django.urls import path

from forms_app.views import (
    access,
    appeal,
    author,
    college,
    custody,
    dossier,
    dossiers,
    identity,
    mailing,
    notes,
    reminders,
    retention,
)

app_name = "dossiers"

urlpatterns = [
    path("", dossiers.listing, name="list"),
    path("a-faire/", dossiers.todo, name="todo"),
    path("chercher/", dossiers.find, name="find"),
    path("nouveau/", dossiers.register, name="register"),
    path("agenda/", reminders.page, name="reminders"),
    path("agenda.ics", reminders.calendar, name="calendar"),
    path("courriers/", mailing.mail, name="mail"),
    path("courriers/<uuid:job>/", mailing.job, name="mail_job"),
    path("courriers/<uuid:job>/courriers.pdf", mailing.mail_pdf, name="mail_pdf"),
    path("courriers/<uuid:job>/<int:rank>/annuler/", mailing.undo, name="mail_undo"),
    path("conservation/", retention.falling, name="retention"),
    path("transferes/", custody.transferred, name="transferred"),
    path("saisine/", notes.referral, name="referral"),
    path("saisines/<int:referral>/", notes.referred, name="referred"),
    path("saisines/<int:referral>/actes/<slug:act>/", notes.referred_act, name="referred_act"),
    path("notes/", notes.listing, name="notes"),
    path("notes/<uuid:note>/", notes.page, name="note"),
    path("notes/<uuid:note>/note.pdf", notes.pdf, name="note_pdf"),
    path("notes/<uuid:note>/actes/<slug:act>/", notes.act, name="note_act"),
    path("<uuid:dossier>/", dossier.page, name="page"),
    path("<uuid:dossier>/lettres/<uuid:sent>.pdf", notes.sent_pdf, name="sent_pdf"),
    path("<uuid:dossier>/suivant/", dossier.following, name="following"),
    path("<uuid:dossier>/actes/<slug:act>/", dossier.act, name="act"),
    path("<uuid:dossier>/auteur/", author.check, name="author"),
    path("<uuid:dossier>/college/", college.compose, name="college"),
    path("<uuid:dossier>/college/projet.pdf", college.deliberated, name="deliberated"),
    path("<uuid:dossier>/fiches/<slug:fiche>/", dossier.begin, name="begin"),
    path("<uuid:dossier>/recours.zip", appeal.pack, name="appeal"),
    path("<uuid:dossier>/pieces/", custody.papers, name="papers"),
    path("<uuid:dossier>/transfert/", custody.transfer, name="transfer"),
    path("<uuid:dossier>/identite/", identity.correct, name="identity"),
    path("<uuid:dossier>/lettre-refaite/", identity.again, name="again"),
    path("<uuid:dossier>/acces/", access.page, name="access"),
    path("<uuid:dossier>/medical/", dossier.medical, name="medical"),
    path("<uuid:dossier>/direction/", dossier.direction, name="direction"),
    path("<uuid:dossier>/avis/<uuid:avis>.pdf", dossier.avis_pdf, name="avis_pdf"),
]
