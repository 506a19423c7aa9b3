"""Nothing is lost: Back, jumps, two windows, double clicks, a killed server, an ended session, seen from a browser."""

import os
import re
import signal
import sqlite3
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal import supervisor
from tests.browser.running import PASSWORD, STARTED_WITHIN, port_of
from tests.browser.test_fiches import ARS_DAY, at, begin, shown_at_last

#: One question of each step of an avis, and two answers to it.
WRITTEN = {
    "demande": ("registered_on", ("14/11/2016", "15/11/2016")),
    "identite": ("person", ("Exemple Aller", "Exemple Retour")),
    "prise-en-charge": ("care", ("needed", "not-needed")),
    "gravite": ("gravity", ("can", "should-not")),
    "traitement": ("treatment", ("none", "exists")),
    "duree": ("duration", ("months", "long-term")),
    "signature": ("signatory_name", ("Exemple Premier", "Exemple Second")),
}
STEPS, REVIEW = tuple(WRITTEN), "relecture"
STEADY = 6.5  # s: a web server whose process dies sooner after its start ends itself, which its parent has to mend
RESPAWN = 60_000  # ms: the server starts a new worker at once, which loads everything


@pytest.fixture
def physician(own_site, visit):
    return visit("medecin", at=own_site)


def begun(visitor, **how):
    """An avis just begun: the page, and the address under which its steps stand."""
    page = begin(visitor, "Avis du médecin", 0, ARS_DAY, **how)
    return page, page.url.rsplit("/", 2)[0]


def control(page, step):
    return page.locator(f"form.question [name='{step}-{WRITTEN[step][0]}']")


def write(page, step, rank):
    """Answer the question of a step with its first or second answer, and return that answer."""
    answer = WRITTEN[step][1][rank % 2]
    if control(page, step).first.get_attribute("type") == "radio":
        page.locator(f"input[name='{step}-{WRITTEN[step][0]}'][value='{answer}']").check()
    else:
        control(page, step).fill(answer)
    return answer


def written(page, step):
    """The answer that the page of a step shows; an empty text when it shows none."""
    control(page, step).first.wait_for(state="attached")
    if control(page, step).first.get_attribute("type") == "radio":
        chosen = page.locator(f"input[name='{step}-{WRITTEN[step][0]}']:checked")
        return chosen.get_attribute("value") if chosen.count() else ""
    return control(page, step).input_value()


def go_on(page):
    page.get_by_role("button", name="Continuer").last.click()


def jump(page, slug):
    page.locator(f"button[name=wizard_goto_step][value='{slug}']").first.click()
    page.wait_for_url(f"**/{slug}/")


def filled(page):
    """Fill a whole avis with its first answers, one step after the other, and return them by step."""
    answers = {}
    for step in STEPS:
        page.wait_for_url(f"**/{step}/")
        answers[step] = write(page, step, 0)
        if step == "identite":
            page.locator("#id_identite-birth_date").fill("1981")
        if step == "duree":
            page.locator("#id_duree-months").fill("12")
        if step == "signature":
            page.locator("#id_signature-letter_date").fill("12/01/2017")
            page.locator("#id_signature-signatory_quality").fill("médecin")
        go_on(page)
    page.wait_for_url(f"**/{REVIEW}/")
    return answers


def preview(page):
    page.get_by_role("button", name="Voir la lettre").last.click()
    page.wait_for_url("**/lettre/")


def letters_of(site, base):
    """States of the letters of a run, as the database holds them."""
    run = base.rsplit("/", 1)[1].replace("-", "")
    with closing(sqlite3.connect(f"file:{site.data / 'portal.sqlite3'}?mode=ro", uri=True)) as rows:
        return [state for (state,) in rows.execute("SELECT state FROM forms_app_letter WHERE run = ?", [run])]


# --- Back, forward, reload, jumps -----------------------------------------------------------------------------------


def test_back_forward_and_reload_show_what_was_answered_at_every_step(physician):
    page, _ = begun(physician)
    answers = filled(page)
    for step in reversed(STEPS):
        page.go_back()
        page.wait_for_url(f"**/{step}/")
        assert written(page, step) == answers[step]
    for step in STEPS[1:]:
        page.go_forward()
        page.wait_for_url(f"**/{step}/")
        page.reload()
        assert written(page, step) == answers[step]


@pytest.mark.parametrize("left", STEPS)
def test_a_jump_from_a_step_to_any_other_keeps_what_was_just_written(physician, left):
    page, base = begun(physician)
    for rank, reached in enumerate((*(step for step in STEPS if step != left), REVIEW)):
        page.goto(f"{base}/{left}/")
        answer = write(page, left, rank)
        jump(page, reached)
        page.goto(f"{base}/{left}/")
        assert written(page, left) == answer, reached


@pytest.mark.parametrize("left", ["identite", "gravite"])
@pytest.mark.parametrize("leave", ["go_back", "reload"])
def test_leaving_by_the_browser_just_after_writing_keeps_it(physician, left, leave):
    page, base = begun(physician)
    page.goto(f"{base}/{left}/")
    answer = write(page, left, 1)
    getattr(page, leave)()
    assert shown_at_last(page, f"{base}/{left}/", lambda: written(page, left), answer) == answer


