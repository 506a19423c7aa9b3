"""The pure rules of the texts: regime, standing of an edition, dates as typed, markup that may stay."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance import dates, items, regimes, sanitise, timeline
from guidance.enums import Regime
from guidance.timeline import Standing
from guidance.views import preferences

# --- regime ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "regime"), [(date(2016, 12, 31), Regime.ARS), (date(2017, 1, 1), Regime.OFII)])
def test_the_regime_changes_on_the_1st_of_january_2017(day, regime):
    assert regimes.regime_for(day) is regime


@pytest.mark.parametrize(("day", "before"), [(date(2011, 11, 9), True), (date(2011, 11, 10), False)])
def test_a_request_older_than_the_instruction_is_known_as_such(day, before):
    assert regimes.choose(day).before_instruction is before


def test_the_rule_of_a_removal_stays_to_be_confirmed():
    assert regimes.choose(date(2016, 1, 1), removal=True).to_confirm
    assert not regimes.choose(date(2016, 1, 1)).to_confirm


@given(
    st.one_of(st.none(), st.dates(date(1945, 1, 1), date(2100, 1, 1))),
    st.booleans(),
    st.one_of(st.none(), st.dates(date(1945, 1, 1))),
)
def test_the_choices_of_a_reader_come_back_from_their_cookie(day, removal, read):
    choice = regimes.choose(day, removal=removal) if day else None
    reading = preferences.Reading(choice, read, date(2026, 1, 1))
    assert preferences.decode(preferences.encode(reading), date(2026, 1, 1)) == reading


@given(st.text(max_size=80))
def test_a_cookie_of_any_shape_is_read_without_an_error(value):
    assert preferences.decode(value, date(2026, 1, 1)).today == date(2026, 1, 1)


# --- standing --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edition:
    effective_from: date | None = None
    effective_until: date | None = None
    seen_in_force_on: date | None = None


FIRST, LAST = Edition(date(2011, 11, 10), date(2016, 12, 31)), Edition(date(2017, 2, 1))
SEEN = Edition(seen_in_force_on=date(2024, 11, 5))


@pytest.mark.parametrize(
    ("editions", "day", "text_from", "edition", "standing"),
    [
        ([FIRST], date(2011, 11, 9), None, None, Standing.NOT_YET),
        ([FIRST], date(2011, 11, 10), None, FIRST, Standing.IN_FORCE),
        ([FIRST], date(2016, 12, 31), None, FIRST, Standing.IN_FORCE),
        ([FIRST], date(2017, 1, 1), None, FIRST, Standing.ENDED),
        ([LAST, FIRST], date(2017, 1, 31), None, FIRST, Standing.ENDED),
        ([LAST, FIRST], date(2017, 2, 1), None, LAST, Standing.IN_FORCE),
        ([SEEN], date(2017, 1, 22), date(2017, 1, 23), None, Standing.NOT_YET),
        ([SEEN], date(2017, 1, 23), date(2017, 1, 23), SEEN, Standing.UNKNOWN_WORDING),
        ([SEEN], date(2024, 11, 4), date(2017, 1, 23), SEEN, Standing.UNKNOWN_WORDING),
        ([SEEN], date(2024, 11, 5), date(2017, 1, 23), SEEN, Standing.SEEN),
        ([SEEN], date(2024, 11, 4), None, None, Standing.NOT_YET),
        ([FIRST], date(2011, 11, 9), date(2011, 11, 1), None, Standing.NOT_YET),
        ([], date(2020, 1, 1), None, None, Standing.NOT_YET),
        ([Edition()], date(2020, 1, 1), date(2019, 1, 1), Edition(), Standing.UNKNOWN_WORDING),
    ],
)
def test_an_edition_stands_on_a_day_as_its_dates_say(editions, day, text_from, edition, standing):
    assert timeline.resolve(editions, day, text_in_force_from=text_from) == timeline.Resolution(edition, standing)


def test_of_two_editions_of_one_day_the_later_of_the_list_is_read():
    @dataclass(frozen=True)
    class Named(Edition):
        name: str = ""

    first, second = Named(date(2020, 1, 1), name="a"), Named(date(2020, 1, 1), name="b")
    assert timeline.resolve([first, second], date(2020, 1, 1)).edition is second
    assert timeline.resolve([first, second], date(2019, 12, 31)).edition is None


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["3/9/26", "03/09/2026", "3-9-2026", "3.9.26", "3 9 2026", "03092026", "030926", "3 sept 2026", "3 sept. 26",
     "3 septembre 2026", "3 SEPTEMBRE 2026", " 03/09/2026 ", "2026-09-03", "3 / 9 / 2026"],
)  # fmt: skip
def test_a_date_is_read_in_every_form_that_people_type(typed):
    assert dates.parse(typed) == date(2026, 9, 3)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("1er janvier 2017", date(2017, 1, 1)), ("5 févr. 2017", date(2017, 2, 5)), ("5 août 2017", date(2017, 8, 5)),
     ("29/02/2016", date(2016, 2, 29)), ("1 juin 2017", date(2017, 6, 1)), ("1 juillet 2017", date(2017, 7, 1))],
)  # fmt: skip
def test_months_and_leap_days_are_read(typed, day):
    assert dates.parse(typed) == day


@pytest.mark.parametrize("typed", ["29/02/2017", "31/04/2026", "00/01/2026", "01/13/2026", "32/01/2026", "2026-02-30"])
def test_a_day_that_does_not_exist_is_said_not_to(typed):
    with pytest.raises(dates.DateError, match="n’existe pas"):
        dates.parse(typed)


@pytest.mark.parametrize("typed", ["", " ", "hier", "3/9", "3 brumaire 2026", "12345", "2026/09", "3/9/202", "a" * 900])
def test_what_is_no_date_is_told_how_to_be_written(typed):
    with pytest.raises(dates.DateError, match="03/09/2026"):
        dates.parse(typed)


def test_a_year_of_four_figures_is_never_taken_for_another():
    with pytest.raises(dates.DateError):
        dates.parse("03/09/0000")
    assert dates.parse("03/09/0026").year == 26


@given(st.one_of(st.text(max_size=70), st.from_regex(r"[0-9./ -]{1,12}", fullmatch=True)))
def test_anything_typed_is_a_date_or_a_sentence(typed):
    try:
        assert isinstance(dates.parse(typed), date)
    except dates.DateError as error:
        assert str(error).endswith(".")


@given(st.dates(date(1000, 1, 1)))
def test_a_date_in_words_is_read_back(day):
    assert dates.parse(dates.in_words(day)) == day
    assert dates.parse(day.isoformat()) == day
    assert dates.parse(f"{day:%d/%m/%Y}") == day + timedelta(0)


# --- markup ----------------------------------------------------------------------------------------------------------

TAG = re.compile(r"<[^>]*>")
ALLOWED = {"<p>", "</p>", '<sup class="appel">', "<sup>", "</sup>", '<span class="nouveau">', "<span>", "</span>"}
MARKUP = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["<p>", "</p>", '<sup class="appel">', "</sup>", '<span class="nouveau">', "</span>", "<script>",
             "</script>", "<img src=x onerror=a>", "<b>", "</b>", "<!--", "-->", "<svg>", "<style>", "</style>",
             "&lt;", "&amp;", "&",
             '<p style="x" onclick=y data-block-key="z">', '<a href="javascript:x">', "<", ">", '"', "'", "\x00", "<p",
             "<template>", "<iframe srcdoc=x>", "</", "<!", "<?", "]]>"]
        ),
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(MARKUP)
def test_only_the_three_marks_of_a_paragraph_ever_stay(markup):
    clean = sanitise.inline(markup)
    assert set(TAG.findall(clean)) <= ALLOWED
    assert "<" not in TAG.sub("", clean) and "\x00" not in clean


@given(MARKUP)
def test_cleaning_twice_is_cleaning_once(markup):
    once = sanitise.inline(markup)
    assert sanitise.inline(once) == once


@given(st.lists(st.text(alphabet="abcdé’« ;1", min_size=1, max_size=9), min_size=1, max_size=6))
def test_no_word_is_lost_whatever_tag_surrounds_it(words):
    markup = "".join(f'<p><b onclick="x">{word}</b> <em>{word}</em></p>' for word in words)
    kept = items.words_of(sanitise.inline(markup)).split()
    assert kept == [each for word in words for each in f"{word} {word}".split()]


@pytest.mark.parametrize(
    "kept", ['<p>a<sup class="appel">1</sup></p>', '<p><span class="nouveau">x &amp; y</span></p>', "<p>5 &lt; 6</p>"]
)
def test_what_is_allowed_stays_as_it_is(kept):
    assert sanitise.inline(kept) == kept


@pytest.mark.parametrize(
    ("url", "opens"),
    [("https://a.fr/x", True), ("HTTP://a.fr", True), ("mailto:a@b.fr", True), (" https://a.fr ", True),
     ("//a.fr", False),
     ("javascript:x", False), ("data:x", False), ("", False), (None, False), ("ftp://a", False), ("/textes/", False),
     ("https://a.fr/\nx", False), ('https://a.fr/"x', False), ("https:/a", False)],
)  # fmt: skip
def test_only_an_address_of_the_web_is_opened(url, opens):
    assert bool(sanitise.web_address(url)) is opens


# --- items -----------------------------------------------------------------------------------------------------------


def test_a_digest_depends_on_the_content_and_not_on_the_order_of_its_keys():
    assert items.digest({"a": 1, "b": 2}) == items.digest({"b": 2, "a": 1}) != items.digest({"a": 2, "b": 1})


def test_the_calls_of_a_clause_are_listed_once_in_order():
    blocks = [{"type": "paragraph", "html": '<p>a<sup class="appel">2</sup> b<sup class="appel">1</sup></p>'},
              {"type": "quote", "paragraphs": ['<p>c<sup class="appel">2</sup></p>']}]  # fmt: skip
    assert items.notes_called(blocks) == ["2", "1"]
    assert items.plain_text(blocks) == "a[^2] b[^1]\nc[^2]"
