"""A person who fills a fiche over HTTP as a browser does: reads the page, keeps its hidden fields, posts them back."""

import re
from html import unescape

from django.urls import reverse

from forms_app import fiches
from forms_app.services import drafts

#: Answers of a whole avis, by step: what a physician types.
AVIS = {
    "demande": {"registered_on": "14/11/2016"},
    "identite": {"person": "Ayoub Essai", "birth_date": "3/9/81", "birth_place": "Ville d’essai", "address": "1 rue A"},
}


class Filling:
    """One window on one draft."""

    def __init__(self, client, draft):
        self.client, self.run, self.fiche = client, draft.run, fiches.get(draft.fiche)
        self.owner = draft.owner

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
        data = {f"{slug}-{name}": value for name, value in answers.items()}
        return self.client.post(self.url("step", slug), {"version": shown, "etape": slug, **data, **more})

    def stored(self, key=None):
        """What the draft holds, by step and question."""
        return drafts.load(self.owner, self.run, key).typed

    def fill(self, answers):
        """Fill several steps in the order given; every one of them must be accepted."""
        for slug, typed in answers.items():
            response = self.post(slug, typed)
            assert response.status_code == 302, (slug, errors(response))
        return self


def hidden(response, name):
    """The value of a hidden field of a page."""
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def errors(response):
    """What a page says is wrong."""
    found = re.findall(r'class="error"[^>]*>.*?<span>(.*?)</span>', response.content.decode(), re.S)
    return [unescape(words) for words in found]
