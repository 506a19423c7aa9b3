"""One dossier: its page, its acts, a fiche begun from it, its sealed compartments, the avis as validated."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forms_app import documents, enums, policy
from forms_app.enums import Compartment, JournalAct
from forms_app.forms.compartments import DirectorForm, MedicalForm
from forms_app.forms.dossiers import ActForm
from forms_app.models import Avis
from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import (
    diagnoses,
    dossier_acts,
    dossier_author,
    dossier_fiches,
    dossier_files,
    dossier_held,
    dossier_lists,
    dossier_reading,
)
from forms_app.services.fiches import drafts
from forms_app.services.trace import journal
from forms_app.views.choose import first_page
from forms_app.views.dossiers import for_members
from forms_app.views.origin import origin_of
from forms_app.views.proof import asking, proved_at, require
from forms_app.views.runs import fiche_or_404
from forms_app.wizard import cookies
from guidance.enums import Regime

#: Acts that ask more than a day and a reason.
OWN_SCREENS = {"correct-identity": "dossiers:identity", "transfer": "dossiers:transfer"}


def with_reader(view):
    """Open the dossier of the address as `request.reader`; 404 when it is not this person's, or a part is closed."""

    @wraps(view)
    def inner(request, dossier, **kwargs):
        try:
            request.reader = policy.opened(request.user, dossier, on=timezone.localdate())
            return view(request, **kwargs)
        except policy.Absent:
            raise Http404 from None

    return for_members(inner)


@require_safe
@with_reader
def page(request: HttpRequest) -> HttpResponse:
    """Show a dossier as this person may see it; the reading is journaled."""
    reader = request.reader
    journal.record(JournalAct.DOSSIER_READ, origin_of(request, reader.memberships[0]), reader.dossier)
    shown = dossier_reading.card(reader, on=reader.dossier.authority.today)
    return render(request, "forms_app/dossiers/page.html", {"card": shown, "dossier": reader.dossier})


@require_safe
@with_reader
def following(request: HttpRequest) -> HttpResponse:
    """Go to the dossier that waits next after this one; to the list when no other does."""
    found = dossier_lists.following(request.held, request.reader.dossier)
    if found is None:
        messages.info(request, "Aucun autre dossier n’attend un acte de votre part.")
        return redirect("dossiers:todo")
    return redirect("dossiers:page", found.pk)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@with_reader
@asking
def act(request: HttpRequest, act: str) -> HttpResponse:
    """Ask what an act needs, and do it; the validation of an avis asks for the password again first."""
    reader = request.reader
    try:
        _table, transition = dossier_acts.table_and_transition(reader.dossier, act)
    except KeyError:
        raise Http404 from None
    if dossier_acts.acting(reader, transition) is None:
        raise Http404
    if act in OWN_SCREENS:
        return redirect(OWN_SCREENS[act], reader.dossier.pk)
    if act in dossier_held.COMPOSING:
        return redirect("dossiers:college", reader.dossier.pk)
    require(request)
    initial = {"day": reader.dossier.authority.today, "sealed": True}
    groups = diagnoses.named() if dossier_acts.gives_first_avis(reader, act) else None
    typed = request.POST if request.method == "POST" else None
    form = ActForm(typed, transition=transition, groups=groups, initial=initial)
    refused: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            dossier_acts.do(
                origin=origin_of(request),
                reader=reader,
                name=act,
                given=form.given(),
                authenticated_at=proved_at(request),
            )
            messages.success(request, "C’est enregistré.")
            return redirect("dossiers:page", reader.dossier.pk)
        except Refused as error:
            refused = error.messages
    shown = {"form": form, "transition": transition, "dossier": reader.dossier, "refused": refused}
    shown |= {"validates": act in dossier_held.PROVED, "several": act in dossier_held.OWN_VALIDATIONS}
    return render(request, "forms_app/dossiers/act.html", shown, status=422 if form.is_bound else 200)


@require_POST
@with_reader
def begin(request: HttpRequest, fiche: str) -> HttpResponse:
    """Start a fiche prefilled from the dossier, or take up the one this person had begun."""
    declaration, reader = fiche_or_404(fiche), request.reader
    try:
        opened = dossier_fiches.begin(origin=origin_of(request), reader=reader, key=fiche, on=timezone.localdate())
    except (Refused, drafts.FilesClosed) as error:
        words = getattr(error, "messages", ["Cette installation ne garde aucune fiche nominative."])
        messages.error(request, " ".join(words))
        return redirect("dossiers:page", reader.dossier.pk)
    response = redirect(first_page(request.user, opened.row.run, declaration))
    cookies.let_type(response, request, opened.row.run, request.user)
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@with_reader
def medical(request: HttpRequest) -> HttpResponse:
    """The physicians' compartment; each opening is journaled."""
    office = request.reader.dossier.authority.kind == enums.Authority.OFII
    return _compartment(request, Compartment.MEDICAL, MedicalForm, regime=Regime.OFII if office else Regime.ARS)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@with_reader
def direction(request: HttpRequest) -> HttpResponse:
    """The director's compartment; each opening is journaled."""
    return _compartment(request, Compartment.DIRECTOR, DirectorForm)


def _compartment(request, compartment: Compartment, kind, **options) -> HttpResponse:
    reader, origin = request.reader, origin_of(request)
    reader.require(compartment)
    if request.method == "POST":
        form = kind(request.POST, **options)
        if form.is_valid():
            dossier_files.write(origin=origin, reader=reader, compartment=compartment, content=form.cleaned_data)
            messages.success(request, "C’est enregistré.")
            return redirect("dossiers:page", reader.dossier.pk)
    else:
        form = kind(initial=dossier_files.read(origin=origin, reader=reader, compartment=compartment), **options)
    page = {"form": form, "dossier": reader.dossier, "title": compartment.label}
    if compartment == Compartment.MEDICAL:
        page["author"] = dossier_author.of_last_report(reader)
    return render(request, "forms_app/dossiers/compartment.html", page, status=422 if form.is_bound else 200)


@require_safe
@with_reader
def avis_pdf(request: HttpRequest, avis) -> HttpResponse:
    """The very bytes that were validated, under a name that names nobody."""
    reader = request.reader
    row = Avis.objects.filter(dossier=reader.dossier, pk=avis).first()
    if row is None:
        raise Http404
    pdf = dossier_acts.avis_pdf(reader, row)
    journal.record(JournalAct.AVIS_READ, origin_of(request, reader.memberships[0]), row)
    name = documents.file_name("avis", reader.dossier.authority.kind)
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
