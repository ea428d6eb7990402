import { createElement as h, useEffect, useRef, useState } from "react";

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
      fetchPriority: eager ? "high" : undefined,
    }),
  );

const ground = (image) => (image.color ? { background: image.color } : undefined);

// Views in a strip that is swiped, scrolled or chosen by thumbnail; arrow keys work on the strip.
export function Gallery({ images, label, sizes }) {
  const [index, setIndex] = useState(0);
  const strip = useRef(null);
  const first = images[0]?.src;

  useEffect(() => {
    setIndex(0);
    strip.current?.scrollTo({ left: 0 });
  }, [first]);

  const show = (next) => {
    const wanted = Math.min(Math.max(next, 0), images.length - 1);
    setIndex(wanted);
    strip.current.scrollTo({ left: wanted * strip.current.clientWidth, behavior: "smooth" });
  };

  const keys = { ArrowLeft: -1, ArrowRight: 1 };
  const onKeyDown = (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    show(index + keys[event.key]);
  };
  const onScrollEnd = () =>
    setIndex(Math.round(strip.current.scrollLeft / strip.current.clientWidth));

  const views = h(
    "div",
    { className: "gallery-views" },
    h(
      "div",
      { className: "gallery-strip", ref: strip, tabIndex: 0, role: "group", "aria-label": label, onKeyDown, onScrollEnd },
      images.map((image, i) =>
        h("div", { className: "media media-portrait", key: image.src, style: ground(image) }, picture(image, sizes, i === 0)),
      ),
    ),
    images.length > 1 &&
      h("span", { className: "gallery-count", "aria-live": "polite" }, `${index + 1} / ${images.length}`),
  );

  const thumb = (image, i) =>
    h(
      "button",
      {
        type: "button",
        key: image.src,
        "aria-label": `View ${i + 1}: ${image.alt}`,
        "aria-current": i === index,
        onClick: () => show(i),
      },
      h("span", { className: "media media-square", style: ground(image) }, picture({ ...image, alt: "" }, "96px", false)),
    );

  return h(
    "div",
    { className: "gallery" },
    views,
    images.length > 1 && h("div", { className: "gallery-thumbs" }, images.map(thumb)),
  );
}
