"""Every page of the dossiers, as each role sees it: whole, valid, accessible, narrow enough, and quiet."""

import re

import pytest
from playwright.sync_api import expect

from forms_app.services.demo import demonstration
from tests.browser import html, running
from tests.browser.touring import look_at, look_here

AUTHORITY = f"/administration/autorites/{demonstration.CODE}/"
SECRETARY = ("/dossiers/a-faire/", "/dossiers/", "/dossiers/chercher/", "/dossiers/nouveau/", "/dossiers/courriers/")
PAGES = {
    "secretariat": (*SECRETARY, "/dossiers/agenda/", "/dossiers/transferes/", "/dossiers/conservation/"),
    "medecin": ("/dossiers/a-faire/", "/dossiers/", "/dossiers/agenda/", "/bilan/"),
    "directeur": ("/dossiers/a-faire/", "/dossiers/", "/dossiers/saisine/", "/dossiers/notes/"),
    "ofii-secretariat": ("/dossiers/a-faire/", "/dossiers/", "/dossiers/courriers/"),
    "ofii-medecin-3": ("/dossiers/a-faire/", "/dossiers/"),
    "redacteur": (
        "/bilan/cadres/",
        "/bilan/cadres/instruction/2016/",
        "/bilan/cadres/instruction/2016/requests/",
        "/bilan/cadres/ofii/2025/nationalities/",
    ),
    "auditeur": ("/journal/", f"/journal/{demonstration.CODE}/"),
    "administrateur": (AUTHORITY, f"{AUTHORITY}prefectures/990/", "/administration/conservation/"),
}
#: Roles that open dossiers, and the page of each dossier that is theirs to look at beside it.
OPEN = {
    "secretariat": ("pieces/", "identite/", "transfert/", "auteur/"),
    "medecin": ("auteur/", "acces/"),
    "directeur": (),
    "ofii-secretariat": ("identite/", "pieces/", "college/"),
    "ofii-medecin-3": ("college/",),
}
#: Pages that a dossier has or not, with its regime and its state.
SOME = frozenset({"transfert/", "auteur/", "college/", "identite/"})
COMPARTMENT = {"medecin": "medical/", "directeur": "direction/"}


def dossiers_of(visitor, most=4):
    """Addresses of dossiers in different states, from the list."""
    visitor.go("/dossiers/")
    rows = visitor.page.locator("main tbody tr")
    expect(rows.first).to_be_visible()
    found = {}
    for row in rows.all():
        state = row.locator("td[data-label='État']").inner_text().splitlines()[0]
        found.setdefault(state, row.locator("a.ref").get_attribute("href"))
    return list(found.values())[:most]


def acts_of(visitor, most=2):
    return [link.get_attribute("href") for link in visitor.page.locator("a[href*='/actes/']").all()][:most]


def tour(visitor, role):
    """Each page of a role: its lists, dossiers in several states, their acts, what stands beside, refused forms."""
    seen = [look_at(visitor, path) for path in PAGES[role]]
    for path in dossiers_of(visitor) if role in OPEN else ():
        seen.append(look_at(visitor, path))
        seen += [look_at(visitor, act) for act in acts_of(visitor)]
        beside = [path + own for own in OPEN[role]]
        seen += [look_at(visitor, each) for each in beside if answers(visitor, each)]
        if role in COMPARTMENT:
            seen.append(look_at(visitor, path + COMPARTMENT[role]))
    if role == "secretariat":
        seen += [refused_registration(visitor), job(visitor), destruction(visitor)]
    if role == "directeur":
        seen += received(visitor)
    if role == "medecin":
        seen += year_of_work(visitor)
    if role == "administrateur":
        seen.append(refused_address(visitor))
    return seen


def answers(visitor, path):
    """Whether a page that only some dossiers have is there for this one."""
    return path.split("/")[-2] + "/" not in SOME or visitor.context.request.get(visitor.site.url + path).ok


