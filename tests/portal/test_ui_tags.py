"""What the templates of every screen share: French dates and spaces, icons, addresses that exist."""

from datetime import date

import pytest

from portal.templatetags import ui


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2017, 1, 1), "1er janvier 2017"), (date(2017, 1, 2), "2 janvier 2017"), (date(2020, 8, 31), "31 août 2020")],
)
def test_a_day_is_written_as_the_texts_write_it(day, words):
    assert ui.jour(day).replace("\u00a0", " ") == words


def test_no_day_is_written_as_nothing():
    assert ui.jour(None) == "" and ui.jour_court(None) == ""


def test_an_icon_is_silent_unless_it_is_named():
    assert 'aria-hidden="true"' in ui.icon("check")
    assert 'aria-label="Erreur"' in ui.icon("stop", "Erreur")


def test_the_name_of_an_icon_is_escaped():
    assert "<b>" not in ui.icon("stop", "<b>")


def test_a_screen_that_does_not_exist_has_no_address():
    assert ui.screen("nulle-part") == ""


def test_the_words_of_an_editor_keep_their_signs_on_the_line():
    assert ui.insecables("« mot » : oui ?") == "«\u00a0mot\u00a0»\u00a0: oui\u00a0?"
    assert ui.insecables("du 27 décembre 2016, art. 13") == "du 27\u00a0décembre 2016, art.\u00a013"
