"""What is sent and cannot be read: too much of it has a page of its own, which says what to do."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.shortcuts import render
from django.views.defaults import bad_request

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def unreadable(request, exception):
    """Answer 413 to a form with too much in it, 400 to anything else that cannot be read."""
    if isinstance(exception, _TOO_MUCH):
        return render(request, "413.html", status=413)
    return bad_request(request, exception)
