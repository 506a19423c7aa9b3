"""The letter of a run: its preview, the file, delivering it once; and the letters that a person has delivered."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forms_app import crypto, fiches, policy
from forms_app.enums import LetterState
from forms_app.models import Letter
from forms_app.services.dossiers import dossier_acts
from forms_app.services.fiches import drafts, letters
from forms_app.views.origin import origin_of
from forms_app.views.people import for_roles, may_fill
from forms_app.views.review import preview_or_faults
from forms_app.views.runs import fiche_or_404
from forms_app.wizard import context, cookies, outcome, pins
from forms_app.wizard.engine import fiche_of
from forms_app.wizard.reading import read


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request, run):
    """Show the letter of a run, deliver it (`remettre`), make its preview again (`refaire`), forget it (`oublier`)."""
    row, draft = standing(request, run)
    request.pinned = pins.pinned(request)
    if request.method == "POST":
        return _acted(request, run, row, draft)
    if row is None:
        return redirect("forms_app:review", run)
    return _shown(request, row, draft)


def standing(request, run) -> tuple[Letter | None, drafts.Opened | None]:
    """Return the current letter of a person's run and its draft, which is gone once the letter is delivered; 404."""
    rows = Letter.objects.of(request.user).filter(run=run, expires_at__gt=timezone.now())
    rows = rows.exclude(run__in=policy.runs_closed_to(request.user, on=timezone.localdate()).values("run"))
    row = rows.exclude(state=LetterState.ABANDONED).order_by("state").first()  # delivered comes before preview
    try:
        draft = drafts.load(request.user, run, cookies.key_of(request, run))
    except drafts.Absent:
        draft = None
    if draft is None and (row is None or row.state != LetterState.DELIVERED):
        raise Http404
    if not may_fill(request.user, fiche_or_404(row.fiche if row else draft.row.fiche)):
        raise Http404
    return row, draft


def _acted(request, run, row, draft):
    act = request.POST.get("faire", "")
    if act == "oublier" and row is not None and row.state == LetterState.DELIVERED:
        return _forgotten(run, row)
    if row is not None and row.state == LetterState.DELIVERED:
        return redirect("forms_app:letter", run)  # the second of two clicks, a second visit to the end
    if act == "remettre" and row is not None:
        return _delivered(request, run, row, draft)
    if act == "refaire" and draft is not None:
        return _made_again(request, run, draft)
    return redirect("forms_app:letter", run)


def _made_again(request, run, draft):
    try:
        return preview_or_faults(request, draft) or redirect("forms_app:letter", run)
    except (drafts.Absent, drafts.Busy):  # another window wrote, deleted or delivered meanwhile
        return redirect("forms_app:letter", run)


def _delivered(request, run, row, draft):
    """Deliver what was shown, and nothing else; the draft goes in the same transaction."""
    if request.POST.get("lettre") != str(row.pk) or is_behind(draft):
        return _shown(request, row, draft, status=409)
    try:
        with transaction.atomic():
            dossier_acts.letter_delivered(origin=origin_of(request), letter=letters.deliver(row))
            drafts.forget(request.user, run, version=draft.row.version)
    except (letters.NotCurrent, drafts.Busy):  # another window wrote at the same moment, or pressed the same button
        return redirect("forms_app:letter", run)
    response = redirect("forms_app:letter", run)
    cookies.end_typing(response, run)
    return response


def _forgotten(run, row):
    letters.forget(row)
    response = redirect("forms_app:index")
    cookies.take_back(response, run)
    return response


def is_behind(draft: drafts.Opened) -> bool:
    """Tell whether answers changed since the preview was made."""
    answers = read(fiche_of(draft), draft.typed).answers
    return draft.content["preview"].get("digest") != outcome.digest(draft, answers)


def _shown(request, row, draft, *, status: int = 200):
    fiche = fiche_or_404(row.fiche)
    page = {"fiche": fiche, "letter": row, "delivered": row.state == LetterState.DELIVERED}
    page["words"] = _opened(letters.sheet, request, row)
    if draft is not None:
        page |= context.frame(fiche, draft, read(fiche, draft.typed)) | {"behind": is_behind(draft)}
    return render(request, "forms_app/letter.html", page | {"changed_at_delivery": status == 409}, status=status)


def _opened(opener, request, row):
    """Open a letter with the key that its run may have; 404 when this browser does not hold it."""
    try:
        return opener(row, cookies.key_of(request, row.run))
    except (crypto.Unreadable, letters.NotCurrent):
        raise Http404 from None


@require_safe
def letter_pdf(request, run):
    """Answer the file of a run's letter: the bytes that were previewed."""
    row, _ = standing(request, run)
    if row is None:
        raise Http404
    return _file(request, row)


def _file(request, row) -> HttpResponse:
    pdf = _opened(letters.open_pdf, request, row)
    way = "attachment" if "telecharger" in request.GET else "inline"
    headers = {"Content-Disposition": f'{way}; filename="{letters.file_name(row)}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_safe
@for_roles
def listing(request):
    """List the letters that a person has delivered, by fiche and date; no name, no answer."""
    rows = _mine(request).defer("content", "pdf")
    known = {fiche.key: fiche for fiche in fiches.FICHES}
    shown = [{"row": row, "fiche": known[row.fiche]} for row in rows if row.fiche in known]
    return render(request, "forms_app/letters.html", {"letters": shown})


def _mine(request):
    """Letters kept in a file; those of a run without one are at the address of their run alone."""
    rows = Letter.objects.of(request.user).filter(state=LetterState.DELIVERED, without_file=False)
    closed = policy.runs_closed_to(request.user, on=timezone.localdate())
    return rows.filter(expires_at__gt=timezone.now()).exclude(run__in=closed.values("run"))


@require_safe
@for_roles
def kept(request, letter):
    """Show a delivered letter."""
    return _shown(request, _own(request, letter), None)


@require_safe
@for_roles
def kept_pdf(request, letter):
    """Answer the file of a delivered letter."""
    return _file(request, _own(request, letter))


def _own(request, letter) -> Letter:
    row = get_object_or_404(_mine(request), pk=letter)
    if not may_fill(request.user, fiche_or_404(row.fiche)):
        raise Http404
    return row
