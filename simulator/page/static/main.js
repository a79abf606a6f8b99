/** Starts the page: theme, language, tabs, and one column a chat, redrawn from each state that arrives. */
import { clockBar } from "./clockbar.js";
import { makeColumn } from "./column.js";
import { el } from "./dom.js";
import { tint } from "./message.js";
import { follow } from "./server.js";
import { columns } from "./state.js";
import { direction, isArabic, word } from "./words.js";

const byId = (id) => document.getElementById(id);
const remembered = { get: (key) => localStorage.getItem(key), set: (key, value) => localStorage.setItem(key, value) };
const parts = new Map(); // column key -> {node, update, tab, count}
const drawClock = clockBar(byId("clock-face"), byId("clock-controls"));
let language = remembered.get("language") ?? (isArabic(navigator.language) ? "ar" : "en");
let chosen = null;
let latest = null;

function applyTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
}

function toggleTheme() {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  remembered.set("theme", dark ? "light" : "dark");
  applyTheme(dark ? "light" : "dark");
}

function toggleLanguage() {
  language = isArabic(language) ? "en" : "ar";
  remembered.set("language", language);
  drawWords();
  if (latest) draw(latest);
}

function drawWords() {
  document.documentElement.lang = language;
  document.documentElement.dir = direction(language);
  document.title = word(language, "title");
  byId("title").textContent = word(language, "title");
  byId("not-real").textContent = word(language, "notReal");
  byId("offline").textContent = word(language, "offline");
  byId("language").textContent = word(language, "languageShort");
  byId("language").setAttribute("aria-label", word(language, "language"));
  byId("language").lang = isArabic(language) ? "en" : "ar";
  for (const [id, key] of [["theme", "theme"], ["clock-face", "clock"], ["tabs", "chats"]]) byId(id).setAttribute("aria-label", word(language, key));
  byId("theme").title = word(language, "theme");
}

function makePart(key) {
  const part = makeColumn(key, (personId) => choose(`person-${personId}`));
  part.tab = el("button", { type: "button", class: "tab", "aria-controls": key, on: { click: () => choose(key) } });
  part.count = null; // messages that were seen
  byId("tabs").append(part.tab);
  byId("columns").append(part.node);
  parts.set(key, part);
  return part;
}

function choose(key) {
  chosen = key;
  if (latest) draw(latest);
  parts.get(key)?.node.scrollIntoView({ block: "nearest", inline: "center" });
}

function drawTab(part, column) {
  const current = column.key === chosen;
  if (current || part.count === null) part.count = column.messages.length;
  const unread = column.messages.length > part.count;
  part.tab.setAttribute("aria-current", String(current));
  part.tab.className = unread ? "tab unread" : "tab";
  const name = el("span", { dir: "auto", text: column.title });
  part.tab.replaceChildren(el("span", { class: `dot tint-${tint(column.id)}`, "aria-hidden": "true" }), name);
  part.node.classList.toggle("chosen", current);
}

function draw(state) {
  latest = state;
  drawClock(state, language);
  const all = columns(state);
  if (!all.some(({ key }) => key === chosen)) chosen = all[0]?.key ?? null;
  const keys = new Set(all.map(({ key }) => key));
  for (const [key, part] of parts) {
    if (keys.has(key)) continue;
    part.node.remove();
    part.tab.remove();
    parts.delete(key);
  }
  const app = { bot: state.bot, language };
  for (const column of all) {
    const part = parts.get(column.key) ?? makePart(column.key);
    part.update(column, app);
    drawTab(part, column);
  }
}

applyTheme(remembered.get("theme"));
byId("theme").addEventListener("click", toggleTheme);
byId("language").addEventListener("click", toggleLanguage);
drawWords();
follow(draw, (connected) => (byId("offline").hidden = connected));
