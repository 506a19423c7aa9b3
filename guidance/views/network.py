"""The page of the alerts and meetings of the network: open reading, filters are addresses (G14)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance import coverage
from guidance.rendering import frames, network
from guidance.views import preferences
from guidance.views.access import open_reading


@open_reading
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What stands today, then the archives; `?groupe=` and `?pays=` keep what is about one of each."""
    today = timezone.localdate()
    group = request.GET.get("groupe", "") if request.GET.get("groupe", "") in coverage.groups() else ""
    country = request.GET.get("pays", "") if request.GET.get("pays", "") in coverage.countries() else ""
    standing = network.standing(today)
    context = {
        "alerts": network.chosen(standing["alerts"], group, country),
        "meetings": network.chosen(standing["meetings"], group, country),
        "archives": network.chosen(network.archives(today), group, country),
        "group": group,
        "country": country,
        "regime": frames.regime_bar(preferences.of(request), suite=request.path),
        **network.choices(),
    }
    return render(request, "guidance/network/news.html", context)
