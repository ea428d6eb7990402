// The shop without a network, and its voice when no page is open. Made for one build: VERSION and
// SHELL are filled in by core/runtime/service_worker.
//
// What is of one person alone (checkout, account, orders, bag, sign-in) is never kept, nor is
// anything that its answer calls private.

const VERSION = "{{version}}";
const SHELL = {{shell}};

const SHELL_CACHE = `shell-${VERSION}`;
const PAGES = `pages-${VERSION}`;
const IMAGES = "images";
const SUGGESTIONS = "suggestions";
const OWN = [SHELL_CACHE, PAGES, IMAGES, SUGGESTIONS];

const OFFLINE = "/offline";
const ADD = "/bag/add";
const PATIENCE_MS = 3000;
const DAY_MS = 86_400_000;
const MOST = { [PAGES]: 60, [IMAGES]: 200, [SUGGESTIONS]: 100, [SHELL_CACHE]: 250 };
const MOST_CARRIED = 20;
const IMAGE_AGE_MS = 30 * DAY_MS;

// Public pages that are worth reading again.
const KEPT_PAGE =
  /^\/(?:(?:p|c|shop|collections|materials)\/[\w.~%-]+|shops|collections|materials|impact)?\/?$/;
const ASSET = /^\/(?:assets|fonts|js|icons|css|external)\/|^\/manifest\.webmanifest$/;
const HASHED = /^\/(?:assets|fonts)\//;
const IMAGE = /^\/(?:media|images)\/.+\.(?:avif|webp|jpe?g|png|gif|svg)$/;
const SUGGESTION = /^\/(?:api\/)?suggest(?:ions)?$/;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => event.waitUntil(answer(event)));
addEventListener("sync", (event) => event.tag === "wishes" && event.waitUntil(sendWishes()));
addEventListener("push", (event) => event.waitUntil(tell(event.data)));
addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));
addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAgain(event)));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && request.mode === "navigate" && url.pathname === ADD) {
    event.respondWith(add(request));
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (HASHED.test(url.pathname)) event.respondWith(keptFirst(request, SHELL_CACHE));
  else if (IMAGE.test(url.pathname)) event.respondWith(image(event));
  else if (ASSET.test(url.pathname)) event.respondWith(keptMeanwhile(event, SHELL_CACHE));
  else if (SUGGESTION.test(url.pathname)) event.respondWith(keptMeanwhile(event, SUGGESTIONS));
});

// --- Life -----------------------------------------------------------------------------------

async function install() {
  const cache = await caches.open(SHELL_CACHE);
  // What has a hash in its name may come from the browser's own cache.
  const requests = SHELL.map(
    (path) => new Request(path, { cache: HASHED.test(path) ? "default" : "reload" }),
  );
  await cache.addAll(requests);
}

async function activate() {
  await registration.navigationPreload?.enable();
  await carryOver();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !OWN.includes(name)).map((name) => caches.delete(name)));
  await clients.claim();
}

// Pages of an earlier build belong to scripts that are gone: the last visited are fetched anew.
async function carryOver() {
  const names = (await caches.keys()).filter((name) => name.startsWith("pages-") && name !== PAGES);
  for (const name of names) {
    const requests = await (await caches.open(name)).keys();
    await Promise.all(requests.slice(-MOST_CARRIED).map(({ url }) => visit(url)));
  }
}

async function answer({ data, source }) {
  if (data?.type === "take-over") await skipWaiting();
  if (data?.type === "visited") await visit(data.url);
  if (data?.type === "send-wishes") await sendWishes();
  if (data?.type === "seen-orders") await setUnread(0);
  if (data?.type === "version") source.postMessage({ type: "version", version: VERSION });
}

// --- Pages ----------------------------------------------------------------------------------

