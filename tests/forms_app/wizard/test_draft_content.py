"""A change of a draft leaves alone the content that it was made from: an attempt that fails has changed nothing."""

import copy

import pytest

from forms_app.services.fiches import drafts, held, sources
from forms_app.wizard import outcome

TYPED = {"person": ["Zéphyrine Planté"]}
ACTS = {
    "keep": lambda draft: drafts.keep(draft, {"identite": {"person": ["Autre"]}, "avis": {"care": ["oui"]}}, 9),
    "conflict": lambda draft: drafts.keep(draft, {"identite": {"person": ["Une troisième"]}}, 0),
    "settle": lambda draft: drafts.settle(draft, "identite", 0),
    "clear": lambda draft: drafts.clear(draft, frozenset({"person"})),
    "maintain": lambda draft: held.maintain(draft, "autre", ["care"]),
    "reopen": lambda draft: held.reopen(draft, "rappel"),
    "source": lambda draft: sources.add(draft, "Deuxième"),
    "no source": lambda draft: sources.remove(draft, draft.content["sources"][0]["id"]),
    "country": lambda draft: sources.choose_country(draft, ""),
    "departures": lambda draft: outcome.choose_deviations(draft, frozenset({"une"})),
    "preview": lambda draft: outcome.remember_preview(draft, {"digest": "a"}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_was_read_stands_as_it_was(act, django_user_model):
    draft = drafts.start(django_user_model.objects.create_user("aubrac"), "avis", "ars", without_file=False)
    drafts.keep(draft, {"identite": TYPED}, 0)
    drafts.keep(draft, {"identite": {"person": ["Ailleurs"]}}, 0)
    held.maintain(draft, "rappel", ["person"])
    sources.add(draft, "Première")
    read, before, version = draft.content, copy.deepcopy(draft.content), draft.row.version
    act(draft)
    assert read == before
    assert (draft.row.version, draft.content != before) == (version + 1, True)
