"""A broken form posted to the desk is a bad request; a fault of ours stays visible as one."""

import pytest
from django.test import RequestFactory
from django.urls import resolve
from django.utils.datastructures import MultiValueDict, MultiValueDictKeyError

from portal.middleware.malformed import MalformedEditorFormMiddleware


def handle(exception, method="post", path="/admin/pages/"):
    request = getattr(RequestFactory(), method)(path)
    request.resolver_match = resolve(path)
    return MalformedEditorFormMiddleware(lambda request: None).process_exception(request, exception)


def value_from_datadict(count):
    return int(count)


def raised(function, *args):
    with pytest.raises(Exception) as caught:
        function(*args)
    return caught.value


def test_a_missing_field_is_a_bad_request():
    missing = raised(lambda: MultiValueDict()["body-count"])
    assert isinstance(missing, MultiValueDictKeyError)
    assert handle(missing).status_code == 400


def test_a_form_put_instead_of_posted_is_answered_alike():
    missing = raised(lambda: MultiValueDict()["new_parent_page"])
    assert handle(missing, "put", "/admin/pages/3/copy/").status_code == 400
    assert handle(missing, "delete") is None


def test_a_count_that_is_no_number_is_a_bad_request():
    assert handle(raised(value_from_datadict, "beaucoup")).status_code == 400


def test_a_fault_outside_the_reading_of_the_form_stays_a_fault():
    assert handle(raised(int, "beaucoup")) is None
    assert handle(raised(lambda: {}["key"])) is None


def test_only_posts_to_the_desk_are_answered():
    missing = raised(lambda: MultiValueDict()["body-count"])
    assert handle(missing, method="get") is None
    assert handle(missing, path="/aide/") is None


def test_the_log_names_the_route_and_not_what_was_posted(caplog):
    with caplog.at_level("WARNING", logger="portal.malformed"):
        handle(raised(value_from_datadict, "un secret"))
    assert "secret" not in caplog.text
    assert "ValueError" in caplog.text
