"""A person who fills a fiche over HTTP as a browser does: reads the page, keeps its hidden fields, posts them back."""

import re
from html import unescape

from django.urls import reverse

from forms_app import fiches
from forms_app.services.fiches import drafts

#: A whole avis as a physician types it, step by step; synthetic.
AVIS = {
    "demande": {"registered_on": "14/11/2016", "matter": "residence"},
    "identite": {"person": "Ayoub Essai", "birth_date": "3/9/81", "birth_place": "Villessai", "address": "1 rue Basse"},
    "prise-en-charge": {"care": "needed"},
    "gravite": {"gravity": "can"},
    "traitement": {"treatment": "exists"},
    "duree": {"duration": "months", "months": "12", "travel": "can"},
    "signature": {"letter_date": "12/01/2017", "signatory_name": "Camille Aubrac", "signatory_quality": "médecin"},
}


class Filling:
    """One window on one draft."""

    def __init__(self, client, draft):
        self.client, self.run, self.fiche = client, draft.run, fiches.get(draft.fiche)
        self.owner = draft.owner
        self.key = (client.cookies.get(f"fiche-{self.run.hex[:8]}") or None) and self.key_cookie()

    def key_cookie(self):
        return self.client.cookies[f"fiche-{self.run.hex[:8]}"].value

    def url(self, name, *args):
        return reverse(f"forms_app:{name}", args=[self.run, *args])

    def get(self, slug):
        """The page of a step."""
        return self.client.get(self.url("step", slug))

    def version(self, slug):
        """The version that the page of a step shows."""
        return hidden(self.get(slug), "version")

    def post(self, slug, answers, version=None, **more):
        """Post a step as its page does, from the version shown now unless another is given."""
        shown = self.version(slug) if version is None else version
        return self.client.post(self.url("step", slug), posted(slug, answers) | {"version": shown} | more)

    def stored(self):
        """What the draft holds, by step and question."""
        return self.opened().typed

    def opened(self):
        return drafts.load(self.owner, self.run, self.key)

    def fill(self, answers):
        """Fill several steps in the order given; every one of them must be accepted."""
        for slug, typed in answers.items():
            response = self.post(slug, typed)
            assert response.status_code == 302, (slug, errors(response))
        return self

    def preview(self):
        """Ask for the letter from the review."""
        response = self.client.post(self.url("review"), {"faire": "lettre"})
        assert response.status_code == 302, errors(response)
        return self.client.get(self.url("letter"))

    def deliver(self, shown):
        """Press the last button of a preview."""
        return self.client.post(self.url("letter"), {"faire": "remettre", "lettre": hidden(shown, "lettre")})


def posted(slug, answers):
    """The fields that a step posts."""
    return {"etape": slug} | {f"{slug}-{name}": value for name, value in answers.items()}


def whole(answers):
    """The fields that the page of a whole fiche posts."""
    fields = {"etape": list(answers)}
    for slug, typed in answers.items():
        fields |= {f"{slug}-{name}": value for name, value in typed.items()}
    return fields


def values(answers):
    """Answers as a draft holds them: lists of what was posted."""
    return {name: [value] for name, value in answers.items()}


def hidden(response, name):
    """The value of a hidden field of a page."""
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def errors(response):
    """What a page says is wrong."""
    text = response.content.decode()
    found = re.findall(r'class="error"[^>]*>(?:<svg.*?</svg>)?<span>(.*?)</span>', text, re.S)
    found += re.findall(r"<li><a href=\"#[^>]*>(.*?)</a></li>", text, re.S)
    return [unescape(words) for words in found]


def standing(response):
    """Where the list of steps says that each one stands, by slug."""
    steps = response.content.decode().partition('<ol class="stepper">')[2].partition("</ol>")[0]
    stands = r'name="wizard_goto_step" value="([a-z-]+)".*?<span class="vh">&nbsp;: ([^<]*)</span>'
    return dict(re.findall(stands, steps))
