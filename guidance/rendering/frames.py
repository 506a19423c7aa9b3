"""How a text and its editions present themselves on every page: badges, regime bar and banner, standing on a day."""

from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from guidance import regimes
from guidance.dates import in_words
from guidance.enums import Mark, Regime, TextStatus
from guidance.models import TextPage
from guidance.timeline import Standing

_STATUS_LOOK = {
    TextStatus.IN_FORCE: ("ok", "check"),
    TextStatus.EARLIER_REQUESTS: ("warn", "clock"),
    TextStatus.TO_CHECK: ("warn", "warn"),
    TextStatus.REPEALED: ("late", "stop"),
}
_REGIME_NAMES = {Regime.ARS: "Régime des ARS", Regime.OFII: "Régime de l’OFII"}


def absolute(path: str) -> str:
    """Return the whole address of a page, as the deployment says the portal is reached."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def other_text(text: TextPage) -> TextPage | None:
    """Return the text of the other regime, where the reader of a wrong page should go."""
    return TextPage.objects.live().exclude(regime=text.regime).order_by("path").first()


def status_badge(text) -> dict:
    """Return the state of a text with the reason and the source of it."""
    kind, icon = _STATUS_LOOK[TextStatus(text.status)]
    return {
        "kind": kind,
        "icon": icon,
        "label": f"Texte {text.get_status_display()}",
        "reason": text.status_reason,
        "source": text.status_source,
    }


def regime_badge(text) -> dict:
    """Return to which requests a text applies, in a few words."""
    before = text.regime == Regime.ARS
    label = "Demandes avant le 1er janvier 2017" if before else "Demandes depuis le 1er janvier 2017"
    return {"kind": "warn" if before else "info", "icon": "clock", "label": label}


def edition_badge(edition, resolution) -> dict:
    """Return whether an edition is the one to read on the day asked."""
    if resolution.edition is not None and resolution.edition.pk == edition.pk:
        return {"kind": "ok", "icon": "check", "label": "Édition en cours"}
    return {"kind": "warn", "icon": "history", "label": "Pas l’édition en cours"}


def text_summary(text) -> dict:
    """Return what the head of a page says of its text."""
    return {
        "short_title": text.title,
        "official_title": text.official_title,
        "number": f"n° {text.number}" if text.number else "",
        "url": text.url,
        "status_badge": status_badge(text),
        "regime_badge": regime_badge(text),
    }


def edition_summary(edition, resolution) -> dict:
    """Return what the head of a page says of its edition."""
    return {
        "slug": edition.slug,
        "title": edition.title,
        "url": edition.url,
        "said": edition.title.lower(),
        "in_force_from": edition.effective_from,
        "in_force_until": edition.effective_until,
        "effective_note": edition.effective_note,
        "seen_in_force_on": edition.seen_in_force_on,
        "is_in_force": resolution.edition is not None and resolution.edition.pk == edition.pk,
        "badge": edition_badge(edition, resolution),
    }


def standing_alert(text, edition, resolution, day: date) -> dict | None:
    """Return what a reader must know of the day asked, or None when the edition is in force without doubt."""
    shown = in_words(day)
    if resolution.standing is Standing.NOT_YET:
        return {
            "title": f"Le {shown}, ce texte n’était pas en vigueur",
            "text": " ".join(filter(None, [_in_force_since(text), _between_the_texts(text, day)])),
        }
    if resolution.standing is Standing.UNKNOWN_WORDING:
        return {
            "title": f"La rédaction du {shown} n’est pas ici",
            "text": f"Le texte était en vigueur. La seule rédaction transcrite est celle de l’{edition.title.lower()}.",
        }
    if resolution.standing is Standing.ENDED:
        return {
            "title": f"Le {shown}, cette édition n’était plus en vigueur",
            "text": f"Elle l’a été jusqu’au {in_words(edition.effective_until)}.",
        }
    return None


def _between_the_texts(text, day: date) -> str:
    """From 1 January 2017 the OFII procedure runs, but its orientations were only published on the 22nd (T15)."""
    if text.regime == Regime.OFII and regimes.regime_for(day) == Regime.OFII:
        return (
            "Ce jour-là, la procédure de l’OFII relevait de l’arrêté du 27 décembre 2016, qui n’est pas transcrit ici."
        )
    return ""


def _in_force_since(text) -> str:
    """Since when a text is in force, and whether that day is only deduced; nothing when no day is known."""
    if not text.in_force_from:
        return ""
    doubt = ", date à confirmer" if text.in_force_mark == Mark.TO_CONFIRM else ""
    return f"Il l’est depuis le {in_words(text.in_force_from)}{doubt}."


def regime_bar(reading, *, suite: str, error: str = "", typed: str = "") -> dict:
    """Return the state of the control « demande enregistrée le »."""
    choice, details = reading.choice, []
    if choice and choice.removal:
        details.append("éloignement, date de la saisine, règle à confirmer")
    if choice and choice.before_instruction:
        details.append("avant l’instruction du 10 novembre 2011")
    if reading.chosen_day:
        details.append(f"textes du {in_words(reading.chosen_day)}")
    label = _REGIME_NAMES[choice.regime] if choice else ""
    return {
        "value": typed or (f"{choice.day:%d/%m/%Y}" if choice else ""),
        "error": error,
        "label": label or ("Textes d’un autre jour" if reading.chosen_day else ""),
        "detail": ", ".join(details),
        "removal": bool(choice and choice.removal),
        "read_on": f"{reading.chosen_day:%d/%m/%Y}" if reading.chosen_day else "",
        "help_url": reverse("guidance:regime"),
        "clear_url": f"{reverse('guidance:regime')}?{urlencode({'effacer': 1, 'suite': suite})}"
        if choice or reading.chosen_day
        else "",
        "suite": suite,
    }


def regime_banner(text, other, reading) -> dict | None:
    """Return the warning shown on a text of another regime than the chosen one, or than today's."""
    if text is None or text.regime == reading.regime:
        return None
    if reading.choice:
        matter = "saisine du" if reading.choice.removal else "demande enregistrée le"
        title = f"Ce texte ne vaut pas pour une {matter} {in_words(reading.choice.day)}."
    elif text.regime == Regime.ARS:
        title = "Ce texte vaut pour les demandes enregistrées avant le 1er janvier 2017."
    else:
        title = "Ce texte vaut pour les demandes enregistrées à compter du 1er janvier 2017."
    removal = reading.choice and reading.choice.to_confirm
    return {
        "title": title,
        "text": "Pour une mesure d’éloignement, cette règle reste à confirmer." if removal else "",
        "source_label": text.applies_source or regimes.SOURCE,
        "other_label": f"Lire : {other.title}" if other else "",
        "other_url": other.url if other else "",
    }
