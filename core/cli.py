"""``ecomarket``: every way to start, prepare and look after a market.

Commands import what they run when they run it: ``ecomarket --help`` has to be quick.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from core.kernel.errors import DomainError
from core.runtime.build import BuildFailed
from core.runtime.console import Progress
from core.runtime.engines import EngineFailed, running_engines
from core.runtime.locks import Locked
from core.runtime.ports import PortTaken
from core.runtime.process import StartFailed
from core.settings import ROOT, AppName, UnsafeSettings, ensure_safe, settings

app = typer.Typer(
    help="EcoMarket: a multi-vendor marketplace for handmade and sustainable goods.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

EXPLAINED = (
    BuildFailed,
    DomainError,
    EngineFailed,
    Locked,
    PortTaken,
    StartFailed,
    UnsafeSettings,
)


class Scale(StrEnum):
    SMALL = "s"
    MEDIUM = "m"
    LARGE = "l"


@app.command()
def up(
    headless: Annotated[  # noqa: FBT002
        bool, typer.Option("--headless", help="Without the apps: they run elsewhere.")
    ] = False,
) -> None:
    """Run everything: database, cache, the three apps and the worker."""
    from core.runtime.supervisor import Supervisor

    apps = () if headless else tuple(AppName)
    with _explained():
        asyncio.run(Supervisor(settings(), Progress(), apps).run())


@app.command()
def storefront() -> None:
    """Serve the shop."""
    _serve(AppName.STOREFRONT)


@app.command()
def admin() -> None:
    """Serve the operators' app."""
    _serve(AppName.ADMIN)


@app.command()
def vendor() -> None:
    """Serve the vendors' portal."""
    _serve(AppName.VENDOR_PORTAL)


@app.command()
def renderer() -> None:
    """Turn the shop's pages into HTML, for the storefront of this home."""
    from core.runtime.build import build
    from core.runtime.paths import Home
    from core.runtime.render import render

    home = Home(settings().home)
    home.create()
    with _explained():
        build(AppName.STOREFRONT)
        render(home)


@app.command()
def worker() -> None:
    """Run background jobs."""
    from core.runtime.logs import configure_logging
    from core.runtime.worker import work

    with _engines():
        configure_logging()
        asyncio.run(work())


@app.command()
def migrate() -> None:
    """Create the database if it is missing, and bring its tables up to date."""
    from core.runtime.prepare import prepare_database

    with _engines(), Progress().step("Migrating"):
        prepare_database()


@app.command()
def seed(
    scale: Annotated[Scale, typer.Option(help="320, 5,000 or 100,000 products")] = Scale.SMALL,
) -> None:
    """Load the demo shop."""
    from core.demo.seed import seed as load

    with _engines(), Progress().step(f"Loading the demo shop ({scale})"):
        _run(lambda: load(scale))


@app.command()
def reindex() -> None:
    """Build the search index anew; the old one answers until it is done."""
    from core.search.index_products import rebuild

    async def run() -> None:
        count = await rebuild()
        Progress().note(f"{count:,} products can be found.")

    with _engines(), Progress().step("Indexing"):
        _run(run)


@app.command("import-products")
def import_products(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, resolve_path=True)],
    vendor_slug: Annotated[str | None, typer.Option("--vendor", metavar="SLUG")] = None,
    currency: Annotated[str, typer.Option(help="Of the prices in the file")] = "EUR",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check.")] = False,  # noqa: FBT002
) -> None:
    """Import a product file (Shopify CSV, our own CSV, XLSX) for a workshop."""
    from core.runtime.import_products import import_products as import_file

    progress = Progress()

    async def run() -> None:
        with progress.counter(f"Reading {file.name}") as tell:
            imported = await import_file(
                file, vendor_slug=vendor_slug, currency=currency, is_dry_run=dry_run, tell=tell
            )
        for line in imported.lines():
            progress.note(line)
        if imported.is_refused:
            raise typer.Exit(1)

    with _engines():
        _run(run)


