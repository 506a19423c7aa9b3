"""What supervisors ask, before the names of hosts are looked at: they ask the machine, not the site."""

from portal.views.health import healthz, metrics, ready

_ANSWERS = {"/healthz": healthz, "/readyz": ready, "/metrics": metrics}


class HealthMiddleware:
    """Answers supervisors under any host; everything else goes on, and a host that is not ours is refused."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = _ANSWERS.get(request.path_info, self.get_response)
        return answer(request)
