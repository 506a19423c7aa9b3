"""A page as a screen reader is given it: roles, names, states, descriptions, in order, as Chromium computes them."""

import re
from collections.abc import Iterator

#: Words that are the name of a control, and are heard with it.
LABELS = ("LabelText", "Legend")
#: What groups without being announced: its children stand in its place.
SILENT = {
    *("none", "generic", "GenericContainer", "InlineTextBox", "LayoutTable", "Section", *LABELS),
    *(
        "paragraph",
        "strong",
        "emphasis",
        "mark",
        "superscript",
        "subscript",
        "time",
        "Abbr",
        "sectionheader",
        "sectionfooter",
    ),
    *("LineBreak", "ListMarker", "listitem", "rowgroup", "Ruby", "SVGRoot", "document"),
}
#: What is announced with its name, its words not said a second time.
NAMED = {"heading", "button", "link", "radio", "checkbox", "textbox", "searchbox", "combobox", "option", "spinbutton"}
NAMED |= {
    "term",
    "DisclosureTriangle",
    "columnheader",
    "rowheader",
    "cell",
    "gridcell",
    "image",
    "img",
    "progressbar",
    "caption",
}
#: The clauses beside the questions are the texts: their words are proved elsewhere, and cost most of the tree.
WITHOUT_OFFICIAL_WORDS = """() => {
  document.querySelectorAll(".beside-clause > :not(h3, .clause-tools)").forEach((words) => words.remove());
}"""
STATES = ("required", "invalid", "checked", "expanded", "pressed", "disabled", "focused", "readonly")
OFF = (None, False, "false", "")
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_MASKED = (
    (re.compile(rf"\d{{1,2}}(er)?[\s ]+({_MONTHS})[\s ]+20\d\d"), "‹jour›"),
    (re.compile(r"\d{1,2}[\s ]h[\s ]\d\d"), "‹heure›"),
    (re.compile(r"\s+"), " "),
)


def heard(page) -> list[str]:
    """Return one line for each thing announced in the content of a page; of the panel beside, its headings alone."""
    rows = _tree(page)
    return _text(_lines(_first(rows, "main"), rows, 0, _beside))


def heard_whole(page) -> list[str]:
    """Return the same for the whole page, frame and panel; of the official words beside, headings and buttons alone."""
    rows = _tree(page)
    return _text(_lines(_first(rows, "RootWebArea"), rows, 0, _official))


def _tree(page) -> dict:
    page.evaluate(WITHOUT_OFFICIAL_WORDS)
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return {node["nodeId"]: node for node in nodes}


def _first(rows, role):
    return next(node for node in rows.values() if _value(node, "role") == role)


def _text(lines) -> list[str]:
    return [f"{'  ' * depth}{words}" for depth, words in lines]


def _beside(node, rows, depth):
    """The panel beside the questions, as one line."""
    if _value(node, "role") != "complementary":
        return None
    found = [each for each in _below(node, rows) if _value(each, "role") == "heading" and _property(each, "level") == 3]
    return [(depth, f"complementary « {_value(node, 'name')} » : " + " | ".join(_name(each) for each in found))]


def _official(node, rows, depth):
    """The clauses of the panel, without their words, which are those of the texts."""
    if _value(node, "name") != "Texte des clauses":
        return None
    found = [each for each in _below(node, rows) if _value(each, "role") in ("heading", "button")]
    return [(depth, _announced(node))] + [(depth + 1, _announced(each)) for each in found]


def _below(node, rows) -> Iterator[dict]:
    for child in _children(node, rows):
        if not child.get("ignored"):
            yield child
        yield from _below(child, rows)


def _children(node, rows) -> list[dict]:
    return [rows[child] for child in node.get("childIds", ()) if child in rows]


def _lines(node, rows, depth, instead, labelled=False) -> Iterator[tuple[int, str]]:
    """Yield what is announced at and below a node; `labelled`: these words were said as the name of a control."""
    if (whole := instead(node, rows, depth)) is not None:
        yield from whole
        return
    role, name = _value(node, "role"), _name(node)
    if role == "StaticText" or (labelled and role == "image"):
        if name and not labelled:
            yield depth, f"« {name} »"
        return
    silent = node.get("ignored") or (role in SILENT and not _states(node))
    if not silent:
        yield depth, _announced(node)
    said = role in NAMED and name
    for child in _children(node, rows):
        yield from _lines(child, rows, depth + (not silent), instead, labelled or said or role in LABELS)


def _announced(node) -> str:
    role, name = _value(node, "role"), _name(node)
    level = _property(node, "level")
    parts = [f"{role} {level}" if level and role == "heading" else role]
    parts += [f"« {name} »"] if name else []
    parts += [f"[{state}]" for state in _states(node)]
    value, description = masked(_value(node, "value")), masked(_value(node, "description"))
    parts += [f"= {value}"] if value and role not in ("link", "radio", "checkbox") else []
    return " ".join(parts) + (f" ; {description}" if description else "")


def _states(node) -> list[str]:
    found = [state for state in STATES if _property(node, state) not in OFF]
    live = _property(node, "live")
    return found + ([f"live {live}"] if live not in (None, "off", "") and _is_root_of_live(node) else [])


def _is_root_of_live(node) -> bool:
    """Chromium gives the politeness of a region to all that it contains: only what announces is told."""
    role, root = _value(node, "role"), _property(node, "root")
    return role in ("status", "alert", "log") or bool(
        root and root[0].get("backendDOMNodeId") == node["backendDOMNodeId"]
    )


def _name(node) -> str:
    return masked(_value(node, "name"))


def _value(node, key) -> str:
    found = node.get(key, {}).get("value")
    return "" if found is None else str(found)


def _property(node, name):
    for one in node.get("properties", ()):
        if one["name"] == name:
            return one["value"].get("value", one["value"].get("relatedNodes"))
    return None


def masked(words: str) -> str:
    """Return the words with the days and hours of the run taken out, each run of spaces as one."""
    for pattern, instead in _MASKED:
        words = pattern.sub(instead, words)
    return words.strip()