async function page(event, url) {
  if (url.pathname === OFFLINE) return offlinePage(event.request);
  const kept = KEPT_PAGE.test(url.pathname) ? await keptPage(event.request) : null;
  const fresh = fromNetwork(event, url);
  event.waitUntil(fresh.catch(() => null));
  try {
    const response = await (kept ? withPatience(fresh) : fresh);
    if (!kept || response.status < 500) return response;
  } catch {
    // Too slow, or no network: below.
  }
  return kept ?? Response.redirect(`${OFFLINE}?from=${encodeURIComponent(url.pathname + url.search)}`);
}

async function fromNetwork(event, url) {
  const response = (await event.preloadResponse) ?? (await fetch(event.request));
  if (KEPT_PAGE.test(url.pathname)) await keepPage(event.request.url, response.clone());
  return response;
}

function withPatience(fresh) {
  const waited = new Promise((_, reject) => setTimeout(reject, PATIENCE_MS));
  return Promise.race([fresh, waited]);
}

// The page itself, else the same page with another choice in its query.
async function keptPage(request) {
  const cache = await caches.open(PAGES);
  return (await cache.match(request)) ?? (await cache.match(request, { ignoreSearch: true }));
}

async function keepPage(address, response) {
  const kind = response.headers.get("content-type") ?? "";
  if (response.status !== 200 || response.redirected || !kind.startsWith("text/html")) return;
  if (isPrivate(response)) return;
  await put(PAGES, address, response);
}

// Documents bring a first visitor's cookie, and then call themselves private: once it is there the
// same page is public.
async function visit(address) {
  const url = new URL(address, location.origin);
  if (url.origin !== location.origin || !KEPT_PAGE.test(url.pathname)) return;
  const cache = await caches.open(PAGES);
  const kept = await cache.match(url.href);
  if (kept && age(kept) < 10 * 60_000) return;
  try {
    const accept = { headers: { accept: "text/html" } };
    await keepPage(url.href, await fetch(url.href, accept));
  } catch {
    // Offline: there is nothing to keep.
  }
}

function isPrivate(response) {
  return /\b(?:private|no-store)\b/.test(response.headers.get("cache-control") ?? "");
}

// --- Files ----------------------------------------------------------------------------------

