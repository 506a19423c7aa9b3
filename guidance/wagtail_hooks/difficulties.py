"""The desk of the difficulties told by readers (A-40): by clause, answered with words they read, written to a file."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from guidance.enums import DifficultyState
from guidance.models import Difficulty
from guidance.services import difficulties
from guidance.wagtail_hooks.references import require_desk
from guidance.wagtail_hooks.tables import DeskPermission

_LAST = 20


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, by clause, and the last ones closed; a POST answers one."""
    require_desk(request)
    wrong = _answer(request) if request.method == "POST" else None
    if request.method == "POST" and wrong is None:
        return redirect("desk_difficulties")
    closed = Difficulty.objects.filter(state=DifficultyState.CLOSED).select_related("text", "answered_by")
    context = {**difficulties.waiting(), "closed": closed.order_by("-answered_at")[:_LAST], "wrong": wrong or {}}
    return render(request, "guidance/desk/difficulties.html", context, status=422 if wrong else 200)


def _answer(request: HttpRequest) -> dict | None:
    """Answer the difficulty that the form names; what is wrong with the answer, or None when it is given."""
    key, words = request.POST.get("signalement", ""), request.POST.get("reponse", "")
    if not (key.isascii() and key.isdecimal() and len(key) < 16):
        raise Http404
    row = get_object_or_404(Difficulty, pk=int(key))
    try:
        if len(words) > 1500:
            raise ValidationError("La réponse dépasse 1 500 signes.")
        difficulties.answer(row.pk, request.user, words.replace("\x00", ""), close="clore" in request.POST)
    except ValidationError as error:
        return {"pk": row.pk, "said": " ".join(error.messages), "typed": words}
    messages.success(request, f"Réponse donnée sur {row}.")
    return None


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Every difficulty, for the letter to the DGS; nobody is named in it."""
    require_desk(request)
    response = HttpResponse(difficulties.as_csv(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="difficultes-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("difficultes/", desk, name="desk_difficulties"),
        path("difficultes/difficultes.csv", as_csv, name="desk_difficulties_csv"),
    ]


class DeskItem(MenuItem):
    """An entry for whoever writes or validates the texts."""

    def is_shown(self, request):
        return DeskPermission(Difficulty).user_can_list(request.user)


@hooks.register("register_admin_menu_item")
def difficulties_item():
    return DeskItem("Difficultés", reverse("desk_difficulties"), icon_name="warning", order=270, name="difficulties")
