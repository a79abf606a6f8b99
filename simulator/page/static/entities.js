/**
 * Telegram's text plus entities -> DOM. Offsets count UTF-16 units, which is what JavaScript strings count too.
 * Every line gets dir="auto", so an English line inside an Arabic message reads from the left.
 */
import { el } from "./dom.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_LINK = /^(https?:|tg:|mailto:|tel:|geo:)/i;

/**
 * The bot name and start parameter of a deep link, or null when `url` is another link.
 * `https://t.me/tansiq_bot?start=abc` -> {username: "tansiq_bot", parameter: "abc"}
 */
export function deepLink(url) {
  let parsed;
  try {
    parsed = new URL(/^[a-z]+:/i.test(url) ? url : `https://${url}`);
  } catch {
    return null;
  }
  if (parsed.protocol === "tg:") {
    const [username, parameter] = [parsed.searchParams.get("domain"), parsed.searchParams.get("start")];
    return username && parameter !== null ? { username, parameter } : null;
  }
  if (!["t.me", "telegram.me", "www.t.me"].includes(parsed.hostname) || !parsed.searchParams.has("start")) return null;
  return { username: parsed.pathname.slice(1), parameter: parsed.searchParams.get("start") };
}

/** `url` as an address that is safe to open, or null. */
export function safeAddress(url) {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;
  return SAFE_LINK.test(address) ? address : null;
}

/** A link that opens `url`; a deep link to the bot starts it as the person who looks, through `actions.start`. */
export function link(url, actions, props = {}) {
  const deep = deepLink(url);
  if (deep && deep.username.toLowerCase() === actions.botUsername.toLowerCase()) {
    const start = (event) => {
      event.preventDefault();
      actions.start(deep.parameter);
    };
    return el("a", { href: url, dir: "auto", ...props, on: { click: start } });
  }
  const address = safeAddress(url);
  if (address === null) return el("span", props);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...props });
}

/** `text` with its `entities` as a fragment of lines and blocks. `actions`: start(parameter), command(text), botUsername. */
export function renderText(text, entities, actions) {
  const fragment = document.createDocumentFragment();
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  let position = 0;
  for (const block of sorted.filter((entity) => BLOCKS.has(entity.type))) {
    if (block.offset < position) continue;
    const end = block.offset + block.length;
    appendLines(fragment, text, position, text[block.offset - 1] === "\n" ? block.offset - 1 : block.offset, sorted, actions);
    fragment.append(renderBlock(block, text, end, sorted, actions));
    position = text[end] === "\n" ? end + 1 : end;
  }
  appendLines(fragment, text, position, text.length, sorted, actions);
  return fragment;
}

function renderBlock(block, text, end, entities, actions) {
  if (block.type === "pre") {
    const code = el("code", { text: text.slice(block.offset, end) });
    return el("pre", { dir: "auto", "data-language": block.language }, code);
  }
  const quote = el("blockquote", { dir: "auto", class: block.type === "expandable_blockquote" ? "expandable" : null });
  appendLines(quote, text, block.offset, end, entities, actions);
  if (block.type === "expandable_blockquote") quote.addEventListener("click", () => quote.classList.toggle("open"));
  return quote;
}

function appendLines(parent, text, from, to, entities, actions) {
  if (from >= to) return;
  const inline = entities.filter((entity) => !BLOCKS.has(entity.type));
  let start = from;
  while (start <= to) {
    const found = text.indexOf("\n", start);
    const end = found === -1 || found > to ? to : found;
    const line = el("div", { class: "line", dir: "auto" });
    if (start === end) line.append(el("br"));
    else appendInline(line, text, start, end, inline, actions);
    parent.append(line);
    start = end + 1;
  }
}

function appendInline(parent, text, from, to, entities, actions) {
  let position = from;
  entities.forEach((entity, index) => {
    const start = Math.max(entity.offset, from);
    const end = Math.min(entity.offset + entity.length, to);
    if (start >= end || start < position) return;
    parent.append(text.slice(position, start));
    const node = wrap(entity, text.slice(entity.offset, entity.offset + entity.length), actions);
    appendInline(node, text, start, end, entities.slice(index + 1), actions);
    parent.append(node);
    position = end;
  });
  if (position < to) parent.append(text.slice(position, to));
}

function wrap(entity, covered, actions) {
  switch (entity.type) {
    case "bold": return el("strong");
    case "italic": return el("em");
    case "underline": return el("u");
    case "strikethrough": return el("s");
    case "code": return el("code", { dir: "auto" });
    case "spoiler": return spoiler();
    case "text_link": return link(entity.url, actions);
    case "url": return link(covered, actions, { dir: "ltr" });
    case "email": return link(`mailto:${covered}`, actions, { dir: "ltr" });
    case "phone_number": return link(`tel:${covered}`, actions, { dir: "ltr" });
    case "bot_command": return command(covered, actions);
    default: return el("span", { class: `entity entity-${entity.type.replace(/[^a-z_]/g, "")}` });
  }
}

function spoiler() {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0" });
  const show = () => node.classList.add("shown");
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && show());
  return node;
}

function command(text, actions) {
  const press = (event) => {
    event.preventDefault();
    actions.command(text);
  };
  return el("a", { href: "#", class: "command", dir: "ltr", on: { click: press } });
}
