"""Headers of every response: identity of the request, what a browser may keep, load and use."""

import logging
import uuid
from contextvars import ContextVar
from dataclasses import replace

from csp.middleware import CSPMiddleware
from django.conf import settings

REQUEST_ID = ContextVar("request_id", default="-")
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class RequestIdMiddleware:
    """Gives each request an identifier of our own making, said in the response and in each line of the log."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.request_id = uuid.uuid4().hex
        token = REQUEST_ID.set(request.request_id)
        try:
            response = self.get_response(request)
        finally:
            REQUEST_ID.reset(token)
        response.headers["X-Request-Id"] = request.request_id
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        return response


class RequestIdFilter(logging.Filter):
    """Adds `request_id` to a log record."""

    def filter(self, record):
        record.request_id = REQUEST_ID.get()
        return True


class NoStoreMiddleware:
    """Nothing read with a session stays in the browser: after signing out, Back must show nothing (D7).

    Nor does a refusal, which a cache on the way may keep by itself and give to whom it was not said.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        arrived_with_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        response = self.get_response(request)
        opened = settings.SESSION_COOKIE_NAME in response.cookies
        if arrived_with_session or opened or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store, private"
        return response


class ContentSecurityMiddleware(CSPMiddleware):
    """The strict policy everywhere; under the desk, the hash of the empty style element that Draftail writes."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith("/admin/"):
            return replace(parts, update={**(parts.update or {}), "style-src": list(settings.CSP_ADMIN_STYLES)})
        return parts
