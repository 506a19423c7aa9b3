"""The whole fiche on one page, for people who fill fourteen a day: the steps' own forms, one under the other."""

from django.urls import reverse

from forms_app.services.fiches import drafts
from forms_app.wizard import buttons, screen
from forms_app.wizard.engine import GOTO, LEAVE, PAD, fiche_of, pad_url, posted_steps, version_seen
from forms_app.wizard.forms import StepForm, form_classes
from forms_app.wizard.pieces import Html
from forms_app.wizard.reading import Reading, read, stale, states
from forms_app.wizard.storage import as_data


class OnePage:
    """Every step of the draft of a request, shown and stored together."""

    def __init__(self, request):
        self.request, self.draft = request, request.draft
        self.fiche, self.run = fiche_of(request.draft), request.draft.row.run
        self.spoilt: frozenset[str] = frozenset()
        self._reading: Reading | None = None

    @property
    def leaves(self) -> bool:
        return self.request.POST.get(GOTO) in (LEAVE, PAD)

    def left_for(self) -> str:
        """Return where a person goes who leaves the page before its end."""
        to_pad = self.request.POST.get(GOTO) == PAD
        return pad_url(self.draft, "page") if to_pad else reverse("forms_app:drafts")

    def keep(self) -> frozenset[str]:
        """Store every step posted, valid or not; returns those where another window wrote meanwhile."""
        slugs = [slug for slug in self.fiche.slugs if self._is_posted(slug)]
        sent = not self.leaves and not buttons.is_pressed(self.request.POST)
        posted, self.spoilt = posted_steps(self.fiche, self.draft, self.request.POST, slugs, sent=sent)
        conflicts = drafts.keep(self.draft, posted, version_seen(self.request))
        self._reading = None
        return conflicts

    def reading(self) -> Reading:
        """Read the draft as it stands; again after it was written."""
        if self._reading is None:
            self._reading = read(self.fiche, self.draft.typed)
        return self._reading

    def act(self) -> str:
        """Do what a button beside the questions says; return the fragment to come back to."""
        return buttons.act(self.request, self.fiche, self.draft, self.reading())

    def _is_posted(self, slug: str) -> bool:
        return slug in self.request.POST.getlist("etape")

    def forms(self) -> list[StepForm]:
        """Return the forms of all steps; empty ones are marked once the page was sent."""
        typed, together = self.draft.typed, {question.name for question in self.fiche.questions()}
        classes, sent = form_classes(self.fiche), self.request.method == "POST"
        return [
            classes[step.slug](
                data=as_data(step.slug, typed.get(step.slug, {})) if sent or step.slug in typed else None,
                prefix=step.slug,
                typed=typed,
                spoilt=self.spoilt,
                together=together,
                reading=self.reading(),
            )
            for step in self.fiche.steps
        ]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms())

    def stale(self):
        return stale(self.fiche, self.draft.typed, self.reading())

    def html(self) -> Html:
        """Return the page; a step that is not asked keeps its place, with what would make it asked."""
        reading = self.reading()
        where = states(self.fiche, self.draft.typed, reading)
        shown = screen.Shown(self.request, self.fiche, self.draft, reading, where, self.request.pinned)
        return screen.whole_page(shown, self.forms(), sent=self.request.method == "POST")
