"""Three hundred hostile snippets, put in by the editor, the loader and the ORM: none runs, none is markup."""

import json

import pytest
import yaml

from guidance.content import raw, reader
from guidance.models import (
    ArticleSuccession,
    Contact,
    LinkedText,
    LocalNote,
    NotingAuthority,
    Publication,
    Reference,
    ReferenceCitation,
    Term,
)
from tests.conftest import Group

from .desk import address, approve, form_of, submit
from .reading import Read, dangers
from .snippets import SNIPPETS, STORABLE, WORD


def test_there_are_three_hundred_snippets():
    assert len(SNIPPETS) >= 300


def check(client, *urls):
    for url in urls:
        source = client.get(url).content.decode()
        assert dangers(source) == [], url
        assert "\x00" not in source


def is_rich(value):
    """True for the value that the rich text editor posts."""
    return value.startswith("{") and '"blocks"' in value


def hostile_body(markup):
    clause = {"label": "IV-1", "former_labels": [], "body": [{"type": "paragraph", "value": markup}]}
    return [{"type": "clause", "value": clause}]


def test_snippets_put_straight_into_the_rows_stay_words(client, section):
    page = section("iv")
    page.notes = []
    page.body = json.dumps(
        [
            block | {"value": block["value"] | {"label": f"H-{n}"}}
            for n, s in enumerate(STORABLE)
            for block in hostile_body(f"<p>{WORD} {s}</p>")
        ]
    )
    page.save_revision(clean=False).publish()
    shown = Read(client.get(page.url))
    assert dangers(shown.source) == []
    assert len(shown.tree.xpath("//div[@class='clause']")) == len(STORABLE)
    assert shown.tree.xpath("//div[@class='text']")[0].text_content().count(WORD) >= len(STORABLE)


def test_a_publication_row_that_holds_hostile_markup_is_sanitised_on_output(client, section):
    page = section("iv")
    old = Publication.objects.filter(page_id=page.pk).get()
    fields = {f.attname: getattr(old, f.attname) for f in Publication._meta.concrete_fields if f.attname != "id"}
    blocks = [{"type": "paragraph", "html": f"<p>{snippet}</p>"} for snippet in STORABLE]
    blocks.append(
        {"type": "list", "items": [{"marker": s, "html": s, "sub": [{"marker": s, "html": s}]} for s in STORABLE]}
    )
    blocks.append({"type": "quote", "paragraphs": list(STORABLE)})
    blocks.append(
        {
            "type": "table",
            "caption": STORABLE[0],
            "header": STORABLE[:9],
            "rows": [STORABLE[n : n + 9] for n in range(0, 290, 9)],
            "row_headers": True,
        }
    )
    blocks += [
        {
            "type": "fiche",
            "number": "1",
            "title": snippet,
            "usage": snippet,
            "lines": [
                {"text": snippet + "{nom}", "align": "end"},
                {"boxes": {"legend": snippet, "options": [snippet]}},
            ],
            "fields": {"nom": {"label": snippet, "size": snippet}},
        }
        for snippet in STORABLE[::7]
    ]
    body = [{"kind": "clause", "label": "IV-1", "former_labels": ['"><script>'], "blocks": blocks}]
    body += [{"kind": "heading", "level": 2, "text": snippet} for snippet in STORABLE]
    body += [{"kind": "notice", "notice": snippet, "ref": snippet, "text": snippet} for snippet in STORABLE[::5]]
    hostile = {
        "items": body,
        "notes": [],
        "heading": STORABLE[0],
        "title": STORABLE[1],
        "note": STORABLE[0],
        "amending_act": STORABLE[3],
        "author_name": STORABLE[5],
        "change_kind": "amendment",
    }
    new = Publication.objects.create(**{**fields, **hostile})
    check(client, page.url, f"{page.url}versions/", f"/comparer/p{old.pk}/p{new.pk}/", "/")
    shown = Read(client.get(page.url)).tree.xpath("//div[@class='text']")[0].text_content()
    assert "<img src=x onerror=alert(1)>x" in shown, "plain fields are shown as typed"


