"""Modules of a rendered page are put off until it was painted."""

from core.ui.rendering.starting import started_after_paint

HEAD = (
    '<link rel="modulepreload" href="/assets/a-1.js"/><link rel="modulepreload" href="/b.js"/>'
)
ENTRY = '<script type="module" async="">import "/assets/a-1.js";</script>'
PAGE = (
    f"<html><head>{HEAD}</head><body><main>Vases</main>{ENTRY}<script>1</script></body></html>"
)


def put_off(page: str) -> str:
    return started_after_paint(page.encode()).decode()


def test_nothing_asks_for_a_module_while_the_page_is_read():
    made = put_off(PAGE)
    assert "modulepreload" not in made.split("<body>")[0]
    assert 'type="module"' not in made.replace('entry.type = "module"', "")


def test_the_entry_stays_in_its_place_as_text_that_is_not_run():
    made = put_off(PAGE)
    later = '<script type="text/plain" id="later-modules" data-modules="/assets/a-1.js /b.js">'
    assert f'Vases</main>{later}import "/assets/a-1.js";</script><script>1</script>' in made


def test_what_starts_it_is_the_last_thing_in_the_page():
    before, _, after = put_off(PAGE).rpartition("</script>")
    assert after == "</body></html>"
    assert before.rpartition("<script>")[2].startswith("(() => {")


def test_a_page_without_modules_is_left_alone():
    page = "<html><head></head><body>Plain</body></html>"
    assert put_off(page) == page
