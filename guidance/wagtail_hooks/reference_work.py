"""The desk of the library's work: proposals to answer, links to check with their progress, files to bring in."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from guidance.enums import ProposalState, Verdict
from guidance.models import CheckRun, Reference, ReferenceImport, ReferenceProposal
from guidance.services import checking, importing, jobs, moving, proposals
from guidance.services.desk import EDITORS, VALIDATORS
from guidance.wagtail_hooks.references import require_desk

_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def check_runs(request: HttpRequest) -> HttpResponse:
    """Begin a check of all the links, see how far it is, and what the last ones found."""
    require_desk(request)
    if request.method == "POST":
        _run(request)
        return redirect("desk_check_runs")
    runs = list(CheckRun.objects.all()[:10])
    last = runs[0] if runs else None
    wrong = last.checks.exclude(verdict=Verdict.ALIVE).select_related("reference")[:_SHOWN] if last else []
    context = {
        "hosts": checking.hosts(),
        "current": checking.current(),
        "runs": runs,
        "summary": checking.summary(last) if last else [],
        "wrong": [{"check": check, "row": check.reference, "moved": moving.adoptable(check)} for check in wrong],
        "manual": Reference.objects.due().count(),
    }
    return render(request, "guidance/desk/check_runs.html", context)


def _run(request: HttpRequest) -> None:
    if "arreter" in request.POST:
        if run := checking.current():
            checking.stop(run)
        return
    if not checking.hosts():
        messages.error(request, "Le contrôle automatique est éteint sur ce portail.")
        return
    run = checking.start(request.user.get_full_name() or request.user.get_username())
    if run is None:
        messages.warning(request, "Une vérification est déjà en cours.")
        return
    jobs.check_links.enqueue(run.pk)


class AnswerForm(forms.Form):
    reason = forms.CharField(label="Réponse au médecin", required=False, max_length=500)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_proposals(request: HttpRequest) -> HttpResponse:
    """The proposals that wait, oldest first, and the last answers."""
    require_desk(request)
    form, wrong = AnswerForm(request.POST or None), None
    if request.method == "POST":
        wrong = _answer(request, form)
        if wrong is None:
            return redirect("desk_proposals")
    waiting = ReferenceProposal.objects.filter(state=ProposalState.WAITING).select_related("author", "reference")
    decided = ReferenceProposal.objects.exclude(state=ProposalState.WAITING).select_related("decided_by", "reference")
    context = {
        "waiting": waiting.order_by("made_at")[:_SHOWN],
        "decided": decided.order_by("-decided_at")[:10],
        "wrong": wrong or {},
        "typed": form["reason"].value() or "",
    }
    return render(request, "guidance/desk/proposals.html", context, status=422 if wrong else 200)


def _answer(request: HttpRequest, form: AnswerForm) -> dict | None:
    """Answer one proposal; what is wrong with the answer, or None when it is given."""
    key = request.POST.get("proposition", "")
    row = get_object_or_404(ReferenceProposal, pk=int(key[:15]) if key.isdecimal() else 0)
    if not form.is_valid():
        return {"pk": row.pk, "said": " ".join(form.errors["reason"])}
    try:
        if "accepter" in request.POST:
            proposals.accept(row, request.user, form.cleaned_data["reason"])
        else:
            proposals.refuse(row, request.user, form.cleaned_data["reason"])
    except ValidationError as error:
        return {"pk": row.pk, "said": " ".join(error.messages)}
    messages.success(request, f"Réponse donnée : {row}.")
    return None


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Fichier CSV",
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
        help_text="Colonnes : " + ", ".join(importing.COLUMNS) + ". Plusieurs pays ou pathologies : séparés par « | ».",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            if file.size > importing.MOST_BYTES:
                raise importing.Unreadable("Le fichier dépasse 5 Mo.")
            self.words = importing.decoded(file.read())
            importing.rows_of(self.words)
        except importing.Unreadable as error:
            raise ValidationError(str(error)) from error
        return file


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The files brought in, and the next one: it is read first, and nothing is added before somebody says so."""
    require_desk(request)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        name = form.cleaned_data["file"].name[:200]
        row = ReferenceImport.objects.create(name=name, words=form.words, asked_by=request.user)
        jobs.read_import.enqueue(row.pk)
        return redirect("desk_import", row.pk)
    rows = ReferenceImport.objects.defer("words", "report").select_related("asked_by")[:20]
    context = {"form": form, "rows": rows, "states": STATES}
    return render(request, "guidance/desk/imports.html", context, status=422 if form.is_bound else 200)


STATES = {
    "reading": "lecture en cours",
    "read": "lu, en attente de votre accord",
    "accepted": "ajout en cours",
    "done": "ajouté",
    "dropped": "abandonné",
}


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What was read in a file, line by line what is wrong, and the decision."""
    require_desk(request)
    row = get_object_or_404(ReferenceImport.objects.defer("words"), pk=pk)
    if request.method == "POST":
        waiting = ReferenceImport.objects.filter(pk=pk, state="read")
        if "ajouter" in request.POST and row.good and waiting.update(state="accepted"):
            jobs.bring_import.enqueue(pk)
        elif "abandonner" in request.POST:
            waiting.update(state="dropped", words="")
        return redirect("desk_import", pk)
    bad = row.total - row.good
    context = {"row": row, "state": STATES.get(row.state, row.state), "bad": bad, "hidden": bad - len(row.report)}
    return render(request, "guidance/desk/import.html", context)


@hooks.register("register_admin_urls")
def work_urls():
    return [
        path("references/verifications/", check_runs, name="desk_check_runs"),
        path("references/propositions/", answer_proposals, name="desk_proposals"),
        path("references/imports/", imports, name="desk_imports"),
        path("references/imports/<int:pk>/", import_file, name="desk_import"),
    ]


class LibraryHome(Component):
    """What the library waits for, on the desk's home; a fixed number of queries."""

    order = 150
    template_name = "guidance/desk/library_home.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        if not set(user.groups.values_list("name", flat=True)) & {EDITORS, VALIDATORS}:
            return {"shown": False}
        return {
            "shown": True,
            "due": Reference.objects.due().count(),
            "proposals": ReferenceProposal.objects.filter(state=ProposalState.WAITING).count(),
            "run": checking.current(),
            "urls": {name: reverse(f"desk_{name}") for name in ("check_runs", "proposals", "imports")},
        }


@hooks.register("construct_homepage_panels", order=500)
def show_what_the_library_waits_for(request, panels):
    panels.append(LibraryHome())
