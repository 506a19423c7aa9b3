"""The documents of an appeal that are not medical, as one file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from forms_app.rules.workflow.machine import Refused
from forms_app.services.dossiers import appeals
from forms_app.views.dossier import with_reader
from forms_app.views.origin import origin_of
from forms_app.views.proof import grave


@require_safe
@with_reader
@grave
def pack(request: HttpRequest) -> HttpResponse:
    """Answer the file; its name holds the reference only."""
    reader = request.reader
    try:
        content = appeals.pack(origin=origin_of(request), reader=reader)
    except Refused as error:
        messages.error(request, " ".join(error.messages))
        return redirect("dossiers:page", reader.dossier.pk)
    name = f"recours-{reader.dossier.reference}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)
