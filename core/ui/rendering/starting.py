"""A rendered page is painted first; the modules that bring it to life come right after.

Left to itself the document asks for some fifteen modules at once, and a phone on a slow line
shares its bandwidth between them and the picture that the visitor waits for. Everything can be
read, followed and sent without them, so they start once the page has loaded and was painted, at
the first touch or key if that is sooner, and in any case after a moment.
"""

import re

from core.ui.rendering.plugin import LATER_MODULES_ID

PATIENCE_MS = 2500
PRELOADS = re.compile(rb'<link rel="modulepreload" href="([^"]+)"/>')
ENTRY = re.compile(rb'<script type="module" async="">(.*?)</script>', re.DOTALL)
# A tab in the background is never painted, hence the patience.
START = """(() => {
  const later = document.getElementById("%(id)s");
  const wishes = ["pointerdown", "keydown", "touchstart"];
  let hasStarted = false;
  const start = () => {
    if (hasStarted) return;
    hasStarted = true;
    wishes.forEach((wish) => removeEventListener(wish, start, true));
    for (const href of later.dataset.modules.split(" ")) {
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.href = href;
      document.head.append(link);
    }
    const entry = document.createElement("script");
    entry.type = "module";
    entry.textContent = later.textContent;
    document.head.append(entry);
  };
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() =>
  setTimeout(start))); wishes.forEach((wish) => addEventListener(wish, start, { capture: true,
  passive: true }));
  if (document.readyState === "complete") painted();
  else addEventListener("load", painted, { once: true });
  setTimeout(start, %(patience)d);
})();"""


def started_after_paint(html: bytes) -> bytes:
    """The document with its modules put off. One that has no entry is left as it is.

    The entry stays in its place, where React expects an element; what starts it goes last.
    """
    entry = ENTRY.search(html)
    end = html.rfind(b"</body>")
    if entry is None or end < 0:
        return html
    modules = b" ".join(PRELOADS.findall(html))
    later = b'<script type="text/plain" id="%b" data-modules="%b">%b</script>' % (
        LATER_MODULES_ID.encode(),
        modules,
        entry[1],
    )
    code = START % {"id": LATER_MODULES_ID, "patience": PATIENCE_MS}
    start = b"<script>%b</script>" % code.encode()
    put_off = html[: entry.start()] + later + html[entry.end() : end] + start + html[end:]
    return PRELOADS.sub(b"", put_off)
