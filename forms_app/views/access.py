"""Who opened a dossier, for its physicians: every reading and every act, the last one first (C4)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forms_app.enums import CaseRole, Compartment, JournalAct
from forms_app.services.trace import journal, journal_reading
from forms_app.views.dossier import with_reader
from forms_app.views.origin import origin_of


@require_safe
@with_reader
def page(request: HttpRequest) -> HttpResponse:
    """A page of what the journal says of one dossier; this reading is one of its rows."""
    reader = request.reader
    reader.require(Compartment.ACCESS)
    after = request.GET.get("apres", "")
    start = int(after) if after.isdecimal() and len(after) < 18 else None
    shown = journal_reading.sliced(journal_reading.of_dossier(reader.dossier), start)
    journal.record(JournalAct.ACCESS_READ, origin_of(request, reader.acting([CaseRole.PHYSICIAN])), reader.dossier)
    page = {"slice": shown, "dossier": reader.dossier, "started": start is not None}
    return render(request, "forms_app/dossiers/access.html", page)