def test_snippets_typed_in_the_editor_and_published_stay_words(client, browser, person, section):
    page, editor = section("iv"), browser(person("redacteur", "red"))
    data = form_of(editor, page)
    name = next(name for name, value in data.items() if name.startswith("body-") and is_rich(value))
    content = json.loads(data[name])
    block = content["blocks"][0]
    content["blocks"] = [
        block
        | {
            "text": f"{WORD} {snippet}",
            "inlineStyleRanges": [{"offset": 0, "length": 3, "style": "NOUVEAU"}],
            "key": f"k{n:04}",
        }
        for n, snippet in enumerate(SNIPPETS)
    ]
    content["entityMap"] = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}}
    content["blocks"][0]["entityRanges"] = [{"offset": 0, "length": 3, "key": 0}]
    data |= {name: json.dumps(content), "heading": SNIPPETS[0] + SNIPPETS[40], "change_kind": "transcription"}
    data |= {"change_note": SNIPPETS[-1], "reviewer": SNIPPETS[2], "last_verified_by": SNIPPETS[3]}
    assert submit(editor, page, data).status_code == 302
    preview = editor.get(address("view_draft", page.pk)).content.decode()
    assert dangers(preview) == []
    approve(browser(person("valideur", "val")), page)
    assert Publication.objects.filter(page_id=page.pk).count() == 2
    check(client, page.url, f"{page.url}versions/", "/", page.get_parent().url)
    shown = Read(client.get(page.url)).tree.xpath("//div[@class='text']")[0].text_content()
    assert "<img src=x onerror=alert(1)>x" in shown


def test_html_pasted_through_the_converter_keeps_no_markup(client, browser, person, section):
    page, editor = section("iv"), browser(person("redacteur", "red"))
    data = form_of(editor, page)
    name = next(name for name, value in data.items() if name.startswith("body-") and is_rich(value))
    content = json.loads(data[name])
    content["blocks"] = [
        content["blocks"][0] | {"type": kind, "text": "x", "key": f"k{n}"}
        for n, kind in enumerate(("atomic", "header-one", "unordered-list-item", "code-block", "<script>"))
    ]
    answer = editor.post(address("edit", page.pk), data | {name: json.dumps(content), "change_kind": "transcription"})
    assert answer.status_code in (200, 302, 400)


@pytest.mark.parametrize("name", ["not json", "[]", "{}", '{"blocks": 3}', "null", ""])
def test_broken_rich_text_is_no_error_of_the_server(browser, person, section, name):
    page, editor = section("iv"), browser(person("redacteur", "red"))
    editor.raise_request_exception = False
    data = form_of(editor, page)
    field = next(key for key, value in data.items() if key.startswith("body-") and is_rich(value))
    assert editor.post(address("edit", page.pk), data | {field: name}).status_code < 500


def test_snippets_of_a_data_file_are_words(client, tmp_path, monkeypatch, texts):
    path = reader.ROOT / "instruction-2011" / "2011-11-10" / "050-iv.yaml"
    file = yaml.safe_load(path.read_text(encoding="utf-8"))
    file["heading"] = "Titre <script>alert(1)</script>"
    printable = [snippet for snippet in SNIPPETS if snippet.isprintable() and "[^" not in snippet]
    file["body"] = [
        {"clause": {"label": "H-0", "ids": [], "body": [{"p": f"{WORD} {snippet}"} for snippet in printable]}}
    ]
    file["body"][0]["clause"]["body"].append({"p": "<b>gras</b> & <"})
    file.pop("notes", None)
    path = tmp_path / "050-iv.yaml"
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    section = reader._read_section(path)
    page = texts["instruction-2011"].published_editions().first().get_children().get(slug="iv").specific
    page.body, page.notes = json.dumps(raw.section_body(section)), []
    page.heading = section.heading
    page.save_revision(clean=False).publish()
    check(client, page.url)
    shown = Read(client.get(page.url)).tree.xpath("//div[@class='text']")[0].text_content()
    for snippet in ("<script>alert(1)</script>", "<b>gras</b> & <", '<a href="javascript:alert(1)">lien</a>'):
        assert snippet in shown, "a data file holds words, never markup"


