/** Short notices over the page: a toast that fades, an alert that waits for OK. */
import { el } from "./dom.js";
import { word } from "./words.js";

const SECONDS = 5;

/** Shows `text` for a few seconds; screen readers announce it. */
export function say(text) {
  const toast = el("div", { class: "toast", dir: "auto", text });
  document.getElementById("toasts").append(toast);
  setTimeout(() => toast.remove(), SECONDS * 1000);
}

/** Shows `text` in a dialog until OK is pressed, as Telegram does for show_alert. */
export function alertBox(text, language) {
  const box = el("dialog", { class: "alert", "aria-label": text });
  const close = el("button", { type: "button", class: "primary", text: word(language, "ok"), on: { click: () => box.close() } });
  box.append(el("p", { dir: "auto", text }), close);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
