"""What a hostile visitor writes: values that break readers of numbers, days, keys, JSON, markup and columns."""

NOBODY = "6f9619ff-8b86-4011-b42d-00c04fc964ff"
#: Bytes, for what no encoder of a browser would write.
SURROGATE = b"\xed\xa0\x80"
MEGABYTE = "é" * 500_000
WORDS = (
    *("", " ", "\x00", "a\x00b", "\x1b[31m"),
    *("\n" * 300, "\r\nSet-Cookie: a=b", "é" * 5_000, "🙂" * 30, "\ufeff\u202e"),
    *("-1", "0", "1", "2", "9" * 19, "9" * 400, "9" * 5_000),
    *("1e9", "1e999", "NaN", "-Infinity", "1,5", "٣", "²", "0x10"),
    *("2016-03-10", "2016-13-45", "31/02/2016", "0001-01-01"),
    *("31/12/9999", "9999-12-31", "0000-00-00", "2016-W53-7"),
    *("10/03/2016 25:61", "2026-03-29 02:30", "99999-01-01"),
    *("24:00", "instruction-2011", "instruction-2011@2011-11-10"),
    *(NOBODY, NOBODY[:-1], "None", "null"),
    *("true", "[]", "{}", '{"a":', '[{"type": "x"}]', '{"blocks": 1}', '"\\ud800"'),
    *('{"blocks":[{"text":"\\ud800","type":"unstyled","key":"a","depth":0,"inlineStyleRanges":[],"entityRanges":[]}],'
      '"entityMap":{}}',),
    *('{"blocks":[{"text":"a","type":"z","entityRanges":[{"offset":0,"length":9,"key":7}]}],"entityMap":{}}',),
    *('{"blocks":null,"entityMap":[]}', "[" * 3_000, '{"comments": [1]}'),
    *("[null]", '["a", 1, {"type": 1, "value": []}]'),
    *("<script>alert(1)</script>", "{{ x }}{% now %}", "'; DROP TABLE x; --"),
    *("../../etc/passwd", "%00", "%s%d", "\\"),
    *("http://[", "//evil.invalid", "javascript:alert(1)"),
    *("https://a.invalid:99999999/", "mailto:", "tel:1", "http://\x00"),
    *("foo__bar", "pk__in", "-pk", "--pk", "1.2.3"),
    *("-1.-2", "all", "ALL", "..", "__all__", "guidance.Term:1"),
)  # fmt: skip
#: Names that no page gives: filters and orders of lists, keys of formsets, of JavaScript, of nothing.
QUERY_NAMES = (
    *("foo__bar", "id__in", "id__isnull"),
    *("pk__gt", "password__startswith", "user__password__startswith", "latest_revision"),
    *("p", "page", "q", "o", "ot", "order", "ordering"),
    *("sort", "tab", "e", "next", "format", "export", "filters[]"),
    *("du", "au", "jour", "date", "le", "regime"),
    *("texte", "edition", "clause", "demande", "annee", "autorite", "cle"),
    *("id", "ids", "action", "object_list", "content_type"),
    *("owner", "live", "locale", "collection_id", "page_type"),
    *("user_type", "parent_page_id", "child_pages", "allow_external_link"),
    *("link_text", "link_url", "multiple", "chosen"),
    *("mode", "in_preview_panel", "type", "site"),
    *("timestamp_before", "timestamp_after", "go_live_at", "_next", "a" * 300),
    *("created_at_before", "action_0", "locked_by", "last_published_at_after"),
    *("expire_at", "is_expired", "mapped_id", "é"),
)  # fmt: skip
FORM_NAMES = (
    *("__proto__", "a" * 500, "csrfmiddlewaretoken", "is_superuser", "groups"),
    *("pk", "id", "user", "state", "version"),
    *("action-publish", "action-submit", "workflow-action-name", "next"),
    *("is-copying", "go_live_at", "expire_at", "slug"),
    *("form-TOTAL_FORMS", "body-count", "body-0-type"),
    *("body-0-value", "body-0-order", "body-0-deleted", "comments"),
    *("id", "ids", "confirm", "decision", "act"),
    *("url", "link_text", "title", "email_address", "phone_number", "new_parent"),
    *("overwrite_revision_id", "loaded_revision_id", "loaded_revision_created_at", "revision_id", "position"),
)  # fmt: skip
#: Ends of the names by which a form says how many parts it has, and what stands in each.
MANAGEMENT = (
    "_FORMS",
    "-count",
    "-deleted",
    "-order",
    "-type",
    "-id",
    "-column-count",
    "-row-count",
    "-ORDER",
    "-DELETE",
)
BODIES = (
    (b"", "application/json"),
    (b'{"a": ', "application/json"),
    (b'{"a": "\\ud800", "b": [1]}', "application/json"),
    (b"[" * 5_000, "application/json"),
    (b'"text"', "application/json"),
    (b"[1]", "application/json"),
    (b"a=%ED%A0%80&%00=1&a=%ff", "application/x-www-form-urlencoded"),
    (b"&&&===;;;" * 40, "application/x-www-form-urlencoded; charset=utf-16"),
    (b"a=1", "application/x-www-form-urlencoded; charset=nothing"),
    (b"\xff\xfe\x00<a/>", "text/xml"),
    (b"", "multipart/form-data"),
    (b"--x", "multipart/form-data; boundary=x"),
    (b"nothing", "multipart/form-data; boundary=" + "x" * 300),
    (b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1", "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="f"; filename="../\x00a.csv"\r\nContent-Type: text/csv\r\n'
     b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=zz\r\n\r\n\xff\r\n'
     b"--x--\r\n",
     "multipart/form-data; boundary=x"),
    (b"--\xc3\xa9\r\n\r\n", "multipart/form-data; boundary=\u00e9"),
    (b"a=1", "a/b/c; ;;"),
    (b"a=1", ""),
    ("&".join(f"n{number}=" for number in range(10_050)).encode(), "application/x-www-form-urlencoded"),
    (b"a=" + b"x" * 2_700_000, "application/x-www-form-urlencoded"),
)  # fmt: skip
METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND", "get", "\u00e9")
#: Headers as a WSGI server hands them over.
HEADERS = (
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_ACCEPT_LANGUAGE": "x" * 300},
    {"HTTP_RANGE": "bytes=9-1,-,x"},
    {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Foo 99999 99:99:99 GMT"},
    {"HTTP_IF_NONE_MATCH": '"\xff'},
    {"HTTP_REFERER": "http://[::1"},
    {"HTTP_COOKIE": "affichage=\x00; demande=" + "9" * 900 + "; messages=x:y; sessionid=../../x"},
    {"HTTP_COOKIE": 'demande="31/12/9999"; lecture=9999-12-31; theme=<b>; csrftoken=\xe9'},
    {"HTTP_X_FORWARDED_FOR": "1.2.3.4, \x00, x", "HTTP_X_FORWARDED_PROTO": "gopher"},
    {"HTTP_USER_AGENT": "\x00\xe9" * 400},
    {"CONTENT_LENGTH": "-5"},
    {"CONTENT_LENGTH": "abc"},
    {"SERVER_PORT": "abc"},
)  # fmt: skip
FILES = (
    ("a.csv", b"", "text/csv"),
    ("a.csv", b"\x00\xff\xfe;;\n" * 50, "text/csv"),
    ("../../a.csv", b"nom;prenom\n=cmd|' /C calc'!A0;x", "text/csv"),
    ("é" * 300 + ".csv", ('"' + "a;" * 4_000).encode(), "text/csv"),
    ("a.svg", b"<svg onload=alert(1)>", "image/svg+xml"),
    ("a.csv", "\ufeffdu;au;montant\n31/12/9999;0001-01-01;NaN\n".encode("utf-16"), "text/csv"),
)
