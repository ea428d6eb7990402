"""What the journal tells machines: the head of an article, and an Atom feed of the latest."""

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from core.content.journal import Story, StorySummary
from core.kernel.clock import utc_now
from core.seo.addresses import absolute, canonical
from core.seo.head import SITE_NAME, HeadImage, PageHead, full_title, graph, plain
from core.seo.market import breadcrumb, organization, organization_id

JOURNAL = "/journal"
FEED = "/feeds/journal.atom"
TRAIL = [("Home", "/"), ("Journal", JOURNAL)]


def story_head(story: Story) -> PageHead:
    told = story.summary
    path = f"{JOURNAL}/{told.slug}"
    image = HeadImage.of(told.cover.picture, told.cover.alt) if told.cover else HeadImage()
    author = {"@type": "Person", "name": told.byline} if told.byline else None
    posting = {
        "@type": "BlogPosting",
        "@id": canonical(path),
        "url": canonical(path),
        "headline": told.title,
        "description": plain(told.summary),
        "datePublished": told.published_at.isoformat(),
        "dateModified": story.updated_at.isoformat(),
        "image": image.url,
        "author": author or {"@id": organization_id()},
        "publisher": {"@id": organization_id()},
    }
    trail = breadcrumb([*TRAIL, (told.title, path)])
    return PageHead(
        title=full_title(told.title),
        description=plain(told.summary),
        canonical=canonical(path),
        og_type="article",
        image=image,
        properties=[
            ("article:published_time", told.published_at.isoformat()),
            ("article:modified_time", story.updated_at.isoformat()),
        ],
        json_ld=graph([organization(), posting, trail]),
    )


def atom_feed(stories: Sequence[StorySummary]) -> str:
    """RFC 4287."""
    updated = max((story.published_at for story in stories), default=utc_now())
    entries = "".join(_entry(story) for story in stories)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>{SITE_NAME} Journal</title>"
        f"<id>{escape(canonical(JOURNAL))}</id>"
        f'<link rel="alternate" href={quoteattr(canonical(JOURNAL))}/>'
        f'<link rel="self" href={quoteattr(absolute(FEED))}/>'
        f"<updated>{_written(updated)}</updated>"
        f"<author><name>{SITE_NAME}</name></author>{entries}</feed>\n"
    )


def _entry(story: StorySummary) -> str:
    address = canonical(f"{JOURNAL}/{story.slug}")
    author = f"<author><name>{escape(story.byline)}</name></author>" if story.byline else ""
    return (
        f"<entry><title>{escape(story.title)}</title><id>{escape(address)}</id>"
        f'<link rel="alternate" href={quoteattr(address)}/>'
        f"<published>{_written(story.published_at)}</published>"
        f"<updated>{_written(story.published_at)}</updated>{author}"
        f"<summary>{escape(story.summary)}</summary></entry>"
    )


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