# --- two windows ----------------------------------------------------------------------------------------------------


def never_saves_by_itself(visitor):
    """Stop the clock of the windows: the pause after which a page saves what is typed never ends."""
    now = time.time()
    visitor.context.clock.install(time=now)
    visitor.context.clock.pause_at(now + 60)


@pytest.mark.parametrize(("kept", "rank"), [("enregistree", 0), ("0", 1)])
def test_two_windows_on_one_step_show_both_versions_and_the_one_chosen_stays(physician, kept, rank):
    first, base = begun(physician)
    second = physician.context.new_page()
    never_saves_by_itself(physician)
    for page in (first, second):
        page.goto(f"{base}/identite/")
    versions = [write(page, "identite", number) for number, page in enumerate((first, second))]
    go_on(first)
    first.wait_for_url("**/prise-en-charge/")
    go_on(second)
    second.locator("h1", has_text="Cette étape a été modifiée ailleurs").wait_for()
    first.goto(f"{base}/identite/")  # the other window sees the same two versions
    for page in (first, second):
        for words in versions:
            expect(page.locator("table.versions").get_by_text(words, exact=True)).to_have_count(1)
    with second.expect_navigation():
        second.locator(f"button[name=garder][value='{kept}']").click()
    expect(second).to_have_url(re.compile("/identite/$"))
    assert written(second, "identite") == versions[rank]
    first.reload()
    assert written(first, "identite") == versions[rank]
    physician.take_faults()


def test_two_drafts_in_two_windows_never_mix(physician):
    first, one = begun(physician)
    second = physician.context.new_page()
    other = begin_again(second, one)
    for page, base, rank in ((first, one, 0), (second, other, 1)):
        page.goto(f"{base}/identite/")
        write(page, "identite", rank)
    for page in (first, second):
        go_on(page)
        page.wait_for_url("**/prise-en-charge/")
    for page, base, rank in ((second, one, 0), (first, other, 1)):
        page.goto(f"{base}/identite/")
        assert written(page, "identite") == WRITTEN["identite"][1][rank]


def begin_again(page, base):
    """A second draft of the same fiche, begun in that window."""
    page.goto(base.partition("/brouillons/")[0] + "/nouvelle/avis/")
    page.locator("input[name=autorite]").first.check()
    page.locator("input[name=dossier]").first.check()
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url("**/demande/")
    assert not page.url.startswith(base)
    return page.url.rsplit("/", 2)[0]


# --- the end --------------------------------------------------------------------------------------------------------


def test_a_double_click_on_the_last_button_gives_one_letter(own_site, physician):
    page, base = begun(physician)
    filled(page)
    preview(page)
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    # Two clicks in one breath are one request in this browser; the second one leaves here while the first is answered.
    twice = "(button) => { button.click(); setTimeout(() => button.click(), 5); }"
    with writing_held(own_site), page.expect_request(lambda request: len(sent) == 2):
        page.get_by_role("button", name="Remettre la lettre").evaluate(twice)
    page.locator("h1", has_text="La lettre est remise").wait_for()
    assert letters_of(own_site, base).count("delivered") == 1
    page.goto(f"{base}/lettre/")
    expect(page.locator("h1")).to_have_text("La lettre est remise")
    assert len(sent) == 2


@contextmanager
def writing_held(site):
    """Nobody else writes to the database of a site meanwhile: whoever wants to waits for its turn."""
    with closing(sqlite3.connect(site.data / "portal.sqlite3", isolation_level=None)) as rows:
        rows.execute("BEGIN IMMEDIATE")
        yield
        rows.execute("ROLLBACK")


def test_a_second_visit_to_the_end_shows_the_same_letter_and_what_came_too_late(own_site, physician):
    page, base = begun(physician)
    late = physician.context.new_page()
    filled(page)
    late.goto(f"{base}/identite/")
    preview(page)
    shown = physician.context.request.get(f"{base}/lettre.pdf").body()
    page.get_by_role("button", name="Remettre la lettre").click()
    page.locator("h1", has_text="La lettre est remise").wait_for()
    page.go_back()
    for path in ("", f"{REVIEW}/", "page/", *(f"{step}/" for step in STEPS)):
        page.goto(f"{base}/{path}")
        assert at(page, "/lettre/"), path
        expect(page.locator("h1")).to_have_text("La lettre est remise")
    assert physician.context.request.get(f"{base}/lettre.pdf").body() == shown
    late.locator("#id_identite-person").fill("Exemple Tardif")
    go_on(late)
    late.locator("h1", has_text="La lettre de cette fiche est déjà remise").wait_for()
    expect(late.locator("dd", has_text="Exemple Tardif")).to_have_count(1)
    assert letters_of(own_site, base).count("delivered") == 1
    physician.take_faults()


# --- a server that dies ---------------------------------------------------------------------------------------------


