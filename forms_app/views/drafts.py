"""A person's drafts: the list, the way back in, saving while typing, clearing, deleting."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forms_app import fiches
from forms_app.services.fiches import drafts
from forms_app.views.people import for_roles
from forms_app.views.runs import with_draft
from forms_app.wizard import context, cookies, words
from forms_app.wizard.engine import STEPS, fiche_of, posted_steps, version_seen
from forms_app.wizard.reading import State, read, stale, states

VERSION_HEADER = "Fiche-Version"


@require_safe
@for_roles
def listing(request):
    """List a person's drafts, newest first, with their age, where they go on and the moment they are deleted.

    No name; of the answers, the day of the request alone, which tells two drafts of one fiche apart.
    """
    rows = drafts.of(request.user)
    known = {fiche.key: fiche for fiche in fiches.FICHES}
    shown = [
        {"row": row, "fiche": known[row.fiche]} | _where_it_stands(request.user, row, known[row.fiche])
        for row in rows
        if row.fiche in known
    ]
    return render(request, "forms_app/drafts.html", {"drafts": shown, "now": timezone.now()})


def _where_it_stands(user, row, fiche) -> dict:
    """Return what a list says of a draft that this request can read: the day of its request, the step it goes on at."""
    try:
        draft = drafts.as_read(user, row)
    except drafts.Absent:  # without a file: its key goes to the addresses of its run alone
        return {}
    reading = read(fiche, draft.typed)
    where = states(fiche, draft.typed, reading)
    left = _left(draft, where)
    found = {"of_request": context.of_request(reading.answers), "begun": bool(draft.typed)}
    return found | {"step": fiche.step(left) if left else None, "position": context.position(fiche, where, left)}


def _left(draft: drafts.Opened, where: Mapping[str, State]) -> str:
    """Return the first step that is not answered, or where two versions wait; nothing when all are."""
    return next((slug for slug, how in where.items() if how in (State.TODO, State.WRONG) or slug in draft.other), "")


@require_safe
@with_draft
def resume(request):
    """Lead to the first step that is not answered, or to the review."""
    draft, fiche = request.draft, fiche_of(request.draft)
    left = _left(draft, states(fiche, draft.typed, read(fiche, draft.typed)))
    return redirect("forms_app:step", draft.row.run, left) if left else redirect("forms_app:review", draft.row.run)


@require_POST
@with_draft
def autosave(request):
    """Store what is being typed: 204 with the new version, 409 when another window wrote the same step meanwhile.

    Valid or not, nothing is said about the answers: a pause in typing is no submission.
    """
    draft, fiche = request.draft, fiche_of(request.draft)
    slugs = [slug for slug in dict.fromkeys(request.POST.getlist(STEPS)) if slug in fiche.slugs]
    if not slugs:
        return HttpResponse(status=400)
    posted, _ = posted_steps(fiche, draft, request.POST, slugs)
    conflicts = drafts.keep(draft, posted, version_seen(request))
    return HttpResponse(status=409 if conflicts else 204, headers={VERSION_HEADER: str(draft.row.version)})


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def clear(request):
    """List the answers that no question asks for any more, and clear them once the person has said so."""
    draft, fiche = request.draft, fiche_of(request.draft)
    reading = read(fiche, draft.typed)
    gone = stale(fiche, draft.typed, reading)
    after = request.POST.get("apres", request.GET.get("apres", ""))
    if request.method == "POST":
        drafts.clear(draft, frozenset(question.name for question in gone))
    if request.method == "POST" or not gone:
        return redirect(next_after(draft, fiche, after))
    rows = [{"question": question, "answer": _typed_answer(draft, fiche, question)} for question in gone]
    page = context.frame(fiche, draft, reading) | {"rows": rows, "after": after if after in fiche.slugs else ""}
    return render(request, "forms_app/clear.html", page)


def _typed_answer(draft, fiche, question) -> str:
    values = next((typed[question.name] for typed in draft.typed.values() if question.name in typed), [])
    return words.as_typed(question, values)


def next_after(draft, fiche, slug: str) -> str:
    """Return the address of the first step asked after `slug`, or of the review."""
    run = draft.row.run
    where = states(fiche, draft.typed, read(fiche, draft.typed))
    later = fiche.slugs[fiche.slugs.index(slug) + 1 :] if slug in fiche.slugs else ()
    following = next((other for other in later if where[other] is not State.SKIPPED), "")
    return reverse("forms_app:step", args=[run, following]) if following else reverse("forms_app:review", args=[run])


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def delete(request):
    """Ask once, then delete the draft for good."""
    draft, fiche = request.draft, fiche_of(request.draft)
    if request.method != "POST":
        return render(
            request,
            "forms_app/delete.html",
            {"fiche": fiche, "draft": draft.row, "saved": context.hour(draft.row.saved_at)},
        )
    drafts.forget(request.user, draft.row.run)
    response = redirect("forms_app:drafts")
    cookies.take_back(response, draft.row.run)
    return response
