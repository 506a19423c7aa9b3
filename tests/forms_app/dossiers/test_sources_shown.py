"""No page of dossiers shows the key of a source, whoever reads it."""

import pytest

from forms_app import urls_dossiers
from tests.forms_app.dossiers import marked
from tests.forms_app.dossiers.test_every_address import path_of
from tests.forms_app.dossiers.test_sources_cited import shown_raw


@pytest.mark.django_db
@pytest.mark.usefixtures("open_and_undone")
@pytest.mark.parametrize("actor", ["medecin", "secretariat", "directeur", "valideur"])
def test_no_page_of_dossiers_shows_a_key(actor, people, rows):
    browser, found = marked.browser_of(people[actor]), {}
    patterns = [str(each.pattern) for each in urls_dossiers.urlpatterns]
    paths = {path_of(pattern, row) for pattern in patterns for row in rows.values()} - {None}
    assert len(paths) > 50
    for path in sorted(paths):
        response = browser.get(path)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            found[path] = shown_raw(response.content.decode())
    assert {path: keys for path, keys in found.items() if keys} == {}
