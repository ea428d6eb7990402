import { createElement as h, useEffect, useState } from "react";

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) =>
    sign.charCodeAt(0),
  );

const post = (path, body) =>
  fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

async function look() {
  const isApple = /iPhone|iPad|iPod/.test(navigator.userAgent);
  const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
  if (isApple && !isInstalled) return "install";
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration?.pushManager || !globalThis.Notification) return "";
  if (Notification.permission === "denied") return "denied";
  return (await registration.pushManager.getSubscription()) ? "on" : "off";
}

async function subscribe() {
  if ((await Notification.requestPermission()) !== "granted") return look();
  const { pushManager } = await navigator.serviceWorker.ready;
  const { key } = await (await fetch("/push/key")).json();
  const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  let subscription;
  try {
    subscription = await pushManager.subscribe(options);
  } catch (error) {
    if (error.name !== "InvalidStateError") throw error;
    // It was made for another key of the shop.
    await (await pushManager.getSubscription())?.unsubscribe();
    subscription = await pushManager.subscribe(options);
  }
  const answer = await post("/push/subscriptions", subscription);
  if (answer.ok) return "on";
  await subscription.unsubscribe();
  throw new Error(`${answer.status}`);
}

async function withdraw() {
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await pushManager.getSubscription();
  if (subscription) {
    await post("/push/withdrawals", { endpoint: subscription.endpoint });
    await subscription.unsubscribe();
  }
  return "off";
}

// Asks the browser only when the button is pressed. Nothing is shown where it cannot work.
export function PushOptIn({ ask, told, onChange }) {
  const [mode, setMode] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);

  useEffect(() => {
    look().then(setMode, () => setMode(""));
  }, []);

  const act = (work) => async () => {
    setBusy(true);
    setFailed(false);
    try {
      setMode(await work());
      onChange?.();
    } catch {
      setFailed(true);
    }
    setBusy(false);
  };
  const button = (label, names, work) =>
    h("button", { type: "button", className: names, "aria-disabled": isBusy, onClick: isBusy ? undefined : act(work) }, isBusy ? "One moment…" : label);

  const parts = {
    off: () => button(ask, "btn btn-secondary", subscribe),
    on: () => [
      h("span", { key: "told" }, told),
      h("span", { key: "stop" }, button("Stop on this device", "btn btn-quiet btn-small", withdraw)),
    ],
    denied: () =>
      h("span", { className: "text-small text-muted" }, "Your browser blocks notices from this shop. Its settings for this site can allow them."),
    install: () =>
      h("span", { className: "text-small text-muted" }, "To be told here, first add the shop to your Home Screen: Share, then Add to Home Screen."),
  };
  if (!parts[mode]) return null;
  return h(
    "div",
    { className: "cluster push", role: "status", "data-testid": "push-opt-in" },
    parts[mode](),
    hasFailed && h("span", { className: "field-error" }, "That did not work. Try again in a minute."),
  );
}
