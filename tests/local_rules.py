"""Rules of the house about safety, read from the sources with `ast`: each names the places that break it.

ruff holds the general ones (S, bandit's); these know this house: its door, its journal, its closed vocabulary.
"""

import ast
import re
from collections.abc import Iterator

#: Modules that make markup of their own, from constants, escaped values or what bleach has just cleaned.
MAKES_MARKUP = {
    "portal/templatetags/ui.py",
    "guidance/templatetags/official.py",
    "guidance/rendering/clauses.py",
    "guidance/rendering/inline.py",
    "guidance/views/page_cache.py",
    "forms_app/wizard/pieces.py",
}
#: Modules that speak to another host, or to the portal itself: each by its own guarded client.
SPEAKS = {
    "guidance/checking/fetching.py",
    "guidance/checking/guard.py",
    "portal/openid/provider.py",
    "portal/openid/views.py",
    "portal/supervisor.py",
    "forms_app/services/trace/journal_sending.py",  # the collector of the operator
    "portal/advisories.py",  # the service of advisories of the operator
    "portal/worker/mail.py",  # the mail server of the operator
    "portal/management/commands/work.py",  # the name of the machine, for the name of the worker
}
#: Modules that start a program: the portal's own processes, nothing of a request.
STARTS = {"portal/supervisor.py"}
_MARKUP = {"mark_safe", "SafeString", "SafeText", "Html"}
_NETWORK = {"urllib.request", "http.client", "requests", "socket", "httpx", "urllib3", "ftplib", "smtplib", "telnetlib"}
_CODE = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle"}
_LOGS = {"debug", "info", "warning", "error", "critical", "exception", "log"}
#: What a line of the log may say of a row, a class or a route.
_SAYABLE = {"pk", "__name__", "number", "attempts", "view_name"}
#: Rows of a case or of a fiche: screens reach them through the policy and the services alone.
_BEHIND_THE_DOOR = {
    *("Dossier", "Avis", "Report", "MedicalFile", "DirectorFile", "Passage", "IdentityVersion", "Composition"),
    *(
        "DossierRun",
        "DossierName",
        "Awaited",
        "SentLetter",
        "Letter",
        "Draft",
        "AvisAnswers",
        "CustodyMove",
        "Transfer",
    ),
}
_SHORTCUTS = {"get_object_or_404", "get_list_or_404"}
_SCREENS = re.compile(r"^(portal|home|guidance)/|^forms_app/(views|forms|wizard|wagtail_hooks)/|^forms_app/urls")
_SAFE_LOADER = re.compile(r"(?i)safe_?loader|strict_?loader")
#: Rows of the person who asks, or of a dossier that the policy has opened.
_OPENED = re.compile(r"\.objects\.of\(request\.user\)|\.objects\.filter\(dossier=reader\.dossier\b")
#: The letter of the draft that the wizard holds already.
_HELD = {"forms_app/wizard/prepared.py"}

Places = Iterator[tuple[int, str]]


def unsafe_markup(path: str, tree: ast.AST) -> Places:
    """Markup said to be safe outside the modules that make some, or made from words put together."""
    for call in _calls(tree):
        name = _name(call)
        if name in _MARKUP and path not in MAKES_MARKUP and not (call.args and _constant(call.args[0])):
            yield call.lineno, f"{name} outside the modules that make markup"
        models = call.args[:2] if name == "format_html_join" else call.args[:1] if name == "format_html" else []
        if any(_assembled(each) or isinstance(each, ast.Name) for each in models):
            yield call.lineno, f"{name} of a text that is no constant"


def raw_sql(path: str, tree: ast.AST) -> Places:
    """SQL written by hand in a query, or a statement put together from values."""
    for call in _calls(tree):
        name = _name(call)
        if name == "RawSQL" or name in {"extra", "raw"} and isinstance(call.func, ast.Attribute):
            yield call.lineno, f"{name}(…)"
        if name in {"execute", "executemany"} and call.args and _assembled(call.args[0]):
            yield call.lineno, "a statement put together"


def secrets_in_logs(path: str, tree: ast.AST) -> Places:
    """A line of the log that says more than constants, numbers of rows, classes and routes."""
    for call in _calls(tree):
        if not _is_log(call):
            continue
        if call.func.attr == "exception" or call.keywords:
            yield call.lineno, "a trace or more in the log"
        if not call.args or not _constant(call.args[0]):
            yield call.lineno, "a message that is no constant"
        for said in call.args[1:]:
            if not _sayable(said):
                yield call.lineno, f"{ast.unparse(said)} in the log"


