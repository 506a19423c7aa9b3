"""One wizard for every fiche: each post is stored before anything else is decided, then formtools leads on."""

from functools import cache
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse
from formtools.wizard.views import NamedUrlWizardView

from forms_app import fiches
from forms_app.fiches.declaration import Fiche
from forms_app.services.fiches import drafts
from forms_app.wizard import buttons, context, pieces, screen
from forms_app.wizard.forms import StepForm, form_classes
from forms_app.wizard.reading import Reading, State, read, stale, states
from forms_app.wizard.typed import is_untouched, typed_of
from forms_app.wizard.words import target_of

REVIEW, LEAVE, PAD = "relecture", "quitter", "sources"
GOTO, SEEN, STEPS = "wizard_goto_step", "version", "etape"
KEPT, STORED = "garder", "enregistree"


def fiche_of(draft: drafts.Opened) -> Fiche:
    """Return the declaration of a draft; 404 for one that this version no longer has."""
    try:
        return fiches.get(draft.row.fiche)
    except KeyError:
        raise Http404 from None


def pad_url(draft: drafts.Opened, come_from: str) -> str:
    """Return the address of the pad of sources, which leads back to the page it was opened from."""
    return reverse("forms_app:sources", args=[draft.row.run]) + f"?retour={come_from}"


def step_url(run: UUID, slug: str) -> str:
    """Return the address of a step of a run; what is the same for every run is kept by the process."""
    return _step_url(slug, get_script_prefix()).replace(str(pieces.RUN), str(run))


@cache
def _step_url(slug: str, prefix: str) -> str:
    return reverse("forms_app:step", args=[pieces.RUN, slug])


