"""Discussions without identity, for physicians alone: 404 to everybody else (A-31, W13)."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forms_app.enums import KeptText
from forms_app.forms.collegial import QuestionForm, ReplyForm
from forms_app.models import Discussion
from forms_app.rules import keeping
from forms_app.services.fiches import discussions
from forms_app.views.people import for_physicians

PAGE = 20


@for_physicians
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The discussions of today, newest first."""
    page = Paginator(discussions.alive(), PAGE).get_page(request.GET.get("page"))
    rows = [discussions.opened(row) for row in page]
    context = {"rows": rows, "page_obj": page, "duration": _duration()}
    return render(request, "forms_app/collegial/discussions.html", context)


@for_physicians
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Write a question; refused with its reasons, and everything typed, while a word could tell who."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            row = discussions.ask(request.user, asked["key"], asked["subject"], asked["text"])
        except discussions.Absent:
            raise Http404 from None
        return redirect("collegial:discussion", row.pk)
    context = {"form": form, "duration": _duration()}
    return render(request, "forms_app/collegial/ask.html", context, status=422 if form.is_bound else 200)


@for_physicians
@require_http_methods(["GET", "HEAD", "POST"])
def discussion(request: HttpRequest, discussion) -> HttpResponse:
    """A question, its answers, and the form that adds one."""
    row = _alive_or_404(discussion)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            added = discussions.reply(row, request.user, form.cleaned_data["key"], form.cleaned_data["text"])
        except discussions.Absent:
            raise Http404 from None
        return redirect(f"{request.path}#r-{added.pk}")
    context = {"opened": discussions.opened(row), "replies": discussions.replies(row), "form": form}
    return render(request, "forms_app/collegial/discussion.html", context, status=422 if form.is_bound else 200)


@for_physicians
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, discussion) -> HttpResponse:
    """Erase one's own question with its answers; 404 for somebody else's."""
    row = _alive_or_404(discussion)
    return _erased(request, row, row)


@for_physicians
@require_http_methods(["GET", "HEAD", "POST"])
def erase_reply(request: HttpRequest, discussion, reply) -> HttpResponse:
    """Erase one's own answer; 404 for somebody else's."""
    row = _alive_or_404(discussion)
    return _erased(request, row, get_object_or_404(row.replies, pk=reply))


def _erased(request, row: Discussion, thing) -> HttpResponse:
    if thing.author_id != request.user.pk:
        raise Http404
    if request.method != "POST":
        context = {"opened": discussions.opened(row), "whole": thing is row, "replies": row.answers}
        return render(request, "forms_app/collegial/erase.html", context)
    discussions.erase(thing, request.user)
    return redirect("collegial:discussions") if thing is row else redirect("collegial:discussion", row.pk)


def _alive_or_404(key) -> Discussion:
    try:
        return discussions.get(key)
    except discussions.Absent:
        raise Http404 from None


def _duration() -> keeping.Duration:
    return keeping.duration(KeptText.DISCUSSION, timezone.localdate())
