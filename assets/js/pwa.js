// The shop as an app: the service worker, what works without a network, and the right moment to
// ask. The worker is made by the build; in development there is none, and nothing here does harm.

(() => {
  const worker = navigator.serviceWorker;
  const ASK_AGAIN_MS = 90 * 86_400_000;
  const OWN_NEWS = /^\/(?:orders\/|account\/orders)/;

  // --- The worker ---------------------------------------------------------------------------

  async function register() {
    const registration = await worker.register("/sw.js", { scope: "/" });
    const offer = (fresh) =>
      fresh?.addEventListener("statechange", () => {
        if (fresh.state === "installed" && worker.controller) offerUpdate(registration);
      });
    if (registration.waiting && worker.controller) offerUpdate(registration);
    registration.addEventListener("updatefound", () => offer(registration.installing));
    await worker.ready;
    arrived();
    if (navigator.onLine) tell({ type: "send-wishes" });
    await renewPush(registration);
  }

  async function tell(message) {
    const registration = await worker?.getRegistration();
    registration?.active?.postMessage(message);
  }

  function offerUpdate(registration) {
    toast("A new version of the shop is ready.", "Reload", () => {
      worker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting?.postMessage({ type: "take-over" });
    });
  }

  // Pages that were opened within the app never came as documents: they are fetched to be kept,
  // once somebody has stayed on them.
  let staying;
  function arrived() {
    clearTimeout(staying);
    staying = setTimeout(() => tell({ type: "visited", url: location.href }), 2500);
    if (OWN_NEWS.test(location.pathname)) tell({ type: "seen-orders" });
  }

  // --- Without a network --------------------------------------------------------------------

  // The app would wait for its connection; the worker may have the whole page.
  addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href]");
      const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (navigator.onLine || !link || !isPlain || link.origin !== location.origin) return;
      if (link.hash && link.pathname === location.pathname) return;
      if (worker?.controller) event.stopPropagation();
    },
    true,
  );

  addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (navigator.onLine || form.getAttribute("action") !== "/bag/add" || !worker?.controller) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      keepWish(new FormData(form));
    },
    true,
  );

  async function keepWish(form) {
    const wish = {
      key: crypto.randomUUID(),
      variant: form.get("variant"),
      quantity: form.get("quantity") || "1",
      title: document.querySelector("main h1")?.textContent,
      at: Date.now(),
    };
    await inDatabase("wishes", (store) => store.put(wish));
    const registration = await worker.ready;
    await registration.sync?.register("wishes");
    toast("You are offline. It goes into your bag when you are back.");
    dispatchEvent(new Event("wishes"));
  }

  addEventListener("online", () => tell({ type: "send-wishes" }));

  worker?.addEventListener("message", ({ data }) => {
    if (data?.type !== "wishes-sent") return;
    dispatchEvent(new Event("wishes"));
    if (data.refusals.length) toast(data.refusals.join(" "), "Your bag", () => visit("/cart"));
    else if (data.added) {
      const pieces = data.added === 1 ? "Your piece is" : "Your pieces are";
      toast(`${pieces} in the bag.`, "Your bag", () => visit("/cart"));
    }
  });

  const visit = (path) => location.assign(path);

  function inDatabase(name, work) {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open("ecomarket", 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore("wishes", { keyPath: "key" });
        opening.result.createObjectStore("facts", { keyPath: "name" });
      };
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const transaction = opening.result.transaction(name, "readwrite");
        work(transaction.objectStore(name));
        transaction.oncomplete = () => resolve(opening.result.close());
        transaction.onerror = () => reject(transaction.error);
      };
    });
  }

  // --- Installing ---------------------------------------------------------------------------

  // Asked after an order, or from the second visit on; a "Not now" counts for 90 days.
  // A browser that keeps nothing is asked nothing.
  const memory = {
    get(name) {
      try {
        return Number(localStorage.getItem(name) ?? 0);
      } catch {
        return 0;
      }
    },
    set(name, value) {
      try {
        localStorage.setItem(name, String(value));
      } catch {}
    },
  };

  function countVisit() {
    try {
      if (sessionStorage.getItem("visit")) return;
      sessionStorage.setItem("visit", "1");
    } catch {
      return;
    }
    memory.set("visits", memory.get("visits") + 1);
  }

  const isInstalled = () =>
    matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  const isApple = () => /iPhone|iPad|iPod/.test(navigator.userAgent);
  let prompting = null;

  globalThis.ecomarketInstall = {
    // "prompt", "hint" (iOS has no prompt), or "" when it is not the moment.
    way(afterOrder) {
      if (isInstalled() || Date.now() - memory.get("install-refused") < ASK_AGAIN_MS) return "";
      if (!afterOrder && memory.get("visits") < 2) return "";
      if (prompting) return "prompt";
      return isApple() ? "hint" : "";
    },
    async ask() {
      const asked = prompting;
      prompting = null;
      const { outcome } = await asked.prompt();
      if (outcome !== "accepted") this.refuse();
      dispatchEvent(new Event("installable"));
    },
    refuse() {
      memory.set("install-refused", Date.now());
      dispatchEvent(new Event("installable"));
    },
  };

  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompting = event;
    dispatchEvent(new Event("installable"));
  });

  // --- News ---------------------------------------------------------------------------------

  // A subscription belongs to a sign-in: after a new one the browser hands it in again, once.
  async function renewPush(registration) {
    if (globalThis.Notification?.permission !== "granted") return;
    if (sessionStorage.getItem("push-renewed")) return;
    const subscription = await registration.pushManager?.getSubscription();
    if (!subscription) return;
    const answer = await fetch("/push/subscriptions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(subscription),
    });
    if (answer.ok) sessionStorage.setItem("push-renewed", "1");
  }

  // --- A word at the edge -------------------------------------------------------------------

  function toast(sentence, verb, act) {
    document.querySelector(".word")?.remove();
    const word = document.createElement("div");
    word.className = "word";
    word.setAttribute("role", "status");
    const text = document.createElement("p");
    word.append(text);
    if (verb) word.append(button(verb, "btn btn-small", act));
    word.append(button("Close", "btn btn-quiet btn-small", () => word.remove()));
    document.body.append(word);
    // Said after it stands there, so that readers hear it.
    requestAnimationFrame(() => (text.textContent = sentence));
    if (!verb) setTimeout(() => word.remove(), 8000);
  }

  function button(label, names, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = names;
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  // --- Start --------------------------------------------------------------------------------

  countVisit();
  if (!worker) return;
  addEventListener("arrived", arrived);
  const begin = () => setTimeout(() => register().catch(() => {}), 1000);
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
})();
