"""What is measured inside one process: sessions, queries of a warm page, search, documents. Prints one JSON line."""

import json
import statistics
import sys
import time

import django


def session(username: str) -> dict:
    """Make a signed-in session and return its key."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    return {"key": client.session.session_key}


def queries(path: str) -> dict:
    """Return the SQL queries of a warm page, without account and signed in."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counts = {}
    for name in ("anonymous", "signed_in"):
        client = Client(headers={"host": "127.0.0.1"})
        if name == "signed_in":
            client.force_login(get_user_model().objects.get(username="medecin"))
        for _ in range(2):
            client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(path)
        counts[name] = len(captured)
    return counts


def search(copies: str) -> dict:
    """Return median and 95th percentile of a search in milliseconds, over the texts and over `copies` more entries."""
    from guidance.search import index
    from guidance.search.query import search as find
    from guidance.search.registry import EntryData
    from guidance.search.sources import CLAUSE, Clauses

    asked = _questions()
    result = {"texts": _times(find, asked)}
    real = [entry for entry in Clauses().entries()]
    many = [
        EntryData(
            key=f"copie/{number}",
            kind=CLAUSE,
            title=real[number % len(real)].title,
            url="/",
            text=f"{real[number % len(real)].text} {real[(number * 7) % len(real)].text}",
            text_slug=f"copie-{number % 20}",
        )
        for number in range(int(copies))
    ]
    index.replace(CLAUSE, "copies", many)
    result["many"] = _times(find, asked)
    index.replace(CLAUSE, "copies", [])
    return result


def _questions() -> list[str]:
    from pathlib import Path

    import yaml

    path = Path(__file__).parent.parent / "guidance" / "search" / "expectations.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = rows if isinstance(rows, list) else next(value for value in rows.values() if isinstance(value, list))
    return [next(row[key] for key in ("query", "q") if key in row) for row in rows]


def _times(find, asked: list[str]) -> dict:
    nobody = frozenset()
    for words in asked[:10]:
        find(words, reader_groups=nobody)
    taken = []
    for words in asked:
        start = time.perf_counter()
        find(words, reader_groups=nobody)
        taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    return {"p50": statistics.median(taken), "p95": taken[int(len(taken) * 0.95)]}


def documents() -> dict:
    """Return the milliseconds of a whole text and of the state of the doctrine, gathered and printed, warm."""
    from django.utils import timezone

    from guidance.documents import render_doctrine_pdf, render_text_pdf
    from guidance.models import EditionPage
    from guidance.services import printing

    today = timezone.localdate()
    edition = EditionPage.objects.published().order_by("path").first()
    jobs = {
        "text": lambda: render_text_pdf(printing.text_document(edition, today)),
        "doctrine": lambda: render_doctrine_pdf(printing.doctrine_document(today, today)),
    }
    return {name: _warm(job) for name, job in jobs.items()}


def letters() -> dict:
    """Return the milliseconds of a filled fiche 3: printed, then checked, printed and sealed as a preview does it."""
    from django.contrib.auth import get_user_model

    from forms_app.documents import render_letter
    from forms_app.models import Letter
    from forms_app.services.fiches import drafts
    from forms_app.services.fiches import letters as previews
    from tests.forms_app.documents import facsimile

    person = get_user_model().objects.get(username="medecin")
    draft = drafts.start(person, "avis", "ars", without_file=False).row
    frozen = facsimile.frozen("3")

    def preview():
        Letter.objects.filter(run=draft.run).delete()
        previews.preview(draft, frozen.letter)

    return {"printed": _warm(lambda: render_letter(frozen), 50), "previewed": _warm(preview, 50)}


def draft() -> dict:
    """Make a draft of fiche 3, filled; return the addresses of its second step and of its page, and what they post."""
    from django.contrib.auth import get_user_model
    from django.urls import reverse

    from forms_app.services.fiches import drafts
    from tests.forms_app.wizard.filling import AVIS, posted, values, whole

    person = get_user_model().objects.get(username="medecin")
    opened = drafts.start(person, "avis", "ars", without_file=False)
    drafts.keep(opened, {slug: values(typed) for slug, typed in AVIS.items()}, 0)
    seen = {"version": "999999999"}  # as if it had seen every version: nothing conflicts
    return {
        "step": reverse("forms_app:step", args=(opened.row.pk, "identite")),
        "page": reverse("forms_app:page", args=(opened.row.pk,)),
        "fields": posted("identite", AVIS["identite"]) | seen,
        "whole": whole(AVIS) | seen,
        "changed": "identite-person",
    }


def lists(count: str) -> dict:
    """Return the milliseconds and queries of both lists, empty and with `count` dossiers, and the ratios."""
    from tests.bench import lists as dossiers

    return dossiers.measure(int(count))


def calls() -> dict:
    """Return the calls of Python that the floors, a step of a fiche and its storing make."""
    from tests.bench import calls as counted

    return counted.measure(session("medecin")["key"], draft())


def bilans(count: str) -> dict:
    """Return what the bilan of a year of `count` made-up dossiers costs, and its page."""
    from tests.bench import bilans as years

    return years.measure(int(count))


def _warm(job, turns: int = 5) -> float:
    job()
    taken = []
    for _ in range(turns):
        start = time.perf_counter()
        job()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


if __name__ == "__main__":
    django.setup()
    measures = (session, queries, search, documents, letters, draft, lists, calls, bilans)
    measure = {each.__name__: each for each in measures}[sys.argv[1]]
    print(json.dumps(measure(*sys.argv[2:])))