@app.command()
def sandbox(
    gateway: Annotated[str, typer.Argument(help="stripe, paypal, square or btcpay")],
    port: Annotated[int | None, typer.Option()] = None,
    shop: Annotated[str, typer.Option(help="Whose webhook is told")] = "http://127.0.0.1:3000",
) -> None:
    """Start a stand-in for a payment gateway, and say how the shop finds it."""
    from core.payments.twins.serve import PORTS, make_twin, serve_twin

    if gateway not in PORTS:
        typer.secho(f"There is a stand-in for {', '.join(PORTS)}.", fg="red", err=True)
        raise typer.Exit(1)
    chosen = port or PORTS[gateway]
    twin, found = make_twin(gateway, chosen, shop)
    for name, value in found.items():
        typer.echo(f"{name}={value}")
    serve_twin(twin, chosen)


@app.command("create-admin")
def create_admin(
    email: Annotated[str, typer.Option(prompt="E-mail")],
    name: Annotated[str, typer.Option(prompt="Name")],
    password: Annotated[
        str,
        typer.Option(
            prompt="Password",
            confirmation_prompt=True,
            hide_input=True,
            envvar="ECOMARKET_ADMIN_PASSWORD",
        ),
    ],
) -> None:
    """Make an operator who may do everything, or give one that exists a new password."""
    from core.db.session import transaction
    from core.identity.create_admin import create_admin as create
    from core.kernel.principal import SYSTEM

    async def run() -> None:
        async with transaction() as session:
            await create(session, SYSTEM, email, name, password)

    with _engines():
        _run(run)
    Progress().note(f"{email} can sign in at {settings().origin(AppName.ADMIN)}.")


@app.command()
def doctor() -> None:
    """Say what is wrong here, and what to do about it."""
    from core.runtime.doctor import examine

    findings = examine()
    rows = [
        ("wrong" if finding.advice else "ok", finding.subject, finding.facts, finding.advice)
        for finding in findings
    ]
    Progress().table("EcoMarket", ("", "what", "found", "to do"), rows)
    raise typer.Exit(any(finding.advice for finding in findings))


@app.command()
def invariants() -> None:
    """Ask whether everything adds up, of every row; exits with 1 if something does not."""
    from core.reporting.watch_proofs import look

    progress = Progress()

    async def run() -> None:
        answers = await look(is_full=True)
        broken = [answer.broken for answer in answers if answer.broken]
        for found in broken:
            progress.note(f"{found.proof.sentence} Not so:\n  {found}")
        took_ms = sum(answer.took_ms for answer in answers)
        progress.note(f"{len(answers)} checked, {len(broken)} violated, {took_ms:.0f} ms.")
        if broken:
            raise typer.Exit(1)

    with _engines():
        _run(run)


@app.command()
def reset(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,  # noqa: FBT002
) -> None:
    """Delete all data of this home: orders, products, pictures, everything."""
    from core.runtime.reset import delete_data

    chosen = settings()
    if not yes:
        typer.confirm(f"Delete all data in {chosen.home}? This cannot be undone.", abort=True)
    with _explained():
        delete_data(chosen)
    Progress().note("Deleted. The next start begins with an empty market.")


@app.command("check-migrations", hidden=True)
def check_migrations() -> None:
    """Migrate a fresh database, and compare what came out with the models."""
    from alembic.util import CommandError

    from core.runtime.migrate import check_fresh_database

    with _explained():
        try:
            check_fresh_database()
        except CommandError as error:
            raise StartFailed(str(error)) from error
    Progress().note("The migrations build what the models describe.")


@contextmanager
def _explained() -> Iterator[None]:
    """What a person can put right is a sentence, not a traceback."""
    try:
        yield
    except EXPLAINED as error:
        typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(1) from error


@contextmanager
def _engines() -> Iterator[None]:
    """The running engines of this home, or own ones for as long as the command takes."""
    with _explained():
        ensure_safe(settings())
        with running_engines(settings()):
            yield


def _serve(name: AppName) -> None:
    from core.runtime.build import build
    from core.runtime.ports import ensure_port_free
    from core.runtime.serve import serve

    with _engines():
        ensure_port_free(settings(), name)
        build(name)
        serve(name)


def _run(use_case: Callable[[], Coroutine[Any, Any, None]]) -> None:
    from core.bootstrap import process_lifespan
    from core.runtime.migrate import NotMigrated, ensure_migrated

    try:
        ensure_migrated(settings().database_url)
    except NotMigrated as error:
        raise StartFailed(str(error)) from error

    async def run() -> None:
        async with process_lifespan():
            await use_case()

    os.chdir(ROOT)
    asyncio.run(run())


if __name__ == "__main__":
    app()
