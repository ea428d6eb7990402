import { createElement as h, useEffect, useRef, useState } from "react";

const MOST_THUMBS = 5;
const CLOSEST = 4;

const picture = (image, sizes, eager) =>
  h(
    "picture",
    null,
    image.avif && h("source", { srcSet: image.avif, type: "image/avif", sizes }),
    image.webp && h("source", { srcSet: image.webp, type: "image/webp", sizes }),
    h("img", {
      src: image.src,
      alt: image.alt,
      width: image.width,
      height: image.height,
      loading: eager ? "eager" : "lazy",
      decoding: eager ? "auto" : "async",
      fetchPriority: eager ? "high" : undefined,
      draggable: false,
    }),
  );

const ground = (image) => (image.color ? { background: image.color } : undefined);
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// One large picture: two fingers, the wheel, a double press or + and - bring it closer.
function Close({ image, onSwipe }) {
  const [view, setView] = useState({ scale: 1, x: 0, y: 0 });
  const fingers = useRef(new Map());
  const begun = useRef(null);
  const frame = useRef(null);

  const look = (scale, x, y) => {
    const { clientWidth, clientHeight } = frame.current;
    const reach = (length) => ((scale - 1) * length) / 2;
    setView({ scale, x: clamp(x, -reach(clientWidth), reach(clientWidth)), y: clamp(y, -reach(clientHeight), reach(clientHeight)) });
  };
  const apart = () => {
    const [one, other] = [...fingers.current.values()];
    return Math.hypot(one.x - other.x, one.y - other.y);
  };
  const begin = () => {
    const all = [...fingers.current.values()];
    begun.current = { at: all[0], view, apart: all.length === 2 ? apart() : 0 };
  };

  const onPointerDown = (event) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    begin();
  };
  const onPointerMove = (event) => {
    if (!fingers.current.has(event.pointerId) || !begun.current) return;
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const { at, view: from, apart: before } = begun.current;
    if (fingers.current.size === 2 && before) {
      look(clamp((from.scale * apart()) / before, 1, CLOSEST), from.x, from.y);
    } else if (view.scale > 1) {
      look(view.scale, from.x + event.clientX - at.x, from.y + event.clientY - at.y);
    }
  };
  const onPointerUp = (event) => {
    const start = begun.current?.at;
    const wasAlone = fingers.current.size === 1;
    fingers.current.delete(event.pointerId);
    if (wasAlone && start && view.scale === 1 && Math.abs(event.clientX - start.x) > 60) {
      onSwipe(event.clientX < start.x ? 1 : -1);
    }
    begun.current = null;
    if (fingers.current.size) begin();
  };
  const toggle = () => look(view.scale > 1 ? 1 : 2.5, 0, 0);

  return h(
    "div",
    {
      className: "zoom-view",
      ref: frame,
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: onPointerUp,
      onDoubleClick: toggle,
      onWheel: (event) => look(clamp(view.scale - event.deltaY / 400, 1, CLOSEST), view.x, view.y),
      "data-scale": view.scale,
    },
    h("div", { style: { transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` } }, picture(image, "100vw", true)),
    h(
      "div",
      { className: "zoom-steps" },
      h("button", { type: "button", "aria-label": "Closer", disabled: view.scale >= CLOSEST, onClick: () => look(clamp(view.scale + 1, 1, CLOSEST), view.x, view.y), onPointerDown: (e) => e.stopPropagation() }, "+"),
      h("button", { type: "button", "aria-label": "Further away", disabled: view.scale <= 1, onClick: () => look(clamp(view.scale - 1, 1, CLOSEST), view.x, view.y), onPointerDown: (e) => e.stopPropagation() }, "−"),
    ),
  );
}

// All pictures, each as large as the screen. The browser keeps the focus inside and gives it back.
function Lightbox({ images, index, setIndex, label, onClose }) {
  const dialog = useRef(null);
  useEffect(() => {
    if (!dialog.current.open) dialog.current.showModal();
  }, []);

  const go = (by) => setIndex((index + by + images.length) % images.length);
  const keys = { ArrowLeft: () => go(-1), ArrowRight: () => go(1), Home: () => setIndex(0), End: () => setIndex(images.length - 1) };
  const onKeyDown = (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  };
  const step = (by, words, sign) =>
    images.length > 1 && h("button", { type: "button", className: "zoom-step", "aria-label": words, onClick: () => go(by) }, sign);

  return h(
    "dialog",
    { className: "zoom", ref: dialog, onClose, onKeyDown, "aria-label": label },
    h(
      "header",
      null,
      h("p", { "aria-live": "polite" }, `${index + 1} of ${images.length}: ${images[index].alt}`),
      h("button", { type: "button", className: "zoom-close", "aria-label": "Close", autoFocus: true, onClick: () => dialog.current.close() }, "×"),
    ),
    step(-1, "Previous picture", "‹"),
    h(Close, { image: images[index], key: images[index].src, onSwipe: go }),
    step(1, "Next picture", "›"),
  );
}

// Views in a strip that is swiped, scrolled or chosen by thumbnail; a press brings them closer.
export function Gallery({ images, label, sizes }) {
  const [index, setIndex] = useState(0);
  const [isClose, setClose] = useState(false);
  const strip = useRef(null);
  const opener = useRef(null);
  const first = images[0]?.src;

  useEffect(() => {
    setIndex(0);
    strip.current?.scrollTo({ left: 0, behavior: "instant" });
  }, [first]);

  const show = (next) => {
    const wanted = clamp(next, 0, images.length - 1);
    setIndex(wanted);
    strip.current.scrollTo({ left: wanted * strip.current.clientWidth, behavior: calm() ? "instant" : "smooth" });
  };
  const open = (place, from) => {
    opener.current = from;
    setIndex(place);
    setClose(true);
  };
  const close = () => {
    setClose(false);
    strip.current.scrollTo({ left: index * strip.current.clientWidth, behavior: "instant" });
    opener.current?.focus({ preventScroll: true });
  };

  const keys = { ArrowLeft: -1, ArrowRight: 1 };
  const onKeyDown = (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    const wanted = clamp(index + keys[event.key], 0, images.length - 1);
    show(wanted);
    strip.current.children[wanted].focus({ preventScroll: true });
  };
  const onScrollEnd = () => setIndex(Math.round(strip.current.scrollLeft / strip.current.clientWidth));

  // A link to the file, for who has no script.
  const view = (image, i) =>
    h(
      "a",
      {
        className: "media media-portrait gallery-view",
        key: image.src,
        href: image.src,
        style: ground(image),
        tabIndex: i === index ? 0 : -1,
        "aria-label": `Enlarge: ${image.alt}`,
        onClick: (event) => {
          event.preventDefault();
          open(i, event.currentTarget);
        },
      },
      picture(image, sizes, i === 0),
    );

  const rest = images.length - MOST_THUMBS;
  const thumb = (image, i) => {
    const isLast = rest > 0 && i === MOST_THUMBS - 1;
    return h(
      "button",
      {
        type: "button",
        key: image.src,
        "aria-label": isLast ? `${rest + 1} more pictures` : `View ${i + 1}: ${image.alt}`,
        "aria-current": !isLast && i === index,
        onClick: (event) => (isLast ? open(i, event.currentTarget) : show(i)),
      },
      h("span", { className: "media media-square", style: ground(image) }, picture({ ...image, alt: "" }, "96px", false)),
      isLast && h("span", { className: "gallery-more", "aria-hidden": true }, `+${rest + 1}`),
    );
  };

  return h(
    "div",
    { className: "gallery" },
    h(
      "div",
      { className: "gallery-views" },
      h("div", { className: "gallery-strip", ref: strip, role: "group", "aria-label": label, onKeyDown, onScrollEnd }, images.map(view)),
      images.length > 1 && h("span", { className: "gallery-count", "aria-live": "polite" }, `${index + 1} / ${images.length}`),
    ),
    images.length > 1 && h("div", { className: "gallery-thumbs" }, images.slice(0, MOST_THUMBS).map(thumb)),
    isClose && h(Lightbox, { images, index, setIndex, label, onClose: close }),
  );
}