def received(visitor):
    """A note of Paris and a referral without one, with an act of each."""
    seen = []
    for kind in ("notes", "saisines"):
        visitor.go("/dossiers/notes/")
        link = visitor.page.locator(f"main a.row-title[href^='/dossiers/{kind}/']").first
        expect(link).to_be_visible()
        seen.append(look_at(visitor, link.get_attribute("href")))
        seen += [look_at(visitor, act) for act in acts_of(visitor, 1)]
    return seen


def destruction(visitor):
    """The page of a destruction that waits for a second person."""
    visitor.go("/dossiers/conservation/")
    answer = visitor.follow(visitor.page.get_by_role("button", name="Proposer leur destruction").first)
    return look_here(visitor, visitor.proved(answer, running.PASSWORD))


def year_of_work(visitor):
    """A bilan from its draft to its sending: computed by the worker, frozen once refused, set beside other years."""
    path = f"/bilan/{demonstration.CODE}/2015/"
    seen = [look_at(visitor, path)]
    for each in (f"/bilan/{demonstration.CODE}/2016/", path):  # a year of dossiers, then one that is over
        computed(visitor, each)
        seen.append(look_at(visitor, each))
    seen.append(look_at(visitor, f"{path}figer/"))
    button = visitor.page.get_by_role("button", name="Figer ce bilan")
    seen.append(look_here(visitor, visitor.follow(button)))
    visitor.page.get_by_label("J’ai relu ces tableaux").check()
    seen.append(look_here(visitor, visitor.follow(button)))
    seen.append(look_here(visitor, visitor.follow(visitor.page.get_by_role("button", name="Noter l’envoi"))))
    return [*seen, look_at(visitor, f"{path}annees/")]


def computed(visitor, path):
    """Ask for a draft and wait for the worker: the page is opened again until it says so."""
    visitor.go(path)
    visitor.follow(visitor.page.get_by_role("button", name=re.compile("Calculer le brouillon|Recalculer")))
    for _ in range(60):
        visitor.go(path)
        try:
            expect(visitor.page.get_by_role("button", name="Recalculer")).to_be_visible(timeout=2000)
        except AssertionError:
            continue
        return
    raise AssertionError("the worker computed no bilan")


def refused_address(visitor):
    visitor.go(f"{AUTHORITY}prefectures/990/")
    answer = visitor.follow(visitor.page.get_by_role("button", name="Enregistrer l’adresse"))
    return look_here(visitor, answer)


def refused_registration(visitor):
    visitor.go("/dossiers/nouveau/")
    answer = visitor.follow(visitor.page.get_by_role("button", name="Enregistrer", exact=True))
    return look_here(visitor, answer)


def job(visitor):
    """The page of a job of one piece."""
    page = visitor.page
    visitor.go("/dossiers/courriers/")
    boxes = page.locator(".mail-list").first.get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    for box in boxes.all()[1:]:
        box.uncheck()
    answer = visitor.follow(page.get_by_role("button", name="Réunir pour l’impression").first)
    return look_here(visitor, answer)


@pytest.fixture(scope="module", params=list(PAGES))
def shown(request, own_site, open_visitor):
    visitor = open_visitor(own_site, request.param)
    seen = tour(visitor, request.param)
    visitor.context.close()
    return seen


def test_the_pages_of_dossiers_are_whole(shown):
    answered = {(page.path, page.status) for page in shown if page.status not in (200, 422)}
    faults = [f"{page.path}: {line}" for page in shown for line in (*page.axe, *page.faults)]
    faults += [
        f"{page.path}: {width} px, {more} beyond" for page in shown for width, more in page.overflow.items() if more
    ]
    faults += [f"{page.path}: {page.headings}" for page in shown if [level for level, _ in page.headings].count(1) != 1]
    with html.validator() as errors:
        faults += [f"{page.path}: {line}" for page in shown if page.status == 200 for line in errors(page.source)]
    assert not answered and not faults, "\n".join(faults)
