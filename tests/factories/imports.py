"""A workshop with files to bring in."""

import io
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.importing.report import ImportReport
from core.catalog.models import ProductImport
from core.identity.models import User
from core.imports.run_import import check_file, run_file
from core.imports.start_import import check_import, confirm_import, upload_file
from core.kernel.principal import Principal, Role, VendorRole
from core.vendors.models import Vendor
from tests.factories.shop import a_workshop


@dataclass(frozen=True, slots=True)
class Desk:
    """A workshop's catalog person with a way to bring in files."""

    session: AsyncSession
    vendor: Vendor
    caller: Principal

    async def upload(self, content: str | bytes, **options) -> ProductImport:
        data = content.encode() if isinstance(content, str) else content
        return await upload_file(
            self.session,
            self.caller,
            filename="products.csv",
            content=io.BytesIO(data),
            currency=options.pop("currency", "EUR"),
            **options,
        )

    async def check(self, content: str | bytes, mapping=None, **options) -> UUID:
        upload = await self.upload(content, **options)
        await check_import(self.session, self.caller, upload.id, mapping or {})
        await self.session.flush()
        await check_file(upload.id)
        return upload.id

    async def bring_in(self, content: str | bytes, mapping=None, **options) -> ImportReport:
        import_id = await self.check(content, mapping, **options)
        await confirm_import(self.session, self.caller, import_id)
        await self.session.flush()
        await run_file(import_id)
        return await self.report(import_id)

    async def row(self, import_id: UUID) -> ProductImport:
        row = await self.session.get_one(ProductImport, import_id)
        await self.session.refresh(row)
        return row

    async def report(self, import_id: UUID) -> ImportReport:
        return ImportReport.from_json((await self.row(import_id)).report)


async def a_desk(session: AsyncSession, **options) -> Desk:
    vendor = await a_workshop(session, **options)
    user = User(email=f"{vendor.slug}@makers.example", name="Maker")
    session.add(user)
    await session.flush()
    caller = Principal(
        user_id=user.id,
        roles=frozenset({Role.VENDOR}),
        vendor_id=vendor.id,
        vendor_role=VendorRole.CATALOG,
    )
    return Desk(session, vendor, caller)