def forged_requests(path: str, tree: ast.AST) -> Places:
    """A view that takes forms of other sites."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and _last(node) in {"csrf_exempt", "xframe_options_exempt"}:
            yield node.lineno, _last(node)


def other_hosts(path: str, tree: ast.AST) -> Places:
    """A module that can speak to another host, outside the guarded clients."""
    for line, name in _imports(tree):
        if name in _NETWORK and path not in SPEAKS:
            yield line, name


def running_of_data(path: str, tree: ast.AST) -> Places:
    """Data that would be run: pickles, eval, loaders of YAML that build objects, shells."""
    yield from ((line, name) for line, name in _imports(tree) if name.partition(".")[0] in _CODE)
    yield from ((line, name) for line, name in _imports(tree) if name == "subprocess" and path not in STARTS)
    for call in _calls(tree):
        words = ast.unparse(call.func)
        if words in {"eval", "exec", "__import__", "os.system", "os.popen", "yaml.unsafe_load", "yaml.full_load"}:
            yield call.lineno, words
        given = [*call.args[1:], *(one.value for one in call.keywords)]
        if words == "yaml.load" and not any(_SAFE_LOADER.search(ast.unparse(each)) for each in given):
            yield call.lineno, "yaml.load without a safe loader"


def behind_the_door(path: str, tree: ast.AST) -> Places:
    """A screen that takes a row of a case by itself, beside the policy."""
    if not _SCREENS.search(path) or path in _HELD:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in _SHORTCUTS and node.args:
            asked = ast.unparse(node.args[0])
            if asked in _BEHIND_THE_DOOR:
                yield node.lineno, asked
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            words = ast.unparse(node)
            owner = re.match(r"(\w+)\.(_default_manager|objects)\b", words)
            if owner and owner[1] in _BEHIND_THE_DOOR and not _OPENED.search(words):
                yield node.lineno, words


PYTHON_RULES = (
    unsafe_markup,
    raw_sql,
    secrets_in_logs,
    forged_requests,
    other_hosts,
    running_of_data,
    behind_the_door,
)

#: What a template never holds: name of the rule → what is looked for.
TEMPLATE_RULES = {
    "a value said to be safe": re.compile(r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off|\|\s*escapejs"),
    "a style inside an element": re.compile(r"<[a-z][^<>]*\sstyle\s*=|<style\b", re.I),
    "an event inside an element": re.compile(r"<[a-z](?:[^<>\"]|\"[^\"]*\")*\son[a-z]+\s*=", re.I),
    "a script that is no file": re.compile(r"<script(?![^<>]*\bsrc=)", re.I),
    "a script or style of another host": re.compile(
        r"<(script|link|img|source|iframe)\b[^<>]*\b(src|href)=\"(https?:)?//", re.I
    ),
    "code in an address": re.compile(r"(href|src|action|formaction)\s*=\s*[\"']?\s*(javascript|vbscript|data):", re.I),
    "a value without quotes": re.compile(r"<[a-z][^<>]*\s[\w-]+=\{\{", re.I),
    "a page of others inside ours": re.compile(
        r"<(iframe|object|embed|applet|base|meta\s+http-equiv=.refresh)\b", re.I
    ),
    "a tab that keeps its opener": re.compile(
        r"<a\b(?![^<>]*\brel=\"[^\"]*\b(noopener|noreferrer)\b)[^<>]*target=\"_blank\"", re.I
    ),
}  # fmt: skip
#: What a script of ours never does.
SCRIPT_RULES = {
    "markup from words": re.compile(r"\b(innerHTML|outerHTML)\s*\+?=|insertAdjacentHTML|document\.write|\.srcdoc"),
    "code from words": re.compile(r"\beval\s*\(|new Function\b|set(?:Timeout|Interval)\(\s*[\"'`]"),
    "storage of the browser": re.compile(r"\b(localStorage|sessionStorage|indexedDB|caches\.open)\b"),
    "another host": re.compile(r"[\"'`](https?:)?//[a-z]", re.I),
}
_TOKEN = '<input type="hidden" name="csrfmiddlewaretoken" value="{{ csrf_token }}">'
_ALONE = re.compile(r"\{%\s*include \"([^\"]+)\"([^%]*)\bonly\s*%\}")
FORM = re.compile(r"<form\b[^<>]*method=\"post\".*?</form>", re.I | re.S)


def in_words(rules: dict, words: str) -> Places:
    """Places of a template or script that break one of the rules, with the name of the rule."""
    for name, pattern in rules.items():
        for found in pattern.finditer(words):
            yield words.count("\n", 0, found.start()) + 1, f"{name}: {found.group()[:60]}"


def forms_without_token(words: str) -> Places:
    """Forms that are posted without the token of the session."""
    for found in FORM.finditer(words):
        if "{% csrf_token %}" not in found.group() and _TOKEN not in found.group():
            yield words.count("\n", 0, found.start()) + 1, "a form without its token"


def included_without_token(words: str, with_forms: set[str]) -> Places:
    """Inclusions that keep nothing of the page (`only`) of a template whose form asks the page for its token."""
    for found in _ALONE.finditer(words):
        if found[1] in with_forms and "csrf_token=csrf_token" not in found[2]:
            yield words.count("\n", 0, found.start()) + 1, found[1]


def unguarded(routes: str, sources: dict[str, str]) -> Places:
    """Views of a module of routes that no `for_…`, `with_…` or `open_reading` decorates; sources by module name."""
    for call in _calls(ast.parse(routes)):
        if _name(call) not in {"path", "re_path"} or len(call.args) < 2 or not isinstance(call.args[1], ast.Attribute):
            continue
        module, view = ast.unparse(call.args[1].value), call.args[1].attr
        functions = {one.name: one for one in ast.parse(sources[module]).body if isinstance(one, ast.FunctionDef)}
        marks = [_last(mark) for mark in functions[view].decorator_list] if view in functions else []
        if not any(re.match(r"(for|with)_|open_reading$", mark) for mark in marks):
            yield call.lineno, f"{module}.{view}"


# --- Reading of the tree ---------------------------------------------------------------------------------------------
def _calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _last(node) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _name(call: ast.Call) -> str:
    return _last(call.func)


def _constant(node) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _assembled(node) -> bool:
    is_format = isinstance(node, ast.Call) and _name(node) in {"format", "join", "format_map"}
    return isinstance(node, ast.JoinedStr | ast.BinOp) or is_format


def _is_log(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in _LOGS:
        return False
    return bool(re.match(r"(logger|_logger|log|_log|logging)\b", ast.unparse(call.func.value)))


def _sayable(node) -> bool:
    if isinstance(node, ast.Constant) or isinstance(node, ast.Attribute) and node.attr in _SAYABLE:
        return True
    # A digest of the address, a kind of factor (a closed list), the file of a template of documents.
    return ast.unparse(node) in {"_place(request)", "_kind_of(kwargs)", "template"}


def _imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{each.name}") for each in node.names)
