// Renders compiled pages: POST /?url=… with the state as JSON -> the HTML of the page.
import { AsyncLocalStorage } from "node:async_hooks";
import { chmodSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequestHandler } from "react-router";

const LARGEST_STATE = 4 * 1024 * 1024;
const socket = process.env.RENDERER_SOCKET;
const requestState = new AsyncLocalStorage();
globalThis.requestState = requestState;

const build = await import("./build/server/index.js");
const handle = createRequestHandler(
  { ...build, ssr: true, isSpaMode: false, prerender: [] },
  "production",
);

async function readBody(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > LARGEST_STATE) throw new RangeError("The state of the page is too large.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

// Pages are wanted whole, as robots get them, not in streamed parts that scripts put together.
const headers = { "user-agent": "Googlebot" };

async function render(url, state) {
  const page = await requestState.run(state, () => handle(new Request(url, { headers })));
  return [page.status, await page.text()];
}

const server = createServer(async (request, response) => {
  try {
    if (request.method === "GET") return response.end("ok");
    const url = new URL(request.url, "http://localhost").searchParams.get("url");
    const [status, html] = await render(url, JSON.parse(await readBody(request)));
    response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
    response.end(html);
  } catch (error) {
    console.error(error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
});

rmSync(socket, { force: true });
server.listen(socket, () => chmodSync(socket, 0o600));

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
