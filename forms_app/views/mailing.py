"""The day's mail: what is to leave, a job of printing and its file, what left."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forms_app import policy
from forms_app.enums import JournalAct, Way
from forms_app.forms.mailing import LeaveForm, PrintForm
from forms_app.rules.workflow.machine import Refused
from forms_app.services.mail import mailing
from forms_app.services.trace import journal
from forms_app.views.dossiers import for_members
from forms_app.views.origin import origin_of
from forms_app.wizard import jobs, prepared


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def mail(request: HttpRequest) -> HttpResponse:
    """Show what is to leave, by authority, and print what was chosen together."""
    desks = mailing.desks(request.held)
    if not desks:
        raise Http404
    asked = request.POST.get("autorite", "")
    shown = [_desk(request, row, asked == row.authority.code) for row in desks]
    for membership, form in shown:
        if form.is_bound and form.is_valid():
            return _printed(request, membership, form)
    journal.record_lists(JournalAct.DOSSIER_LISTED, [(origin_of(request, row), row.authority) for row in desks])
    bound = next((form for _, form in shown if form.is_bound), None)
    page = {"desks": shown, "jobs": mailing.recent(request.held), "bound": bound, "several": len(desks) > 1}
    return render(request, "forms_app/dossiers/mail.html", page, status=422 if bound else 200)


def _desk(request, membership, bound: bool):
    due = mailing.due(membership)
    data = request.POST if bound and request.method == "POST" else None
    return membership, PrintForm(data, due=due, prefix=membership.authority.code, initial=_all(due))


def _all(due) -> dict:
    return {"pieces": [one.key for one in due], "layout": "window", "first": 1}


def _printed(request, membership, form) -> HttpResponse:
    data, origin = form.cleaned_data, origin_of(request, membership)
    chosen = form.chosen()[: mailing.MOST]
    try:
        job = mailing.ask(
            origin=origin, membership=membership, chosen=chosen, layout=data["layout"], first=data["first"] or 1
        )
    except Refused as error:
        messages.error(request, " ".join(error.messages))
        return redirect("dossiers:mail")
    if sum(one.letter is None for one in chosen) <= prepared.AT_ONCE:
        prepared.work(job, origin=origin)
    else:
        transaction.on_commit(lambda: jobs.make_letters.enqueue(str(job.pk)))
    return redirect("dossiers:mail_job", job.pk)


def _job(request, job):
    try:
        return mailing.job_of(request.held, job)
    except policy.Absent:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def job(request: HttpRequest, job) -> HttpResponse:
    """Show a job, and record what left."""
    row, membership = _job(request, job)
    pieces = mailing.pieces(row)
    ready = [piece for piece in pieces if piece.is_ready]
    data = request.POST if request.method == "POST" else None
    form = LeaveForm(data, ready=ready, day=row.authority.today)
    if form.is_bound and form.is_valid():
        return _left(request, row, form)
    journal.record_lists(JournalAct.DOSSIER_LISTED, [(origin_of(request, membership), row)])
    page = {"job": row, "pieces": [(piece, mailing.may_undo(piece)) for piece in pieces], "form": form}
    page |= {"ready": ready, "waiting": sum(piece.is_waiting for piece in pieces)}
    page["made"] = len(pieces) - page["waiting"]
    page["problems"] = sum(bool(piece.problem) for piece in pieces)
    page["chosen"] = set(form.data.getlist("pieces")) if form.is_bound else {str(piece.rank) for piece in ready}
    return render(request, "forms_app/dossiers/mail_job.html", page, status=422 if form.is_bound else 200)


def _left(request, row, form) -> HttpResponse:
    data = form.cleaned_data
    left, refused = mailing.leave(
        origin=origin_of(request), held=request.held, job=row, ranks=form.ranks(), day=data["day"], way=Way(data["way"])
    )
    if left:
        several = "s" if left > 1 else ""
        messages.success(request, f"{left} pièce{several} enregistrée{several} comme partie{several}.")
    for words in refused:
        messages.error(request, words)
    return redirect("dossiers:mail_job", row.pk)


@require_POST
@for_members
def undo(request: HttpRequest, job, rank: int) -> HttpResponse:
    """Take back that a letter left, on the same day."""
    row, _ = _job(request, job)
    try:
        mailing.undo(origin=origin_of(request), held=request.held, job=row, rank=rank)
        messages.success(request, "L’envoi est annulé.")
    except Refused as error:
        messages.error(request, " ".join(error.messages))
    except policy.Absent:
        raise Http404 from None
    return redirect("dossiers:mail_job", row.pk)


@require_safe
@for_members
def mail_pdf(request: HttpRequest, job) -> HttpResponse:
    """The file of a job, made now from the letters kept; its name says a day."""
    row, membership = _job(request, job)
    try:
        pdf = mailing.file_of(origin=origin_of(request), held=request.held, job=row, membership=membership)
    except policy.Absent:
        raise Http404 from None
    headers = {"Content-Disposition": f'inline; filename="{mailing.file_name(row)}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
