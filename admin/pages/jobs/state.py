from typing import Any

import reflex as rx

from admin.pages.jobs.views import PATH, JobRow, queue_options, status_tabs
from admin.state.filters import kept, one_of, text_of
from admin.state.tabs import ViewTab
from core.db.session import read_session, transaction
from core.reporting import jobs, overview
from core.reporting.jobs import JobStatus
from core.ui.acting import ActState, acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_count
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, page_number

SIZE = 25


class JobsState(LoadState, ActState, SessionState):
    tabs: list[ViewTab] = []
    rows: list[JobRow] = []
    queues: list[tuple[str, str]] = []
    pager: Pager = Pager()
    q: str = ""
    queue: str = ""
    form_key: str = ""
    is_filtered: bool = False
    _status: JobStatus | None = None
    _page: int = 1

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        query = self.router.url.query_parameters
        self.q, self.queue = text_of(query), text_of(query, "queue")
        self._status, self._page = one_of(JobStatus, query, "status"), page_number(query)
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {name: str(form_data.get(name, "")) for name in ("q", "queue")}
        chosen = kept(q=text_of(sent), queue=text_of(sent, "queue"), status=self._status)
        return rx.redirect(address(PATH, chosen))

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def retry(self, job_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await jobs.retry_job(session, caller, _number(job_id))
        self.done = f"Job {job_id} runs again."
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def cancel(self, job_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await jobs.cancel_job(session, caller, _number(job_id))
        self.done = f"Job {job_id} is out of its queue."
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            queues = await overview.queues(session, caller)
            page = await jobs.list_jobs(
                session,
                caller,
                status=self._status,
                queue=self.queue,
                name=self.q,
                page=self._page,
                size=SIZE,
            )
        self.tabs = status_tabs(self._status, self._query())
        self.queues = queue_options(queues, self.queue)
        self.rows = [JobRow.of(job) for job in page.items]
        self.pager = Pager.of(page, PATH, self._query(), noun="job")
        self.form_key = address(PATH, self._query())
        self.is_filtered = bool(self._query())

    def _query(self) -> dict[str, str]:
        return kept(q=self.q, queue=self.queue, status=self._status)


def _number(job_id: object) -> int:
    return read_count(job_id)
