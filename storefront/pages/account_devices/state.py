import reflex as rx

from core.db.session import read_session, transaction
from core.notifications import push
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from storefront.pages.account_devices.views import DeviceView
from storefront.state.ids import read_id
from storefront.state.shell import ShellState


class DevicesState(LoadState, ShellState):
    devices: list[DeviceView] = []

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        await self._show()

    @rx.event
    @requires(Caller.USER)
    async def show(self) -> None:
        """This browser has just come or gone."""
        await self._show()

    @rx.event
    @requires(Caller.USER)
    async def remove(self, device_id: str) -> None:
        device = read_id(device_id)
        caller = await self._principal()
        async with transaction() as session:
            await push.remove_device(session, caller, device)
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            devices = await push.list_devices(session, caller)
        self.devices = [DeviceView.of(device) for device in devices]
