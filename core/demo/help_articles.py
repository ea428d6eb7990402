from core.content.models import Audience, HelpArticle
from core.demo.bulk import Bulk
from core.demo.source import Source


def add_help(bulk: Bulk, source: Source) -> None:
    for position, row in enumerate(source.help):
        updated = source.moment(row["updated"])
        bulk.add(
            HelpArticle,
            at=updated,
            slug=row["slug"],
            title=row["title"],
            section=row["section"],
            audience=Audience(row["audience"]),
            position=position,
            body=row["body"],
            updated_on=updated.date(),
        )
