"""The addresses of the fiches; what stands beside the questions has its own (`urls_beside`)."""

from django.urls import include, path

from forms_app.views import blanks, choose, drafts, letters, review, sources, steps

app_name = "forms_app"

# Everything of a run stands under its own address: its cookies go nowhere else. The steps come last.
_RUN = [
    path("", drafts.resume, name="run"),
    path("page/", steps.page, name="page"),
    path("relecture/", review.review, name="review"),
    path("lettre/", letters.letter, name="letter"),
    path("lettre.pdf", letters.letter_pdf, name="letter_pdf"),
    path("enregistrer/", drafts.autosave, name="autosave"),
    path("a-effacer/", drafts.clear, name="clear"),
    path("sources/", sources.pad, name="sources"),
    path("affichage/", choose.display, name="display"),
    path("supprimer/", drafts.delete, name="delete"),
    path("<slug:step>/", steps.step, name="step"),
]

urlpatterns = [
    path("brouillons/<uuid:run>/", include(_RUN)),
    path("", choose.index, name="index"),
    path("nouvelle/<slug:fiche>/", choose.new, name="new"),
    path("brouillons/", drafts.listing, name="drafts"),
    path("vierges/", blanks.listing, name="blanks"),
    path("vierges/<slug:slug>.pdf", blanks.blank_pdf, name="blank_pdf"),
    path("lettres/", letters.listing, name="letters"),
    path("lettres/<uuid:letter>/", letters.kept, name="kept_letter"),
    path("lettres/<uuid:letter>/lettre.pdf", letters.kept_pdf, name="kept_letter_pdf"),
]
