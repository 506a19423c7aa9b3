"""A hostile or broken form posted to the editors' desk is a bad request, never an error of the server."""

import logging

from django.core.exceptions import BadRequest
from django.http import Http404
from django.utils.datastructures import MultiValueDictKeyError
from django.views.defaults import bad_request

logger = logging.getLogger("portal.malformed")
DESK = "/admin/"
SENDING = frozenset({"POST", "PUT"})  # Django's own views of forms take the second as the first
# Functions of Wagtail that stumble on a form with a hole: block counts, and the chooser of an external link.
READERS_OF_FORMS = {"value_from_datadict", "is_absolute_path"}


class MalformedEditorFormMiddleware:
    """Answers 400 to what Wagtail's form readers stumble on: a missing key, a count that is no number."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if request.method not in SENDING or not request.path_info.startswith(DESK) or isinstance(exception, Http404):
            return None
        if not is_malformed_form(exception):
            return None
        # The class and the route only: a posted value could hold anything.
        logger.warning("Malformed form refused: %s on %s", type(exception).__name__, request.resolver_match.view_name)
        return bad_request(request, BadRequest("malformed form"))


def is_malformed_form(exception):
    """Whether the exception comes from reading the posted form, and not from a fault of ours."""
    if isinstance(exception, MultiValueDictKeyError):
        return True
    return isinstance(exception, (ValueError, KeyError, AttributeError)) and bool(
        functions_of(exception) & READERS_OF_FORMS
    )


def functions_of(exception):
    """Names of the functions that the exception went through."""
    names, frame = set(), exception.__traceback__
    while frame:
        names.add(frame.tb_frame.f_code.co_name)
        frame = frame.tb_next
    return names
