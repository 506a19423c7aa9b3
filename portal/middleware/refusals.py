"""A method that an address does not know is refused in words: Django answers it with an empty page."""

from django.shortcuts import render


class RefusedMethodMiddleware:
    """Gives the page of a 405 to what a view refused without a word; `Allow` stays as the view said it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.streaming or response.content:
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers.get("Allow", "")
        return page
