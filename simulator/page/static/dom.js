/** Small building blocks for the page. Text always goes in as text nodes, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element. `props`: `class`, `text`, `on` (event name -> listener), `data` (dataset), anything else
 * becomes an attribute (true -> empty attribute; false, null and undefined are left out).
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** An icon out of icons.svg; decorative, so hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** A button that shows only an icon; `label` is its accessible name and tooltip. */
export function iconButton(name, label, onClick, props = {}) {
  const { class: extra = "", on = {}, ...rest } = props;
  return el(
    "button",
    { type: "button", class: `icon-button ${extra}`, "aria-label": label, title: label, on: { click: onClick, ...on }, ...rest },
    icon(name),
  );
}

/**
 * Opens and closes `panel` from `button`: Escape, a click elsewhere and a chosen item close it.
 * Returns a function that closes it.
 */
export function popover(button, panel, onOpen = () => {}) {
  const close = (refocus = false) => {
    if (panel.hidden) return;
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (refocus) button.focus();
  };
  button.setAttribute("aria-expanded", "false");
  panel.hidden = true;
  button.addEventListener("click", () => {
    if (!panel.hidden) return close();
    onOpen();
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    panel.querySelector("button, input, a")?.focus();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(true);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const items = [...panel.querySelectorAll("button:not([hidden])")];
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = items.indexOf(document.activeElement) + step;
      items[(next + items.length) % items.length]?.focus();
      event.preventDefault();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!panel.contains(event.target) && !button.contains(event.target)) close();
  });
  return close;
}
