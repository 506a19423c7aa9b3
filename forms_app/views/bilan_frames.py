"""The frames of the bilans, for editors: words, lines and tables of a year, each change a row of its own (A-39)."""

from dataclasses import replace
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forms_app.bilan.frame import Frame, TableFrame
from forms_app.enums import BilanKind
from forms_app.forms.bilan import FrameForm, TableForm
from forms_app.services.bilan import frames
from forms_app.services.doctrine import clause_links
from forms_app.views.origin import origin_of
from forms_app.views.people import groups_of
from guidance.services.desk import EDITORS

FIRST_YEAR = 2010


def for_editors(view):
    """Answer 404 to whoever does not write the texts, and for a kind or a year that no bilan has.

    A frame opens no dossier and no bilan.
    """

    @wraps(view)
    def inner(request, kind: str = "", year: int = 0, **kwargs):
        if EDITORS not in groups_of(request.user):
            raise Http404
        if not kind:
            return view(request)
        if kind not in BilanKind.values or not FIRST_YEAR <= year <= timezone.localdate().year + 1:
            raise Http404
        return view(request, BilanKind(kind), year, **kwargs)

    return inner


@require_safe
@for_editors
def listing(request: HttpRequest) -> HttpResponse:
    """The frames written so far, and the year to write one for."""
    present = timezone.localdate().year
    kinds = [{"kind": kind, "rows": frames.years_written(kind)} for kind in BilanKind]
    return render(request, "forms_app/bilan/frames.html", {"kinds": kinds, "years": (present - 1, present)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def frame(request: HttpRequest, kind: BilanKind, year: int) -> HttpResponse:
    """Show the frame of a year, change its name and its source, take a table out or put one back."""
    found = frames.in_force(kind, year)
    act, key = request.POST.get("faire", ""), request.POST.get("tableau", "")
    form = FrameForm(request.POST if act == "nommer" else None, initial={"name": found.name, "source": found.source})
    if act in ("retirer", "remettre"):
        return _written(request, kind, year, _with_tables(kind, found, act, key))
    if form.is_bound and form.is_valid():
        return _written(request, kind, year, replace(found, **form.cleaned_data))
    page = {"kind": kind, "year": year, "frame": found, "form": form, "edition": frames.edition(kind, year)}
    page["tables"] = [(table, clause_links.cited((table.clause,))) for table in found.tables]
    page["withdrawn"] = frames.withdrawn(kind, found)
    return render(request, "forms_app/bilan/frame.html", page, status=422 if form.is_bound else 200)


def _with_tables(kind: BilanKind, found: Frame, act: str, key: str) -> Frame:
    if act == "retirer":
        kept = tuple(table for table in found.tables if table.key != key)
    else:
        kept = (*found.tables, *(table for table in frames.withdrawn(kind, found) if table.key == key))
    if len(kept) == len(found.tables) or not kept:
        raise Http404
    return replace(found, tables=kept)


def _written(request, kind: BilanKind, year: int, found: Frame) -> HttpResponse:
    frames.write(origin=origin_of(request), kind=kind, year=year, found=found)
    messages.success(request, f"Le cadre est changé pour les bilans de {year} et des années suivantes.")
    return redirect("bilan:frame", kind, year)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def table(request: HttpRequest, kind: BilanKind, year: int, table_key: str) -> HttpResponse:
    """Change the words and the lines of one table; what would lose or double something is refused beside the field."""
    found = frames.in_force(kind, year)
    row = next((each for each in found.tables if each.key == table_key), None)
    if row is None:
        raise Http404
    initial = {"title": row.title, "note": row.note, "rows": frames.written_lines(row.row_lines)}
    initial["columns"] = frames.written_lines(row.column_lines)
    form = TableForm(request.POST if request.method == "POST" else None, table=row, initial=initial)
    if form.is_bound and form.is_valid() and (changed := _changed(form, found, row)):
        return _written(request, kind, year, changed)
    page = {"kind": kind, "year": year, "table": row, "form": form, "dimensions": _dimensions(row)}
    return render(request, "forms_app/bilan/frame_table.html", page, status=422 if form.is_bound else 200)


def _changed(form: TableForm, found: Frame, row: TableFrame) -> Frame | None:
    data = form.cleaned_data
    row_lines = frames.spelled_lines(row.of.dimension(row.rows), data["rows"])
    changed = replace(row, title=data["title"], note=data["note"], row_lines=row_lines)
    if row.columns:
        changed = replace(changed, column_lines=data["columns"])
    for name, said in frames.said_of(changed):
        form.add_error(name, said)
    if form.errors:
        return None
    return replace(found, tables=tuple(changed if each.key == row.key else each for each in found.tables))


def _dimensions(row: TableFrame) -> list:
    return [row.of.dimension(key) for key in (row.rows, row.columns) if key]
