import { createElement as h, useRef } from "react";

function write(input, text) {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

const textInput = (cell) => cell?.querySelector("input:not([type=checkbox])");

// A table of inputs that takes a block from a spreadsheet: rows by line, columns by tab. One
// Ctrl or Cmd and Z takes the whole block back.
export function PasteGrid({ label, children }) {
  const past = useRef([]);

  const onPaste = (event) => {
    const text = event.clipboardData.getData("text");
    const cell = event.target.closest("td");
    if (!cell || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const rows = cell.closest("tbody").rows;
    const top = cell.parentElement.sectionRowIndex;
    const before = [];
    text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) =>
      line.split("\t").forEach((value, across) => {
        const input = textInput(rows[top + down]?.cells[cell.cellIndex + across]);
        if (!input) return;
        before.push([input, input.value]);
        write(input, value.trim());
      }),
    );
    past.current.push(before);
  };

  const onKeyDown = (event) => {
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
    if (!isUndo || event.shiftKey || !past.current.length) return;
    event.preventDefault();
    for (const [input, value] of past.current.pop()) write(input, value);
  };

  return h(
    "div",
    { className: "table-scroll", role: "region", "aria-label": label, tabIndex: 0, onPaste, onKeyDown },
    children,
  );
}