def version_seen(request: HttpRequest) -> int:
    """Return the version of the draft that the posted page showed; 0 when it says none that can be."""
    written = request.POST.get(SEEN, "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0


def posted_steps(fiche: Fiche, draft: drafts.Opened, data, slugs, *, sent: bool = False):
    """Return what was posted for these steps, and the questions whose unreadable signs were taken out.

    A step left as empty as it was is not in it unless it was `sent` on purpose: passing through is not answering.
    """
    posted, spoilt = {}, frozenset()
    for slug in slugs:
        typed, bad = typed_of(fiche.step(slug), data)
        if sent or slug in draft.typed or not is_untouched(fiche.step(slug), typed):
            posted[slug] = typed
        spoilt |= bad
    return posted, spoilt


class FicheWizard(NamedUrlWizardView):
    """One step of a fiche; `request.draft` is the draft, opened by the view that let the person in."""

    storage_name = "forms_app.wizard.storage.DraftStorage"
    placeholder = StepForm  # formtools asks for a form when the addresses are read; the draft says which ones
    spoilt: frozenset[str] = frozenset()

    def get_prefix(self, request, *args, **kwargs):
        """Return one name for every run: the storage keeps nothing under it, the row of the draft does."""
        return "fiche"

    def dispatch(self, request, *args, **kwargs):
        self.draft: drafts.Opened = request.draft
        self.fiche = fiche_of(self.draft)
        self.form_list = form_classes(self.fiche)
        self._reading: Reading | None = None
        self._where: dict[str, State] | None = None
        self._forms: dict[str, type[StepForm]] | None = None
        if kwargs["step"] not in self.form_list:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def reading(self) -> Reading:
        """Read the draft as it stands; again after each write."""
        if self._reading is None:
            self._reading = read(self.fiche, self.draft.typed)
        return self._reading

    def where(self) -> dict[str, State]:
        """Tell where each step stands; again after each write."""
        if self._where is None:
            self._where = states(self.fiche, self.draft.typed, self.reading())
        return self._where

    def get_form_list(self):
        """Return the forms of the steps that are asked now."""
        if self._forms is None:
            where = self.where()
            self._forms = {slug: form for slug, form in self.form_list.items() if where[slug] is not State.SKIPPED}
        return self._forms

    def get_form_kwargs(self, step=None):
        return {"typed": self.draft.typed, "spoilt": self.spoilt, "reading": self.reading()}

    def get_step_url(self, step):
        return step_url(self.draft.row.run, step)

    def get(self, request, *args, **kwargs):
        """Show a step with what was typed in it; a step that is not asked leads to the next one that is."""
        slug = kwargs["step"]
        if slug in self.draft.other:
            return self.render_conflict(slug, status=200)
        if slug not in self.get_form_list():
            return HttpResponseRedirect(self.next_url(slug))
        self.storage.current_step = slug
        return self.render(self.get_form(data=self.storage.get_step_data(slug)))

    def post(self, request, *args, **kwargs):
        """Store what was typed, valid or not, then go where the person asked."""
        slug = kwargs["step"]
        self.storage.current_step = slug
        if KEPT in request.POST:
            return self.settle(slug, request.POST[KEPT])
        if self.keep(slug):
            return self.render_conflict(slug, status=409)
        if buttons.is_pressed(request.POST):
            back = buttons.act(request, self.fiche, self.draft, self.reading())
            return HttpResponseRedirect(self.get_step_url(slug) + back)
        return self.lead_on(slug, request.POST.get(GOTO, ""))

    def settle(self, slug: str, chosen: str):
        """Close a conflict with the version chosen; a word that names none changes nothing."""
        if chosen == STORED or (chosen.isascii() and chosen.isdecimal() and len(chosen) < 3):
            drafts.settle(self.draft, slug, None if chosen == STORED else int(chosen))
        return HttpResponseRedirect(self.get_step_url(slug))

    def keep(self, slug: str) -> frozenset[str]:
        """Store the step, and forget what was read before it."""
        sent = not self.request.POST.get(GOTO) and not buttons.is_pressed(self.request.POST)
        posted, self.spoilt = posted_steps(self.fiche, self.draft, self.request.POST, [slug], sent=sent)
        conflicts = self.storage.keep(posted, version_seen(self.request))
        self._reading = self._where = self._forms = None
        return conflicts

    def lead_on(self, slug: str, goto: str):
        if goto == LEAVE:
            return redirect("forms_app:drafts")
        if goto == PAD:
            return HttpResponseRedirect(pad_url(self.draft, slug))
        if goto == REVIEW:
            return HttpResponseRedirect(self.review_url())
        if goto.partition("/")[0] in self.form_list:
            return HttpResponseRedirect(self.place_url(*goto.split("/", 1)))
        if slug not in self.get_form_list():
            return HttpResponseRedirect(self.next_url(slug))
        if self.spoilt or self.reading().of_step(self.fiche.step(slug)):
            return self.render(self.get_form(slug, data=self.storage.get_step_data(slug)), status=422)
        if stale(self.fiche, self.draft.typed, self.reading()):
            return HttpResponseRedirect(reverse("forms_app:clear", args=[self.draft.row.run]) + f"?apres={slug}")
        return HttpResponseRedirect(self.next_url(slug))

    def next_url(self, slug: str) -> str:
        """Return the address of the first step asked after this one, then of the review."""
        later = self.fiche.slugs[self.fiche.slugs.index(slug) + 1 :]
        asked = self.get_form_list()
        following = next((other for other in later if other in asked), None)
        return self.get_step_url(following) if following else self.review_url()

    def place_url(self, slug: str, name: str = "") -> str:
        """Return the address of a step, at one of its questions when one is named."""
        asked = next((question for question in self.fiche.step(slug).questions if question.name == name), None)
        return self.get_step_url(slug) + (f"#{target_of(slug, asked)}" if asked else "")

    def review_url(self) -> str:
        return reverse("forms_app:review", args=[self.draft.row.run])

    def render(self, form: StepForm, *, status: int = 200):
        """Answer with a step, as the form says it."""
        previous = self.get_prev_step(form.step.slug)
        shown = screen.Shown(self.request, self.fiche, self.draft, self.reading(), self.where(), self.request.pinned)
        return HttpResponse(screen.step_page(shown, form, previous and self.fiche.step(previous)), status=status)

    def render_conflict(self, slug: str, status: int):
        """Show both versions of a step side by side; both stay stored until one is chosen."""
        page = context.conflict(self.fiche, self.draft, self.fiche.step(slug), self.reading())
        response = self.response_class(self.request, "forms_app/conflict.html", page, using=self.template_engine)
        response.status_code = status
        return response
