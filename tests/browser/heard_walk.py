"""A fiche walked as it is heard: how it begins, each step empty then refused, the review; or the whole on one page."""

import re

from playwright.sync_api import expect

from forms_app import fiches
from forms_app.enums import Kind
from tests.browser.hearing import heard, heard_whole

#: Answers that are refused wherever they stand, and boxes left empty where an answer is needed.
SPOIL = """() => {
  for (const box of document.querySelectorAll("#etape input[type=text]")) {
    if (!box.checkVisibility()) continue;
    box.value = "date" in box.dataset ? "32/13/2016" : box.inputMode === "numeric" ? "beaucoup" : "";
  }
  for (const box of document.querySelectorAll("#etape textarea")) box.value = "";
}"""


#: The first choice everywhere, but a duration in months: those that open the most.
CHOOSE = """() => {
  for (const group of document.querySelectorAll("#etape fieldset")) {
    const boxes = group.querySelectorAll("input[type=radio]");
    boxes[group.classList.contains("q-duration") ? 1 : 0]?.click();
  }
}"""
READ = (Kind.DATE, Kind.BIRTH_DATE, Kind.MONTHS)


def begun(visitor, key, authority):
    """Begin a draft of a fiche, by its authority's rank; returns what was heard on the way and its address."""
    page, said = visitor.page, {}
    visitor.go(f"/fiches/nouvelle/{key}/")
    said["commencer"] = heard(page)
    visitor.follow(page.get_by_role("button", name="Commencer"))
    said["commencer, refusé"] = heard(page)
    if authority is not None:
        page.locator("input[name=autorite]").nth(authority).check()
    page.locator("input[name=dossier]").first.check()
    visitor.follow(page.get_by_role("button", name="Commencer"))
    expect(page).to_have_url(re.compile(r"/fiches/brouillons/[0-9a-f-]{36}/"))
    return said, re.match(r"(.*/brouillons/[0-9a-f-]{36}/)", page.url)[1]


def steps(visitor, key, authority):
    """Return what is heard on each screen of a fiche filled step by step, by its name; the first one whole."""
    page = visitor.page
    said, run = begun(visitor, key, authority)
    for rank, step in enumerate(fiches.get(key).steps):
        page.goto(f"{run}{step.slug}/")
        said[step.slug] = heard(page) if rank else heard_whole(page)
        if any(question.required or question.kind in READ for question in step.questions):
            said |= {f"{step.slug}, refusé": words for words in [_refused(page, SPOIL)] if words}
    page.goto(f"{run}relecture/")
    said["relecture"] = heard(page)
    return said


def one_page(visitor, key, authority):
    """Return what is heard of a fiche on one page: empty, refused, refused with the questions that answers open."""
    page = visitor.page
    _, run = begun(visitor, key, authority)
    page.goto(f"{run}page/")
    empty = heard(page)
    return {"page": empty, "page, refusée": _refused(page, SPOIL), "page, ouverte": _refused(page, CHOOSE)}


def _refused(page, script):
    """Fill the page and send it, without the save that its script makes; return what is heard if it is refused."""
    page.evaluate(script)
    with page.expect_navigation() as arrived:
        page.evaluate("HTMLFormElement.prototype.submit.call(document.getElementById('etape'))")
    return heard(page) if arrived.value.status == 422 else []
