"""With ten thousand references every page of theirs, the search and the desk ask as many questions as with few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.models import CoveredCountry, CoveredGroup, Reference
from guidance.search import index

pytestmark = pytest.mark.django_db
MANY = 10_000
READ = (
    "/references/",
    "/references/?pays=ML",
    "/references/?pays=ML&groupe=vih",
    "/references/?pays=ML&nature=association&page=3",
    "/references/?famille=toutes&etat=to-check",
    "/references/gip-esther/",
    "/references/essai-7/?pays=ML",
    "/recherche/?q=ressource",
    "/recherche/?q=ressource&type=reference",
)
KEPT = ("/admin/", "/admin/guidance/reference/", "/admin/guidance/reference/?q=ressource", "/admin/suivi/reference/")


def grow(first, last):
    """References of one country and one group, numbered from `first` to `last`, and the index that finds them."""
    rows = Reference.objects.bulk_create(
        Reference(
            slug=f"essai-{number}",
            title=f"Ressource {number}",
            publisher="Organisme d’essai",
            url=f"https://exemple.invalid/{number}",
            kind="association",
            scope="listed",
        )
        for number in range(first, last)
    )
    CoveredCountry.objects.bulk_create([CoveredCountry(reference=row, code="ML") for row in rows], batch_size=2_000)
    CoveredGroup.objects.bulk_create([CoveredGroup(reference=row, code="vih") for row in rows], batch_size=2_000)
    index.rebuild()


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
        assert answer.status_code == 200, path
    return len(queries), answer.content.decode()


def test_no_page_asks_more_questions_of_ten_thousand_references_than_of_a_hundred(signed_in):
    browser = signed_in("redacteur")
    grow(0, 100)
    for path in READ + KEPT:
        browser.get(path)  # what a process or a session asks once
    few = {path: asked(browser, path)[0] for path in READ + KEPT}
    grow(100, MANY)
    many = {path: asked(browser, path) for path in READ + KEPT}
    assert {path: count for path, (count, _) in many.items()} == few
    for path in ("/references/?pays=ML", "/recherche/?q=ressource", "/admin/guidance/reference/?q=ressource"):
        assert "Ressource 1" in many[path][1], path
