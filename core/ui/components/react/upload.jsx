import { createElement as h, useRef, useState } from "react";

const MEGA = 1024 * 1024;

// One request per file, so that each has its own progress and its own refusal.
function send(action, name, file, onProgress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", action);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => onProgress(event.loaded / event.total);
    request.onload = () =>
      resolve(
        request.status < 300
          ? { answer: request.response ?? {} }
          : { error: request.response?.message ?? "The file was refused." },
      );
    request.onerror = () => resolve({ error: "The upload was interrupted. Try again." });
    const form = new FormData();
    form.append(name, file);
    request.send(form);
  });
}

// Posts chosen or dropped files to a plain route and hands the JSON answers to `onUploaded`.
export function Upload({ action, name = "file", accept, multiple, maxBytes, label, hint, icon, onUploaded }) {
  const [files, setFiles] = useState([]);
  const [over, setOver] = useState(false);
  const serial = useRef(0);

  const patch = (id, change) =>
    setFiles((rows) => rows.map((row) => (row.id === id ? { ...row, ...change } : row)));

  const take = async (list) => {
    const chosen = [...list].map((file) => ({ id: ++serial.current, file, share: 0 }));
    setFiles((rows) => [...rows.filter((row) => row.error), ...chosen]);
    const answers = [];
    for (const { id, file } of chosen) {
      if (maxBytes && file.size > maxBytes) {
        patch(id, { error: `Larger than ${Math.floor(maxBytes / MEGA)} MB.` });
        continue;
      }
      const { answer, error } = await send(action, name, file, (share) => patch(id, { share }));
      patch(id, error ? { error } : { share: 1, done: true });
      if (answer) answers.push(answer);
    }
    if (answers.length) onUploaded?.(answers);
  };

  const row = ({ id, file, share, done, error }) =>
    h(
      "li",
      { key: id },
      h("div", { className: "row-main" }, file.name, error && h("p", { className: "field-error", role: "alert" }, error)),
      !error && !done && h("progress", { value: share, max: 1, "aria-label": `Upload of ${file.name}` }),
      done && h("span", { className: "badge tone-success", role: "status" }, "Uploaded"),
    );

  return h(
    "div",
    { className: "stack-tight" },
    h(
      "label",
      {
        className: over ? "file-drop is-over" : "file-drop",
        onDragOver: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: () => setOver(false),
      },
      h("input", {
        type: "file",
        accept,
        multiple,
        onChange: (event) => {
          take(event.target.files);
          event.target.value = "";
        },
      }),
      icon,
      h("span", null, h("strong", null, label), " or drop it here"),
      hint && h("span", { className: "field-hint" }, hint),
    ),
    files.length > 0 && h("ul", { className: "rows" }, files.map(row)),
  );
}
