"""The bilan of a whole national year: time, memory, queries of its page (A-39, B-12)."""

import random
import time
import tracemalloc

YEAR = 2016


def measure(count: int) -> dict:
    """Return the seconds and the peak of memory, in MB, that a draft of so many dossiers takes, and its page's cost."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from forms_app.services.bilan import bilans, computing
    from forms_app.services.trace.journal import Origin
    from tests.forms_app.bilan import synthetic

    member = physician()
    drawn = random.Random(1)  # noqa: S311 - made-up dossiers
    for start in range(0, count, 2000):
        tellings = [synthetic.tell(drawn, YEAR) for _ in range(min(2000, count - start))]
        synthetic.write(member.authority, member.user, tellings, first=start + 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    row = bilans.ask(origin=Origin(member.user), membership=member, year=YEAR)
    begun = time.perf_counter()
    read = computing.work(row.pk).total
    seconds = time.perf_counter() - begun
    tracemalloc.start()
    computing.compute(member.authority, YEAR)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(member.user)
    address = f"/bilan/{member.authority.code}/{YEAR}/"
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        begun = time.perf_counter()
        status = browser.get(address).status_code
        page = 1000 * (time.perf_counter() - begun)
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")
    return {"read": read, "seconds": seconds, "peak": peak, "page": page, "queries": len(captured)}


def physician():
    """The physician of a new authority."""
    from datetime import date

    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from forms_app.enums import CaseRole
    from forms_app.models import Authority, AuthorityName, Membership, Prefecture

    people = get_user_model().objects
    authority = Authority.objects.create(code="banc-bilan", kind="ars", demonstration=True)
    AuthorityName.objects.create(authority=authority, name="Autorité du banc")
    Prefecture.objects.create(code="bilan", name="Préfecture du banc", authority=authority)
    return Membership.objects.create(
        user=people.create_user("banc-bilan", password=None), authority=authority, role=CaseRole.PHYSICIAN,
        starts_on=date(2015, 1, 1), proposed_by=people.get(username="administrateur"), proposed_at=timezone.now(),
        confirmed_by=people.get(username="administratrice"), confirmed_at=timezone.now(),
    )  # fmt: skip