async function keptFirst(request, name) {
  const kept = await caches.match(request, { cacheName: name, ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.status === 200 && !isPrivate(response)) await put(name, request.url, response.clone());
  return response;
}

async function image(event) {
  const kept = await caches.match(event.request, { cacheName: IMAGES, ignoreVary: true });
  if (kept && age(kept) < IMAGE_AGE_MS) return kept;
  try {
    const response = await fetch(event.request);
    if (response.status === 200 && !isPrivate(response)) {
      event.waitUntil(put(IMAGES, event.request.url, response.clone()));
    }
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

// What is kept, at once; meanwhile a newer one is fetched for the next time.
async function keptMeanwhile(event, name) {
  const kept = await caches.match(event.request, { cacheName: name, ignoreVary: true });
  const fresh = fetch(event.request).then(async (response) => {
    const isGood = response.status === 200 && !isPrivate(response);
    if (isGood) await put(name, event.request.url, response.clone());
    return response;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => null));
  return kept;
}

// Entries remember when they came; the oldest go first.
async function put(name, address, response) {
  const headers = new Headers(response.headers);
  headers.set("x-kept-at", String(Date.now()));
  headers.delete("content-encoding"); // the body is unpacked by now
  headers.delete("content-length");
  const cache = await caches.open(name);
  await cache.delete(address);
  await cache.put(address, new Response(response.body, { status: response.status, headers }));
  const requests = await cache.keys();
  const isShell = (request) => SHELL.includes(new URL(request.url).pathname);
  const surplus = requests.filter((request) => !isShell(request)).slice(0, -MOST[name]);
  await Promise.all(surplus.map((request) => cache.delete(request)));
}

function age(response) {
  return Date.now() - Number(response.headers.get("x-kept-at") ?? 0);
}

async function offlinePage(request) {
  const kept = await caches.match(OFFLINE, { cacheName: SHELL_CACHE, ignoreVary: true });
  return kept ?? fetch(request);
}

// --- Wishes for the bag ---------------------------------------------------------------------

// A form that was sent without scripts while there is no network.
async function add(request) {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    const form = await copy.formData();
    await keepWish({
      key: form.get("key") || crypto.randomUUID(),
      variant: form.get("variant"),
      quantity: form.get("quantity") || "1",
    });
    await registration.sync?.register("wishes");
    return Response.redirect(`${OFFLINE}?kept=1`, 303);
  }
}

let sending = null;

// One at a time, in their order. What the shop refuses is told and given up; what does not arrive
// is tried again. The key makes one wish of two deliveries.
function sendWishes() {
  sending ??= sendAll().finally(() => (sending = null));
  return sending;
}

async function sendAll() {
  const told = { type: "wishes-sent", added: 0, units: null, refusals: [] };
  try {
    for (const wish of await allWishes()) {
      const response = await fetch(ADD, {
        method: "POST",
        headers: { accept: "application/json" },
        body: new URLSearchParams({
          key: wish.key,
          variant: wish.variant,
          quantity: wish.quantity,
        }),
      });
      if (response.status >= 500 || response.status === 429) throw new Error("not now");
      const said = await response.json().catch(() => ({}));
      await forgetWish(wish.key);
      if (response.ok) {
        told.added += 1;
        told.units = said.units;
        if (said.notice) told.refusals.push(said.notice);
      } else {
        told.refusals.push(`${wish.title ?? "A piece"}: ${said.message ?? "it could not be added."}`);
      }
    }
  } finally {
    if (told.added || told.refusals.length) {
      const pages = await clients.matchAll({ type: "window" });
      for (const client of pages) client.postMessage(told);
    }
  }
}

// --- News -----------------------------------------------------------------------------------

async function tell(data) {
  const message = data?.json() ?? {};
  const url = typeof message.url === "string" && /^\/(?!\/)/.test(message.url) ? message.url : "/";
  await registration.showNotification(message.title || "EcoMarket", {
    body: message.body || "",
    tag: `${message.kind}:${url}`,
    icon: "/icons/icon-192.png",
    badge: "/icons/badge-96.png",
    data: { url },
  });
  if (String(message.kind).startsWith("order")) await setUnread((await unread()) + 1);
}

async function open(notification) {
  notification.close();
  const { url } = notification.data ?? { url: "/" };
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find((client) => new URL(client.url).pathname === url);
  if (there) return there.focus();
  return clients.openWindow(url);
}

async function subscribeAgain(event) {
  const options = event.oldSubscription?.options ?? { userVisibleOnly: true };
  const fresh = event.newSubscription ?? (await registration.pushManager.subscribe(options));
  await fetch("/push/subscriptions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fresh),
  });
}

async function setUnread(count) {
  await write("facts", { name: "unread", count });
  if (count) await navigator.setAppBadge?.(count);
  else await navigator.clearAppBadge?.();
}

async function unread() {
  return (await read("facts", (store) => store.get("unread")))?.count ?? 0;
}

// --- What outlives this worker --------------------------------------------------------------

const keepWish = (wish) => write("wishes", { ...wish, at: Date.now() });
const allWishes = async () =>
  (await read("wishes", (store) => store.getAll())).sort((one, other) => one.at - other.at);
const forgetWish = (key) => within("wishes", "readwrite", (store) => store.delete(key));
const write = (name, value) => within(name, "readwrite", (store) => store.put(value));
const read = (name, ask) => within(name, "readonly", ask);

function database() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("ecomarket", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("wishes", { keyPath: "key" });
      opening.result.createObjectStore("facts", { keyPath: "name" });
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function within(name, mode, work) {
  const opened = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction(name, mode);
      const asked = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    opened.close();
  }
}