HOSTILE_ADDRESSES = (
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "//evil.example/x",
    "vbscript:x",
    "/\\evil.example",
    "https:/evil",
    "file:///etc/passwd",
)


@pytest.mark.parametrize("url", HOSTILE_ADDRESSES)
def test_an_address_that_is_none_of_the_web_opens_nothing(client, texts, section, url):
    Reference.objects.filter(citations__printed="http://www.esther.fr").update(url=url)
    for relation in ("repeals", "repealed-by"):
        LinkedText.objects.create(text=texts["instruction-2011"], relation=relation, title="Acte", source="x", url=url)
    page = section("annexe-ii")
    for address_ in (page.url, page.get_parent().url):
        shown = Read(client.get(address_))
        assert dangers(shown.source) == []
        assert url.strip() not in [link.strip() for link in shown.links()]
    assert "http://www.esther.fr" in Read(client.get(page.url)).tree.text_content()


def test_plain_fields_around_the_texts_are_shown_as_typed(client, texts, section):
    text, page = texts["instruction-2011"], section("iv")
    one = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
    Term.objects.create(
        term=one[:70], slug="hostile", forms=["secret médical", "<b>"], definition=one, text=text, label="IV-1"
    )
    url = 'https://exemple.invalid/?a="onmouseover=alert(1)'
    reference = Reference.objects.create(
        title=one, publisher=one, url=url, archive_url=url, note=one, coverage_note=one, locator=one, kind="report"
    )
    ReferenceCitation.objects.create(reference=reference, text=text, label="IV-1", printed="secret")
    Contact.objects.create(organisation=one, kind="post", value=one, printed=one, text=text, label="IV-1")
    ArticleSuccession.objects.create(old_key="csp:L1110-4", new_key="csp:X1", source=one, note=one)
    LinkedText.objects.create(
        text=text, relation="repeals", title=one, number=one[:50], source=one, url="https://exemple.invalid/"
    )
    authority = NotingAuthority.objects.create(name=one[:100], editors=Group.objects.create(name="g"))
    LocalNote.objects.create(authority=authority, text=text, label="IV-1", body=one, written_on="2020-01-01")
    for name in ("official_title", "applies_to", "status_reason", "status_source", "applies_source", "title"):
        setattr(text, name, one)
    text.save()
    edition = page.get_parent().specific
    for name in ("title", "effective_note", "source", "change_note", "summary", "annexes"):
        setattr(edition, name, one)
    edition.save_revision(clean=False).publish()
    page.title = page.number = one[:40]
    page.save_revision(clean=False).publish()
    urls = ("/", "/textes/", edition.url, page.url, f"{page.url}versions/", "/glossaire/", "/concordance/", "/regime/")
    check(
        client,
        *urls,
        "/references/",
        f"/references/{reference.slug}/",
        "/references/coordonnees/",
        "/references/?pays=DZ",
    )
    check(client, "/articles/csp/L1110-4/", "/comparer/", "/recherche/?q=secret", "/textes/ecarts-avec-la-source/")
    assert one in Read(client.get("/glossaire/")).tree.text_content()


@pytest.mark.parametrize("snippet", SNIPPETS[::11])
def test_what_a_reader_types_in_an_address_is_never_markup(client, snippet):
    for url, name in (
        ("/regime/", "enregistree"),
        ("/regime/", "suite"),
        ("/recherche/", "q"),
        ("/comparer/", "gauche"),
        ("/textes/etat-de-la-doctrine.pdf", "le"),
        ("/textes/instruction-2011/2011-11-10/iv/versions/", "clause"),
    ):
        answer = client.get(url, {name: snippet, "lu": "x"})
        if answer["Content-Type"].startswith("text/html") and answer.content:
            assert dangers(answer.content.decode()) == [], (url, name)
