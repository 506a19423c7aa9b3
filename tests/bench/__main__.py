"""`make bench`: prints each measure beside its target, on both databases when PostgreSQL is found.

Ratios are of one run, in turns; absolute figures belong to the machine and only say how fast the floor is.
"""

import argparse
import gzip
import re
from contextlib import nullcontext

from tests.bench.client import Connection, Filler, in_turns, ratio
from tests.bench.site import Site, memory
from tests.postgresql import binaries, server

TEXT = "/textes/instruction-2011/2011-11-10/iv/"
TARGETS = {"SQLite": (0.60, 0.85), "PostgreSQL": (0.45, 0.85)}


def say(name: str, value: str, target: str = "") -> None:
    print(f"  {name:<68} {value:>24}   {target}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="turns of each page")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a turn")
    parser.add_argument("--without-large", action="store_true", help="without the lists and the bilan of many dossiers")
    options = parser.parse_args()
    measure_on("SQLite", nullcontext(""), options)
    if binaries():
        measure_on("PostgreSQL", server(), options)
    else:
        print("PostgreSQL was not found on this machine: left out.")


def measure_on(name: str, database, options) -> None:
    print(f"\n{name}")
    with database as url:
        site = Site(url)
        try:
            say("first migrate and load of both texts", f"{site.prepare():.1f} s", "at most 40 s")
            pages(site, name, options)
            inside(site, not options.without_large)
        finally:
            site.remove()


def pages(site: Site, name: str, options) -> None:
    cookies, draft = site.session(), site.inside("draft")
    with site.served(workers=1) as (_, _):
        nobody, physician = Connection(site.port), Connection(site.port, cookies)
        measures = {
            "constant": (nobody, "/floor/constant"),
            "text": (nobody, TEXT),
            "person": (physician, "/floor/person"),
            "stock person": (physician, "/floor/stock-person"),
            "text signed in": (physician, TEXT),
            "search": (nobody, "/recherche/?q=secret+m%C3%A9dical"),
            "step": (physician, draft["step"]),
            "step stored": Filler(physician, draft["step"], draft["fields"], draft["changed"]),
            "fiche": (physician, draft["page"]),
            "fiche stored": Filler(physician, draft["page"], draft["whole"], draft["changed"]),
        }
        rates = in_turns(measures, options.rounds, options.seconds)
        say_rates(rates, *TARGETS[name])
        transfer(nobody)
        nobody.http.close()
        physician.http.close()
    with site.served(workers=2) as (process, first):
        say("first 200 of a cold server, two workers", f"{first:.1f} s", "at most 4 s")
        for _ in range(100):
            Connection(site.port).once(TEXT)
        say("memory after 100 requests, two workers", f"{memory(process):.0f} MB", "at most 250 MB")


def say_rates(rates: dict[str, list[float]], anonymous: float, signed: float) -> None:
    """Print each page beside its floor, round by round."""
    say("constant view", f"{sorted(rates['constant'])[len(rates['constant']) // 2]:.0f} requests/s")
    show("text page / constant view", rates["text"], rates["constant"], f"at least {anonymous}")
    show("view that reads the person / constant view", rates["person"], rates["constant"])
    show("the same with Django's own sign-in / constant view", rates["stock person"], rates["constant"])
    for name, floor in (("as Django does", "stock person"), ("as the portal does", "person")):
        label = f"text page signed in / view that reads the person {name}"
        show(label, rates["text signed in"], rates[floor], f"at least {signed}")
    show("text page signed in / constant view", rates["text signed in"], rates["constant"], "at least 0.15")
    show("search over HTTP / constant view", rates["search"], rates["constant"])
    for name, label in (
        ("step", "a fiche step"),
        ("step stored", "storing a step"),
        ("fiche", "a fiche on one page"),
        ("fiche stored", "storing a fiche"),
    ):
        most = "at most 3" if name.startswith("step") else ""
        show(f"time of {label} / of the constant view", rates["constant"], rates[name], most)
        show(f"time of {label} / of the view that reads the person", rates["person"], rates[name])


def show(name: str, over: list[float], under: list[float], target: str = "") -> None:
    median, least, most = ratio(over, under)
    say(name, f"{median:.2f} ({least:.2f} to {most:.2f})", target)


def transfer(nobody: Connection) -> None:
    """The bytes of a first visit: page, sheet, script, fonts and icon, compressed as a proxy does."""
    page = nobody.get(TEXT)
    assets = sorted(set(re.findall(rb'(?:href|src)="(/static/[^"]+)"', page)))
    total = len(gzip.compress(page, 6))
    for asset in assets:
        body = nobody.get(asset.decode())
        total += len(body) if asset.endswith(b"woff2") else len(gzip.compress(body, 6))
    say(
        "first visit of a text page, compressed",
        f"{total / 1000:.1f} kB, {1 + len(assets)} requests",
        "at most 60 kB, 6",
    )


def inside(site: Site, large: bool) -> None:
    warm(site)
    if large:
        many(site)
    printing(site)


def warm(site: Site) -> None:
    made = site.inside("calls")
    say(
        "calls of Python: constant / person / a step shown / stored",
        " / ".join(str(made[name]) for name in ("constant", "person", "step", "stored")),
    )
    counts = site.inside("queries", TEXT)
    say(
        "queries of a warm text page, anonymous / signed in",
        f"{counts['anonymous']} / {counts['signed_in']}",
        "at most 1 / 4",
    )
    found = site.inside("search", "10000")
    for key, label, most in (
        ("texts", "both texts", "p50 at most 3 ms"),
        ("many", "10,000 more clauses", "p50 at most 10 ms"),
    ):
        say(
            f"search over {label}, p50 / p95",
            f"{found[key]['p50']:.1f} / {found[key]['p95']:.1f} ms",
            most,
        )


def many(site: Site) -> None:
    """What holds thousands of dossiers: minutes to make, so `--without-large` leaves it out."""
    for name, one in site.inside("lists", "100000").items():
        say(
            f"{name}, 100,000 dossiers / none",
            f"{one['ratio']:.2f} ({one['full']:.0f} / {one['empty']:.0f} ms, {one['queries']} queries)",
            "less than 3",
        )
    one = site.inside("bilans", "40000")
    cost = f"{one['seconds']:.0f} s, {one['peak']:.0f} MB"
    say(f"bilan of a year, {one['read']} dossiers read", cost, "at most 300 s")
    say("page of a bilan", f"{one['page']:.0f} ms, {one['queries']} queries", "at most 30 queries")


def printing(site: Site) -> None:
    printed = site.inside("documents")
    say("whole text as PDF, gathered and printed", f"{printed['text']:.0f} ms")
    say("state of the doctrine as PDF", f"{printed['doctrine']:.0f} ms")
    letters = site.inside("letters")
    say("a letter printed, warm", f"p50 {letters['printed']:.1f} ms", "at most 15 ms")
    say("a letter checked, printed, sealed and stored", f"p50 {letters['previewed']:.1f} ms")


if __name__ == "__main__":
    main()
