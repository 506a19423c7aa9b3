"""One reference changes: every page and panel that shows it shows the change, no other does, and the list said so."""

import re

import pytest
from django.core.management import call_command

from forms_app import fiches
from forms_app.services.doctrine import beside
from forms_app.services.fiches import sources
from guidance.enums import Regime
from guidance.models import Reference, SectionPage
from guidance.rendering import uses
from guidance.views import page_cache

pytestmark = pytest.mark.django_db
MOVED = "https://exemple.invalid/adresse-nouvelle"


@pytest.fixture(autouse=True)
def nothing_held():
    """Tests give the same version number to other pages, which a real site never does."""
    page_cache.clear()
    yield
    page_cache.clear()


def main(html):
    [found] = re.findall(r"<main\b.*?</main>", html, re.DOTALL)
    return re.sub(r'name="csrfmiddlewaretoken"[^>]+>', "", found)


def pages(client):
    """Every section, every record, and the lists, as a reader without account sees them."""
    sections = [page.url for page in SectionPage.objects.published().public()]
    records = [f"/references/{row.slug}/" for row in Reference.objects.all()]
    paths = [*sections, *records, "/references/", "/references/coordonnees/", "/glossaire/", "/concordance/", "/"]
    return {path: main(client.get(path).content.decode()) for path in paths}


def panels():
    """The clauses beside each question of each fiche, and the pad of sources of each regime."""
    found = {}
    for fiche in fiches.FICHES:
        for entry in beside.panel(fiche, None, {}).entries:
            for question in entry.questions:
                words = str(entry.read.html) if entry.read else ""
                found[f"{fiche.key}/{question}"] = found.get(f"{fiche.key}/{question}", "") + words
    return found, {regime: str(sources.library(regime)) for regime in Regime}


@pytest.mark.parametrize("slug", ["gip-esther", "unaids", "oms"])
def test_the_pages_that_follow_a_reference_are_those_of_its_list(client, slug):
    call_command("load_fiches", verbosity=0)
    row = Reference.objects.filter(slug__startswith=slug).exclude(url="").order_by("pk").first()
    row = row or Reference.objects.exclude(url="").exclude(citations__printed="").order_by("pk").last()
    listed = uses.of(row)
    before, (beside_before, pads_before) = pages(client), panels()
    row.url = MOVED
    row.save()
    after, (beside_after, pads_after) = pages(client), panels()
    changed = {path for path in before if before[path] != after[path]}
    named = {use.url.partition("#")[0] for use in listed if use.url}
    own = {f"/references/{row.slug}/", "/references/"}
    assert named and changed - own == named
    assert f"/references/{row.slug}/" in changed
    assert all(MOVED in after[path] for path in changed)
    moved = {place for place in beside_before if beside_before[place] != beside_after[place]}
    assert all(MOVED in beside_after[place] for place in moved)
    assert len([use for use in listed if not use.url]) == len(moved)
    assert any(pads_before[regime] != pads_after[regime] for regime in Regime)
