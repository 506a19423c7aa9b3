"""How a view gets a draft: its author's own, with the key of this browser, under a role that still fills the fiche."""

from functools import cache, wraps

from django.http import Http404
from django.shortcuts import redirect, render

from forms_app import fiches
from forms_app.fiches.declaration import Question
from forms_app.models import Letter
from forms_app.services.fiches import drafts
from forms_app.views.people import may_fill
from forms_app.wizard import buttons, cookies, pins
from forms_app.wizard.words import as_typed


def with_draft(view):
    """Open the draft of the address as `request.draft`; 404 when this person has none, or cannot read it here.

    A fiche whose letter is delivered has no draft left: its pages lead to the letter, and what was still typed in
    another window is shown, so that nothing typed is lost.
    """

    @wraps(view)
    def inner(request, run, **kwargs):
        try:
            request.draft = draft_of(request, run)
        except drafts.Absent:
            return after_the_end(request, run)
        if not may_fill(request.user, fiche_or_404(request.draft.row.fiche)):
            raise Http404
        request.pinned = pins.pinned(request)
        try:
            response = view(request, **kwargs)
        except drafts.Absent:  # deleted, or delivered, while this request was answered
            return after_the_end(request, run)
        except drafts.Busy:
            return not_kept(request, 503)
        if request.method == "GET" and response.status_code == 200:
            cookies.let_type(response, request, run, request.user)
        return response

    return inner


def draft_of(request, run) -> drafts.Opened:
    """Return the draft of a run, as it came with the session if it did (`SessionStore.bring`); `Absent` if none."""
    key, brought = cookies.key_of(request, run), request.session.brought
    if run in brought:
        return drafts.as_read(request.user, brought.pop(run), key)
    return drafts.load(request.user, run, key)


def fiche_or_404(key: str):
    try:
        return fiches.get(key)
    except KeyError:
        raise Http404 from None


def delivered_letter(request, run) -> Letter | None:
    """Return the letter that a run gave its author, if it gave one."""
    return Letter.objects.of(request.user).filter(run=run, state="delivered").first()


def after_the_end(request, run):
    """Lead to the letter of a finished run; a post that came too late is shown, and nothing else is done."""
    if delivered_letter(request, run) is None:
        raise Http404
    if request.method == "POST":
        return not_kept(request, 409)
    return redirect("forms_app:letter", run)


def not_kept(request, status: int):
    """Show what was posted and could not be stored, to be copied or sent again."""
    page = {"fields": posted_fields(request), "delivered": status == 409, "action": request.path}
    return render(request, "forms_app/not_kept.html", page, status=status)


#: Hidden fields of our own pages that say nothing of what a person typed.
_OURS = frozenset({"csrfmiddlewaretoken", "version", "etape", "wizard_goto_step", *buttons.NAMES})


def posted_fields(request) -> list[dict]:
    """Return the posted fields in order, those that a person typed marked and shown as the fiche asks them."""
    draft = getattr(request, "draft", None)
    asked = _questions(draft.row.fiche if draft else "")
    return [
        {
            "name": name,
            "value": value,
            "typed": name not in _OURS and bool(value.strip()),
            "label": asked[name].label if name in asked else "Réponse",
            "shown": as_typed(asked[name], [value]) if name in asked else value,
        }
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]


@cache
def _questions(key: str) -> dict[str, Question]:
    """Return the questions by the name of their control; those of a fiche decide where two fiches share a name."""
    ordered = sorted(fiches.FICHES, key=lambda fiche: fiche.key == key)
    return {f"{step.slug}-{one.name}": one for fiche in ordered for step in fiche.steps for one in step.questions}
