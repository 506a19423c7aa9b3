"""The addresses of the fiches; what stands beside the questions has its own (`urls_beside`)."""

from django.urls import include, path, register_converter
from django.urls.converters import SlugConverter

from forms_app.views import blanks, choose, drafts, letters, review, sources, steps

app_name = "forms_app"

# Everything of a run stands under its own address: its cookies go nowhere else.
BESIDE_STEPS = [
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
]


class StepConverter(SlugConverter):
    """Any word but those of the other pages of a run: the steps can come first, asked for all day."""

    regex = f"(?!(?:{'|'.join(str(other.pattern).strip('/') for other in BESIDE_STEPS[1:])})/){SlugConverter.regex}"


register_converter(StepConverter, "step")

urlpatterns = [
    path("brouillons/<uuid:run>/<step:step>/", steps.step, name="step"),
    path("brouillons/<uuid:run>/", include(BESIDE_STEPS)),
    path("", choose.index, name="index"),
    path("nouvelle/<slug:fiche>/", choose.new, name="new"),
    path("brouillons/", drafts.listing, name="drafts"),
    path("vierges/", blanks.listing, name="blanks"),
    path("vierges/<slug:slug>.pdf", blanks.blank_pdf, name="blank_pdf"),
    path("lettres/", letters.listing, name="letters"),
    path("lettres/<uuid:letter>/", letters.kept, name="kept_letter"),
    path("lettres/<uuid:letter>/lettre.pdf", letters.kept_pdf, name="kept_letter_pdf"),
]
