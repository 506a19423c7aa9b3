"""What a director general receives: the préfet's referral, a note from another authority; and letters that left."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from forms_app import documents, policy
from forms_app.enums import JournalAct
from forms_app.forms.dossiers import ActForm, ReferralForm
from forms_app.rules.workflow.machine import Refused
from forms_app.services.doctrine.clause_links import cited
from forms_app.services.dossiers import dossier_letters, dossier_reading, notes, referrals
from forms_app.services.trace import journal
from forms_app.views.dossier import with_reader
from forms_app.views.dossiers import for_members
from forms_app.views.origin import origin_of


def for_directors(view):
    """Answer 404 to whoever directs no authority."""

    @wraps(view)
    def inner(request, **kwargs):
        request.directs = referrals.directing(request.user, on=timezone.localdate())
        if not request.directs:
            raise Http404
        return view(request, **kwargs)

    return for_members(inner)


def with_note(view):
    """Open the note of the address as `request.note`; 404 when it is not of this person's director."""

    @wraps(view)
    def inner(request, note, **kwargs):
        try:
            request.note = notes.opened(request.user, note, on=timezone.localdate())
            return view(request, **kwargs)
        except policy.Absent:
            raise Http404 from None

    return for_directors(inner)


def with_referral(view):
    """Open the referral of the address as `request.note`; 404 when it is not of this person's director."""

    @wraps(view)
    def inner(request, referral, **kwargs):
        try:
            request.note = notes.opened_referral(request.user, referral, on=timezone.localdate())
            return view(request, **kwargs)
        except policy.Absent:
            raise Http404 from None

    return for_directors(inner)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_directors
def referral(request: HttpRequest) -> HttpResponse:
    """Record a referral of the préfet: the dossier opens to the director from then on."""
    form = ReferralForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            row = referrals.register(origin=origin_of(request, request.directs[0]), on=timezone.localdate(), **data)
        except Refused as error:
            form.add_error(None, " ".join(error.messages))
        else:
            return _registered(request, row)
    return render(request, "forms_app/dossiers/referral.html", {"form": form}, status=422 if form.is_bound else 200)


def _registered(request, row) -> HttpResponse:
    """Go to what the director follows from now on: the dossier, or in Paris the note or the referral itself."""
    if any(policy.same_authority(one, row.dossier) for one in request.directs):
        messages.success(request, "Saisine enregistrée. Le dossier vous est ouvert.")
        return redirect("dossiers:page", row.dossier_id)
    messages.success(request, "Saisine enregistrée. Le dossier reste au médecin chef de Paris.")
    note = policy.notes(request.directs).filter(dossier=row.dossier_id).first()
    return redirect("dossiers:note", note.pk) if note else redirect("dossiers:referred", row.pk)


@require_safe
@for_directors
def listing(request: HttpRequest) -> HttpResponse:
    """The notes of other authorities: a day and a sender, nobody's name."""
    rows = notes.received(request.directs)
    journal.record(JournalAct.NOTE_LISTED, origin_of(request, request.directs[0]), request.directs[0].authority)
    shown = {"notes": rows, "referrals": notes.referred(request.directs)}
    return render(request, "forms_app/dossiers/notes.html", shown)


@require_safe
@with_note
def page(request: HttpRequest) -> HttpResponse:
    """A note and what was recorded about it."""
    note = request.note
    journal.record(JournalAct.NOTE_READ, origin_of(request, note.membership), note.row)
    return render(request, "forms_app/dossiers/note.html", _shown(note))


@require_safe
@with_referral
def referred(request: HttpRequest) -> HttpResponse:
    """A referral in a dossier of Paris, and what was recorded about it: the dossier stays closed."""
    note = request.note
    journal.record(JournalAct.REFERRAL_READ, origin_of(request, note.membership), note.row)
    return render(request, "forms_app/dossiers/referred.html", _shown(note))


def _shown(note: notes.Note) -> dict:
    clauses = cited(note.limit.rule.basis.clauses) if note.limit else ()
    return {"note": note, "lines": [dossier_reading.line_of(row) for row in note.passages], "clauses": clauses}


@require_safe
@with_note
def pdf(request: HttpRequest) -> HttpResponse:
    """The very bytes of a note; its file name names nobody."""
    note = request.note
    journal.record(JournalAct.NOTE_READ, origin_of(request, note.membership), note.row)
    return _file(dossier_letters.opened(note.row), note.row)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@with_note
def act(request: HttpRequest, act: str) -> HttpResponse:
    """Record what the director did about a note."""
    return _act(request, act, "dossiers:note")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@with_referral
def referred_act(request: HttpRequest, act: str) -> HttpResponse:
    """Record what the director did about a referral of Paris."""
    return _act(request, act, "dossiers:referred")


def _act(request: HttpRequest, act: str, back: str) -> HttpResponse:
    note = request.note
    transition = next((one for one in note.acts if one.name == act), None)
    if transition is None:
        raise Http404
    form = ActForm(request.POST if request.method == "POST" else None, transition=transition)
    refused: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            notes.do(note, act, form.given(), origin_of(request))
            messages.success(request, "C’est enregistré.")
            return redirect(back, note.row.pk)
        except Refused as error:
            refused = error.messages
    shown = {"form": form, "transition": transition, "note": note, "refused": refused}
    shown["back"] = reverse(back, args=[note.row.pk])
    return render(request, "forms_app/dossiers/note_act.html", shown, status=422 if form.is_bound else 200)


@require_safe
@with_reader
def sent_pdf(request: HttpRequest, sent) -> HttpResponse:
    """The very bytes of a letter that left a dossier."""
    row = request.reader.dossier.sent.filter(pk=sent).first()
    if row is None:
        raise Http404
    content = dossier_letters.pdf(request.reader, row)
    journal.record(JournalAct.LETTER_READ, origin_of(request, request.reader.memberships[0]), row)
    return _file(content, row)


def _file(content: bytes, row) -> HttpResponse:
    name = documents.file_name(row.fiche, row.dossier.authority.kind)
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
