"""Requests of a hostile visitor, from one seed: hostile queries, arguments, forms, bodies, methods and headers."""

import random
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from lxml import html

from tests.access import ARGUMENT
from tests.hostile import words

KINDS = ("asked", "argument", "raw", "method", "dressed", "made_up")
FORM = "application/x-www-form-urlencoded"


@dataclass
class Attack:
    """One request: what the client sends as it stands."""

    kind: str
    path: str
    method: str = "GET"
    query: str = ""
    body: bytes = b""
    content_type: str = ""
    headers: dict = field(default_factory=dict)

    def send(self, browser):
        """Send it; a client that raises nothing answers 500 for a fault of the server."""
        return browser.generic(
            self.method, self.path, self.body, self.content_type, QUERY_STRING=self.query, **self.headers
        )


@dataclass
class Seen:
    """What a page showed: its forms (method, path, fields) and the names of the queries that it links to."""

    forms: list
    names: list


class Attacker:
    """Writes attacks on one address after another, always the same ones for a seed."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)  # noqa: S311 - the same attack every time

    # --- Words -------------------------------------------------------------------------------------------------------
    def word(self):
        """A hostile value; one in eighty is as long as a megabyte, one in forty no text at all."""
        drawn = self.random.random()
        if drawn < 0.0125:
            return words.MEGABYTE
        return words.SURROGATE if drawn < 0.0375 else self.random.choice(words.WORDS)

    def query(self, names):
        """A hostile query string, with names of the page and names that no page gives."""
        chosen = self.random.choices([*names, *names, *words.QUERY_NAMES], k=self.random.randint(1, 4))
        pairs = [(name, self.word()) for name in chosen for _ in range(self.random.choice((1, 1, 1, 3)))]
        return "&".join(f"{quote_plus(name)}={quote_plus(short(value))}" for name, value in pairs)

    # --- Attacks -----------------------------------------------------------------------------------------------------
    def attacks(self, path, pattern, seen, kinds):
        """So many kinds of attacks on an address, and each form that its page shows to that person, spoilt."""
        for kind in self.random.sample(KINDS, kinds):
            yield getattr(self, kind)(path, pattern, seen)
        for form in seen.forms if kinds == len(KINDS) else seen.forms[-2:]:
            yield self.form(form)

    def asked(self, path, pattern, seen):
        """A hostile query: names of the page, names that no page gives."""
        return Attack("query", path, query=self.query(seen.names))

    def argument(self, path, pattern, seen):
        """An address whose arguments are hostile: the whole of one part, or of several."""
        parts = path.split("/")
        places = [number for number, part in enumerate(parts) if part and (part.isdecimal() or "-" in part)]
        if ARGUMENT.search(pattern) and places:
            for place in self.random.sample(places, self.random.randint(1, len(places))):
                parts[place] = quote(short(self.word()), safe="")[:3_000]
        else:
            parts.insert(self.random.randrange(1, len(parts) + 1), quote(short(self.word()), safe="")[:3_000])
        return Attack("argument", "/".join(parts), self.random.choice(("GET", "GET", "POST")))

    def raw(self, path, pattern, seen):
        """A body that is not what it says, or nothing that can be read."""
        body, content_type = self.random.choice(words.BODIES)
        return Attack("body", path, "POST", body=body, content_type=content_type)

    def method(self, path, pattern, seen):
        """A method that few addresses know."""
        body = self.random.choice((b"", b'{"a": 1}', b"a=1"))
        return Attack("method", path, self.random.choice(words.METHODS), body=body, content_type="application/json")

    def dressed(self, path, pattern, seen):
        """Hostile headers and cookies."""
        method = self.random.choice(("GET", "POST"))
        return Attack("header", path, method, content_type=FORM, headers=dict(self.random.choice(words.HEADERS)))

    def made_up(self, path, pattern, seen):
        """A form with names that the address did not ask for."""
        names = self.random.choices(words.FORM_NAMES, k=self.random.randint(1, 6))
        return self.posted("made up", path, [(name, self.word()) for name in names])

    def form(self, form):
        """A form of the page, spoilt: parts missing, counts absurd, hidden fields changed, foreign names."""
        method, path, fields = form
        fields = [pair for pair in fields if self.random.random() > 0.03]
        spoil = self.random.choice(
            (self.nothing, self.management, self.management, self.values, self.values, self.holes)
        )
        fields = spoil(fields)
        if method == "GET":
            query = "&".join(f"{quote_plus(name)}={quote_plus(short(value))}" for name, value in fields)
            return Attack("form read", path, query=query)
        return self.posted("form", path, fields)

    # --- Spoiling of a form ------------------------------------------------------------------------------------------
    def nothing(self, fields):
        return fields

    def values(self, fields):
        """One to six values changed, hidden ones as often as the others."""
        changed = list(fields)
        for place in self.random.sample(range(len(fields)), min(len(fields), self.random.randint(1, 6))):
            changed[place] = (fields[place][0], self.word())
        return changed

    def management(self, fields):
        """What says how many parts there are: absent, absurd, twice."""
        chosen = [name for name, _ in fields if name.endswith(words.MANAGEMENT)]
        if not chosen:
            return self.values(fields)
        target, absurd = self.random.choice(chosen), self.word()
        if self.random.random() < 0.4:
            return [pair for pair in fields if pair[0] != target]
        return [(name, absurd if name == target else value) for name, value in fields]

    def holes(self, fields):
        """A part of the form only, and names of its own that count where nothing is."""
        kept = [pair for pair in fields if self.random.random() < 0.6]
        renamed = [
            (re.sub(r"\d+", str(self.random.choice((0, 7, 10**6, 10**20))), name), value) for name, value in kept
        ]
        return self.random.choice((kept, renamed, kept + renamed))

    def posted(self, kind, path, fields):
        """The fields as a form, or in several parts with files where text is expected."""
        if self.random.random() < 0.75:
            body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in fields).encode()
            return Attack(kind, path, "POST", body=body, content_type=FORM)
        return Attack(f"{kind}, in parts", path, "POST", body=self.parts(fields), content_type=MULTIPART_CONTENT)

    def parts(self, fields):
        data = {}
        for name, value in fields:
            is_file = value is None or self.random.random() < 0.1
            written = SimpleUploadedFile(*self.random.choice(words.FILES)) if is_file else value
            data.setdefault(name.replace("\r", "").replace("\n", ""), []).append(written)
        return encode_multipart(BOUNDARY, data)


def short(value):
    """A value for an address: no server takes a megabyte there, but one of ours must not break on it either."""
    return value[:20_000] if isinstance(value, str) else value


def read(path, body):
    """What a page shows: forms and names of queries; nothing for what is no page."""
    try:
        page = html.fromstring(body.decode())
    except (ValueError, AssertionError, UnicodeDecodeError):
        return Seen([], [])
    except Exception as error:  # lxml's own errors, for a body with no element
        if type(error).__module__.startswith("lxml"):
            return Seen([], [])
        raise
    links = [urlsplit(link).query for link in page.xpath("//a/@href | //form/@action") if "?" in link]
    names = sorted({name for query in links for name, _ in parse_qsl(query, keep_blank_values=True)})
    forms = [form_of(form, path) for form in page.forms]
    names += sorted({name for method, _, fields in forms if method == "GET" for name, _ in fields} - set(names))
    return Seen([form for form in forms if form[1].startswith("/")], names)


def form_of(form, path):
    """A form as (method, path, fields): what a browser would send, each button that has a name as well."""
    fields = [(name, value) for name, value in form.form_values() if name]
    fields += [(each.get("name"), each.get("value", "")) for each in form.xpath(".//button[@name]")]
    fields += [(each.get("name"), "") for each in form.xpath(".//input[@type='file'][@name]")]
    action = urlsplit(form.get("action") or path)
    return (form.method or "GET").upper(), "" if action.netloc else action.path or path, fields
