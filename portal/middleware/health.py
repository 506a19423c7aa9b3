"""The health check before the names of hosts are looked at: a supervisor asks the machine, not the site."""

from portal.views.health import healthz

_ADDRESS = "/healthz"


class HealthMiddleware:
    """Answers the health check under any host; everything else goes on, and a host that is not ours is refused."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return healthz(request) if request.path_info == _ADDRESS else self.get_response(request)
