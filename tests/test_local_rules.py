"""The sources keep the rules of the house about safety, and each rule sees a planted fault."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from tests import local_rules
from tests.test_consistency import sources

ROOT = Path(settings.PROJECT_DIR)
RULES = {rule.__name__: rule for rule in local_rules.PYTHON_RULES}
#: Statements whose tables and columns are our own; every value is a parameter.
OWN_STATEMENTS = {"forms_app/models/plain.py"}
#: What ruff was told to let pass, by module: another one is reviewed here first.
EXEMPTED = {
    ("portal/templatetags/ui.py", "S308"): 1,
    ("portal/middleware/held.py", "S105"): 1,
    ("portal/management/commands/run_portal.py", "S606"): 1,
    ("portal/settings/test.py", "S105"): 1,
    ("portal/accounts/backends.py", "S608"): 1,
    ("portal/accounts/persons.py", "S608"): 1,
    ("portal/accounts/sessions.py", "S608"): 1,
    ("forms_app/wizard/pieces.py", "S308"): 1,
    ("forms_app/services/doctrine/mapping.py", "S608"): 1,
    ("forms_app/rules/deadlines.py", "S101"): 1,
    ("forms_app/models/plain.py", "S608"): 2,
    ("guidance/templatetags/official.py", "S308"): 3,
    ("guidance/rendering/clauses.py", "S308"): 1,
    ("guidance/rendering/inline.py", "S308"): 6,
    ("guidance/content/reader.py", "S506"): 1,
    ("guidance/data_files.py", "S506"): 1,
    ("forms_app/services/demo/past_stories.py", "S311"): 2,
}
#: Views that decide by themselves, and why.
DECIDE_THEMSELVES = {
    "reminders.calendar",  # its secret is the key
    "journal.journals",  # lists the journals of one's own authorities
    "teams.teams",  # lists one's own teams
    "teams.team",  # looks for the team among one's own
    "lexicon.lexicon",  # asks whether the person is a physician or an editor
    "lexicon.switch",
    "letters.letter",  # the run's own key, or its author
    "letters.letter_pdf",
    "bilan_files.pdf",  # made by one function, which guards all four
    "bilan_files.xlsx",
    "bilan_files.ods",
    "bilan_files.csv",
}
PLANTED = {
    "unsafe_markup": ("guidance/views/x.py", "a = mark_safe(words)", "a = format_html(f'<p>{words}')",
                      "a = format_html('<p>' + words)", "a = format_html(words)", "a = SafeString(f'{words}')",
                      "a = Html(words)"),
    "raw_sql": ("guidance/x.py", "Term.objects.extra(where=[w])", "Term.objects.raw(w)", "cursor.execute(f'DROP {t}')",
                "cursor.execute('SELECT %s' % name)", "a = RawSQL(words, [])"),
    "secrets_in_logs": ("portal/x.py", "logger.info('Posted %s', request.POST)", "logger.warning(f'{dossier.person}')",
                        "_log.error('x', exc_info=True)", "logger.exception('x')", "logger.info('%s', request.path)",
                        "logger.info('%s', user.last_name)", "logging.getLogger('a').error('%s', error)"),
    "forged_requests": ("portal/views/x.py", "@csrf_exempt\ndef view(request): pass",
                        "@method_decorator(decorators.csrf_exempt)\nclass V: pass"),
    "other_hosts": ("guidance/services/x.py", "import requests", "from urllib.request import urlopen",
                    "from urllib import request", "import http.client"),
    "running_of_data": ("guidance/x.py", "import pickle", "a = eval(words)", "a = yaml.load(words)",
                        "a = yaml.load(words, Loader=yaml.FullLoader)", "import subprocess", "os.system(words)"),
    "behind_the_door": ("forms_app/views/x.py", "row = get_object_or_404(Dossier, pk=pk)",
                        "row = Dossier.objects.get(pk=pk)", "rows = Avis.objects.filter(pk=pk).first()",
                        "row = get_object_or_404(Letter.objects.all(), pk=pk)",
                        "row = Draft._default_manager.get(pk=pk)"),
}  # fmt: skip
IN_ORDER = {
    "unsafe_markup": ("portal/templatetags/ui.py", "a = mark_safe(X)", "a = format_html('<p>{}</p>', words)",
                      "a = format_html_join(mark_safe('<br>'), '{}', rows)"),
    "raw_sql": ("guidance/x.py", "cursor.execute('SELECT %s', [name])", "cursor.execute(statement, values)"),
    "secrets_in_logs": ("portal/x.py", "logger.info('Row %s: %s', row.pk, type(error).__name__)", "log.append(words)"),
    "forged_requests": ("portal/views/x.py", "@csrf_protect\ndef view(request): pass"),
    "other_hosts": ("guidance/checking/fetching.py", "import http.client", "from urllib.parse import quote"),
    "running_of_data": ("guidance/x.py", "a = yaml.load(words, SAFE_LOADER)", "import json",
                        "a = ast.literal_eval(w)"),
    "behind_the_door": ("forms_app/views/x.py", "row = policy.opened(user, pk)",
                        "rows = Letter.objects.of(request.user)",
                        "rows = Avis.objects.filter(dossier=reader.dossier, pk=pk)", "row = Term.objects.get(pk=1)"),
}  # fmt: skip
PLANTED_WORDS = {
    "a value said to be safe": "{{ words|safe }}",
    "a style inside an element": '<p class="a" style="color:red">',
    "an event inside an element": '<img src="{{ a }}" onerror="x()">',
    "a script that is no file": "<script>x()</script>",
    "a script or style of another host": '<link rel="stylesheet" href="https://cdn.invalid/a.css">',
    "code in an address": '<a href="javascript:x()">',
    "a value without quotes": "<p class={{ words }}>",
    "a page of others inside ours": '<iframe src="/a">',
    "a tab that keeps its opener": '<a href="{{ url }}" target="_blank">',
    "markup from words": "box.innerHTML = words;",
    "code from words": 'setTimeout("x()", 1)',
    "storage of the browser": 'localStorage.setItem("a", words)',
    "another host": 'fetch("https://a.invalid/x")',
}
WORDS_IN_ORDER = (
    '<p class="{{ a }}" data-once="1">{{ words }}</p><script src="{% static \'a.js\' %}" defer></script>'
    '<a href="https://a.invalid/" target="_blank" rel="noopener">a</a><meta name="robots" content="noindex">'
)


def broken(rule, path, words):
    return list(rule(path, ast.parse(words)))


def everywhere():
    return [(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in sources()]


@cache
def trees():
    """Every module of ours, read once: [(path, tree)]."""
    return [(path, ast.parse(words)) for path, words in everywhere()]


@pytest.mark.parametrize("name", RULES)
def test_the_sources_keep_a_rule(name):
    found = {path: list(RULES[name](path, tree)) for path, tree in trees()}
    allowed = OWN_STATEMENTS if name == "raw_sql" else set()
    assert {path: places for path, places in found.items() if places and path not in allowed} == {}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_sees_each_planted_fault_and_nothing_else(name):
    path, *faults = PLANTED[name]
    assert [words for words in faults if not broken(RULES[name], path, words)] == []
    path, *right = IN_ORDER[name]
    assert [words for words in right if broken(RULES[name], path, words)] == []


def test_every_exemption_given_to_the_linter_was_reviewed():
    found = Counter((path, code) for path, words in everywhere()
                    for line in re.findall(r"# noqa: ([A-Z]\d+(?:, ?[A-Z]\d+)*)", words)
                    for code in re.split(", ?", line) if code.startswith("S") and code[1:].isdigit())  # fmt: skip
    assert dict(found) == EXEMPTED


def test_every_template_keeps_the_rules():
    found = {}
    for path in sources(".html"):
        words = path.read_text(encoding="utf-8")
        places = [*local_rules.in_words(local_rules.TEMPLATE_RULES, words), *local_rules.forms_without_token(words)]
        found |= {str(path.relative_to(ROOT)): places} if places else {}
    assert found == {}


def test_every_script_keeps_the_rules():
    scripts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "static" / "js").rglob("*.js")}
    found = {path.name: list(local_rules.in_words(local_rules.SCRIPT_RULES, words)) for path, words in scripts.items()}
    assert len(found) > 3
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize("name", [*local_rules.TEMPLATE_RULES, *local_rules.SCRIPT_RULES])
def test_a_planted_fault_of_a_template_or_script_is_seen(name):
    rules = local_rules.TEMPLATE_RULES | local_rules.SCRIPT_RULES
    assert list(local_rules.in_words({name: rules[name]}, PLANTED_WORDS[name]))
    assert list(local_rules.in_words({name: rules[name]}, WORDS_IN_ORDER)) == [] or name == "another host"


def test_a_form_without_its_token_is_seen():
    bare = '<form class="a" method="post" action="/x">\n<button>a</button></form>'
    assert list(local_rules.forms_without_token(bare))
    assert list(local_rules.forms_without_token(bare.replace("<button", "{% csrf_token %}<button"))) == []


def test_a_form_included_alone_is_given_the_token_of_the_page():
    """`only` takes the token away with the rest: the form shows, and is refused when it is sent."""
    templates = {str(path).partition("/templates/")[2]: path.read_text(encoding="utf-8") for path in sources(".html")}
    with_forms = {name for name, words in templates.items() if "csrf_token" in words}
    found = {name: list(local_rules.included_without_token(words, with_forms)) for name, words in templates.items()}
    assert {name: places for name, places in found.items() if places} == {}


def test_a_form_included_without_the_token_is_seen():
    words = '{% include "a/_form.html" with form=form only %}'
    assert list(local_rules.included_without_token(words, {"a/_form.html"}))
    given = words.replace("only", "csrf_token=csrf_token only")
    assert list(local_rules.included_without_token(given, {"a/_form.html"})) == []
    assert list(local_rules.included_without_token(words, {"a/other.html"})) == []


def routes():
    for path in sorted((ROOT / "forms_app").glob("urls*.py")):
        yield path.read_text(encoding="utf-8")


def views():
    return {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "forms_app" / "views").glob("*.py")}


def test_every_view_of_fiches_and_cases_is_guarded():
    found = {name for words in routes() for _, name in local_rules.unguarded(words, views())}
    assert found == DECIDE_THEMSELVES


def test_a_view_without_a_guard_is_seen():
    words = "urlpatterns = [path('a/', cases.page, name='a'), path('b/', cases.shut, name='b')]"
    cases = "@require_safe\ndef page(request): pass\n@require_safe\n@with_reader\ndef shut(request): pass"
    assert [name for _, name in local_rules.unguarded(words, {"cases": cases})] == ["cases.page"]
