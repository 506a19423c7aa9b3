"""Both lists of dossiers, of an authority that has none and then a great many: the same page, in one run."""

import statistics
import time
from datetime import date, timedelta

ADDRESSES = {"what waits": "/dossiers/a-faire/", "all dossiers": "/dossiers/"}
#: States of a service that has lived: most dossiers are closed, one in twenty waits for the secretary.
STATES = (
    *("closed",) * 15,
    *("avis-transmitted", "closed-without-avis", "under-review", "under-review", "report-received"),
)
TURNS = 15


def measure(count: int) -> dict:
    """Return for each list the median milliseconds of its first page, its queries, and the ratio to the empty one."""
    browser, authority, user = secretary()
    empty = {name: timed(browser, address) for name, address in ADDRESSES.items()}
    fill(authority, user, count)
    full = {name: timed(browser, address) for name, address in ADDRESSES.items()}
    return {
        name: {
            "empty": empty[name][0],
            "full": full[name][0],
            "ratio": full[name][0] / empty[name][0],
            "queries": f"{full[name][1]} / {empty[name][1]}",
        }
        for name in ADDRESSES
    }


def secretary():
    """A browser signed in as the secretary of a new authority, which has no dossier."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.utils import timezone

    from forms_app import enums
    from forms_app.models import Authority, AuthorityName, Membership, Prefecture

    people = get_user_model().objects
    user = people.create_user("banc", password=None)
    authority = Authority.objects.create(code="banc", kind=enums.Authority.ARS, demonstration=True)
    AuthorityName.objects.create(authority=authority, name="Autorité du banc")
    Prefecture.objects.create(code="banc", name="Préfecture du banc", authority=authority)
    Membership.objects.create(
        user=user, authority=authority, role=enums.CaseRole.SECRETARY, starts_on=date(2015, 1, 1),
        proposed_by=people.get(username="administrateur"), proposed_at=timezone.now(),
        confirmed_by=people.get(username="administratrice"), confirmed_at=timezone.now(),
    )  # fmt: skip
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(user)
    return browser, authority, user


def fill(authority, user, count: int) -> None:
    """Dossiers as lists read them, without a person: their content is not opened by a list."""
    from django.db import connection
    from django.utils import timezone

    from forms_app.models import Dossier
    from forms_app.models.dossiers import NO_LIMIT
    from forms_app.services.dossiers import dossier_marks

    today, prefecture = timezone.localdate(), authority.prefectures.get()
    known = {
        "authority": authority, "initials": "A. B.", "person": b"", "prefecture": prefecture, "matter": "residence",
        "registered_on": date(2016, 3, 10), "residence": "35", "appeal_state": "no-appeal", "opened_by": user,
        "humanitarian_state": "nothing", "marks_version": dossier_marks.VERSION,
    }  # fmt: skip

    def row(number: int) -> Dossier:
        state = STATES[number % len(STATES)]
        waits = state == "report-received"
        due = today + timedelta(days=number % 400 - 20) if waits else NO_LIMIT
        kept = {"avis_state": state, "for_secretary": waits, "due_on": due, "due_rule": "notice" if waits else ""}
        return Dossier(year=2000 + number // 5000, number=number % 5000, **known, **kept)

    Dossier.objects.bulk_create(map(row, range(count)), batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def timed(browser, address: str) -> tuple[float, int]:
    """Return the median milliseconds of a page, once warm, and its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser.get(address)
    taken = []
    for _ in range(TURNS):
        start = time.perf_counter()
        answer = browser.get(address)
        taken.append(1000 * (time.perf_counter() - start))
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    return statistics.median(taken), len(captured)
