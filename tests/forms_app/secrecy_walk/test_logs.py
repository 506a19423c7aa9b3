"""What templates log when a name is missing never quotes the page around it, whatever level an operator opens."""

import logging

from django.template import Context, Template


def test_a_missing_name_of_a_template_is_logged_without_the_page(caplog):
    with caplog.at_level(logging.DEBUG, logger="django.template"):
        Template("{% if person.light %}{% endif %}").render(Context({"person": {"name": "Ayoub Quorvélac"}}))
    assert "light" in caplog.text
    assert "Quorvélac" not in caplog.text
