"""The screens of the mails: what leaves today, proposals and their preview, history, the way back."""

from django.contrib import messages as told
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from forms_app.forms.messages import WordsForm
from forms_app.messages import FIXED, MESSAGES, Message, filled
from forms_app.models import MessageWording
from forms_app.services.mail import messages
from forms_app.wagtail_hooks.versions import VersionAdmin, VersionButtons
from guidance.services.desk import EDITORS, VALIDATORS
from guidance.wagtail_hooks.lists import DeskList

LIST = "forms_app_messagewording_modeladmin_index"


class MessageList(DeskList):
    """The messages first, then every version that was ever written."""

    def get_context_data(self, **kwargs):
        kept = [messages.standing(key) for key in MESSAGES]
        return {**super().get_context_data(**kwargs), "kept": kept, "fixed": FIXED}


class MessageButtons(VersionButtons):
    """A version is read on the page of its message."""

    def address(self, obj):
        return reverse("desk_message", args=[obj.key])


@modeladmin_register
class MessageAdmin(VersionAdmin):
    model = MessageWording
    menu_label = "Messages"
    menu_order = 265
    button_helper_class = MessageButtons
    index_view_class = MessageList
    list_display = ("__str__", "origin", "entered_by", "entered_at", "validated_by", "validated_at")
    list_select_related = ("entered_by", "validated_by")
    list_per_page = 50


@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, key: str) -> HttpResponse:
    """One message: what leaves, what waits, what left before. Refused to whoever is not of the desk."""
    kept = _kept(request, key)
    if request.method == "POST":
        return _act(request, kept)
    groups = set(request.user.groups.values_list("name", flat=True))
    waiting = [_proposal(kept, row, request.user, VALIDATORS in groups) for row in messages.proposals(key)]
    context = {
        "message": kept,
        "now": messages.standing(key),
        "waiting": waiting,
        "wrote": any(each["own"] for each in waiting),
        "history": messages.history(key),
        "list_url": reverse(LIST),
    }
    return render(request, "forms_app/desk/message.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def message_words(request: HttpRequest, key: str) -> HttpResponse:
    """The words that one person proposes; « Voir l’aperçu » shows them filled and keeps nothing."""
    kept = _kept(request, key)
    form = WordsForm(kept, request.POST if request.method == "POST" else None, initial=_first(kept, request.user))
    asked = form.is_bound and form.is_valid() and "apercu" not in request.POST
    if asked and _proposed(request, kept, form):
        return redirect("desk_message", key)
    context = {"message": kept, "form": form, "preview": _preview(kept, form)}
    return render(request, "forms_app/desk/message_words.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, key: str) -> Message:
    if not request.user.groups.filter(name__in=[EDITORS, VALIDATORS]).exists():
        raise PermissionDenied
    if key not in MESSAGES:
        raise Http404
    return MESSAGES[key]


def _proposal(kept: Message, row: MessageWording, user, validates: bool) -> dict:
    own = row.entered_by_id == user.pk
    return {
        "row": row,
        "own": own,
        "preview": messages.Standing(kept, row.subject, row.body).preview(),
        "may_validate": validates and not own,
        "may_discard": validates or own,
    }


def _first(kept: Message, user) -> dict:
    """What the form begins with: one's own proposal, else the words in service."""
    own = next((row for row in messages.proposals(kept.key) if row.entered_by_id == user.pk), None)
    begun = own or messages.standing(kept.key)
    return {"subject": begun.subject, "body": begun.body}


def _preview(kept: Message, form: WordsForm):
    """The words typed, filled with made-up values; those that cannot be filled leave the preview empty."""
    subject, body = (str(form[name].value() or "") for name in ("subject", "body"))
    try:
        return filled(kept, subject, body, kept.samples())
    except KeyError:
        return None


def _proposed(request: HttpRequest, kept: Message, form: WordsForm) -> bool:
    try:
        messages.propose(kept, request.user, form.cleaned_data["subject"], form.cleaned_data["body"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    told.success(request, "Votre proposition est enregistrée. Une autre personne doit maintenant la valider.")
    return True


def _act(request: HttpRequest, kept: Message) -> HttpResponse:
    """Do what the button pressed says; a refusal is said on the page of the message."""
    try:
        if "origine" in request.POST:
            messages.back_to_origin(kept, request.user)
            told.success(request, f"« {kept.title} » reprend son texte d’origine.")
        elif act := next((name for name in _ACTS if name in request.POST), ""):
            asked = request.POST[act]
            rows = MessageWording.objects.filter(key=kept.key)
            row = get_object_or_404(rows, pk=asked if asked.isdecimal() and len(asked) < 10 else None)
            do, said = _ACTS[act]
            do(row, request.user)
            told.success(request, said)
    except ValidationError as error:
        told.error(request, " ".join(error.messages))
    return redirect("desk_message", kept.key)


_ACTS = {
    "valider": (messages.validate, "C’est fait : le courriel part désormais avec ces mots."),
    "retirer": (messages.discard, "La proposition est retirée."),
}


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("messages/<slug:key>/", message, name="desk_message"),
        path("messages/<slug:key>/mots/", message_words, name="desk_message_words"),
    ]
