"""More than a person asks for in an hour is refused until the next, with the time to wait; nothing typed is lost."""

from django.shortcuts import render

from portal.accounts.bounds import flow_of, is_too_much, seconds_left
from portal.middleware.held import LOCK_FIELD, PROOF_FIELDS

_NOT_TYPED = ("csrfmiddlewaretoken", LOCK_FIELD)


class BoundsMiddleware:
    """Counts what `accounts.bounds` names, below the closed door: nobody without a session is counted."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        flow = flow_of(request.resolver_match.view_name, request.method)
        if flow is None or not request.user.is_authenticated or not is_too_much(flow, request.user):
            return None
        seconds = seconds_left()
        shown = {"flow": flow, "minutes": -(-seconds // 60), "fields": typed(request.POST)}
        answer = render(request, "portal/pages/too_much.html", shown, status=429)
        answer.headers["Retry-After"] = str(seconds)
        return answer


def typed(posted) -> list[tuple[str, str]]:
    """Return what a person typed, field by field, to be sent again; never a password given before a grave act."""
    return [
        (name, value)
        for name, values in posted.lists()
        if name not in _NOT_TYPED and not name.startswith(PROOF_FIELDS)
        for value in values
    ]