def workers_of(site):
    """Processes that answer for a site: the children of its web server."""
    web = site.processes[0].pid
    children = Path(f"/proc/{web}/task/{web}/children").read_text(encoding="ascii").split()
    lines = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children}
    return [pid for pid, line in lines.items() if b"resource_tracker" not in line]


def age_of(pid):
    """Seconds since the start of a process."""
    began = int(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began / os.sysconf("SC_CLK_TCK")


def steady_workers_of(site):
    """The same, once they have lived long enough for the web server to start others after them."""
    end = time.monotonic() + STARTED_WITHIN
    while not (found := workers_of(site)) or min(map(age_of, found)) < STEADY:
        assert time.monotonic() < end, "no process answers"
        time.sleep(0.1)
    return found


def kill_workers(site):
    """Kill what answers, without a word; the web server itself starts it again."""
    signal_all(steady_workers_of(site), signal.SIGKILL)


def signal_all(pids, number):
    for pid in pids:
        os.kill(pid, number)


@contextmanager
def nobody_answers(site):
    """Keep a site without anything that answers: its web server is stopped, and starts nothing again, until the end."""
    web = site.processes[0].pid
    os.kill(web, signal.SIGSTOP)
    try:
        kill_workers(site)
        yield
    finally:
        os.kill(web, signal.SIGCONT)


def back_again(site):
    assert supervisor.wait_until_ready([], port_of(site.url), [], within=STARTED_WITHIN)


def saved(page, question, words):
    """Type, and wait until the server acknowledges it."""
    with page.expect_response(lambda answer: answer.url.endswith("/enregistrer/") and answer.status == 204):
        page.locator(f"#id_identite-{question}").fill(words)


def test_a_server_killed_while_one_types_is_said_and_the_words_are_saved_when_it_is_back(own_site, physician):
    page, base = begun(physician)
    page.goto(f"{base}/identite/")
    saved(page, "person", "Exemple Acquis")
    line = page.locator(".status-line")
    with nobody_answers(own_site):
        page.locator("#id_identite-birth_place").fill("Ville-Attente")
        line.filter(has_text=re.compile("Enregistrement…|Non enregistré")).wait_for(timeout=RESPAWN)
    line.filter(has_text="Brouillon enregistré à").wait_for(timeout=RESPAWN)
    other = physician.context.new_page()
    other.goto(f"{base}/identite/")
    assert other.locator("#id_identite-person").input_value() == "Exemple Acquis"
    assert other.locator("#id_identite-birth_place").input_value() == "Ville-Attente"
    physician.take_faults()


def test_a_server_killed_between_typing_and_going_on_is_waited_for_in_the_page(own_site, physician):
    page, base = begun(physician)
    page.goto(f"{base}/identite/")
    saved(page, "person", "Exemple Acquis")
    kill_workers(own_site)
    page.locator("#id_identite-birth_date").fill("1981")
    go_on(page)
    expect(page.locator("#trouble")).to_contain_text("Vos réponses sont gardées dans cette page")
    go_on(page)  # pressed again while it waits: it still leaves once
    page.wait_for_url("**/prise-en-charge/", timeout=RESPAWN)
    back_again(own_site)
    page.goto(f"{base}/identite/")
    expect(page.locator("#id_identite-person")).to_have_value("Exemple Acquis")
    expect(page.locator("#id_identite-birth_date")).to_have_value("1981")
    physician.take_faults()


def test_a_server_killed_while_it_stores_loses_nothing_and_leaves_once(own_site, physician):
    page, base = begun(physician)
    page.goto(f"{base}/identite/")
    saved(page, "person", "Exemple Acquis")
    page.locator("#id_identite-birth_date").fill("1981")
    left = []
    page.on("request", lambda request: left.append(request) if leaves(request) else None)
    storing = steady_workers_of(own_site)
    signal_all(storing, signal.SIGSTOP)  # a request that arrives from here on is never answered
    with page.expect_request(lambda request: request.method == "POST"):
        go_on(page)
    signal_all(storing, signal.SIGKILL)
    page.wait_for_url("**/prise-en-charge/", timeout=RESPAWN)
    assert len(left) == 1
    back_again(own_site)
    page.goto(f"{base}/identite/")
    expect(page.locator("#id_identite-person")).to_have_value("Exemple Acquis")
    expect(page.locator("#id_identite-birth_date")).to_have_value("1981")
    physician.take_faults()


def leaves(request):
    """Whether a request is the form sent by the page itself, not a save from within it."""
    return request.method == "POST" and not request.url.endswith("/enregistrer/")


# --- a session that ends --------------------------------------------------------------------------------------------


def test_a_session_that_ended_without_script_leads_back_to_what_was_typed(own_site, visit):
    visitor = visit("medecin", at=own_site, java_script_enabled=False)
    page, base = begun(visitor)
    page.goto(f"{base}/identite/")
    visitor.context.clear_cookies(name="sessionid")
    write(page, "identite", 0)
    go_on(page)
    page.wait_for_url("**/connexion/**")
    page.locator("#id_login").fill("medecin")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"{base}/identite/")
    assert written(page, "identite") == WRITTEN["identite"][1][0]
