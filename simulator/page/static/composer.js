/** The lower edge of a column: what one writes, the commands menu, attachments, replies and edits. */
import { el, icon, iconButton, popover } from "./dom.js";
import { excerpt } from "./message.js";
import { say } from "./notices.js";
import { act, upload } from "./server.js";
import { word } from "./words.js";

const MOSUL = { lat: 36.335, lon: 43.119 };

/**
 * Builds the composer of one column. `where()` gives {column, person, topic, language, botUsername} at this moment.
 * Returns {node, update(), reply(message), edit(message), insert(text)}.
 */
export function composer(where) {
  let context = null; // {kind: "reply" | "edit", message}
  const input = el("textarea", { rows: 1, dir: "auto", name: "text", enterkeyhint: "send" });
  const bar = el("div", { class: "context", hidden: true });
  const replyKeys = el("div", { class: "reply-keys" });
  const send = el("button", { class: "icon-button send" }, icon("send"));
  const form = el("form", { class: "write", on: { submit: (event) => (event.preventDefault(), submit()) } });
  const commands = commandMenu(where, insert);
  const attach = attachMenu(where, takeText);
  form.append(attach.button, commands.button, input, send);
  const node = el("footer", { class: "composer" }, bar, attach.panel, commands.panel, form, replyKeys);

  input.addEventListener("input", fit);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
    if (event.key === "Escape") setContext(null);
  });

  function fit() {
    input.style.blockSize = "auto";
    input.style.blockSize = `${Math.min(input.scrollHeight, 140)}px`;
  }

  function insert(text) {
    input.value = text;
    fit();
    input.focus();
  }

  function setContext(next) {
    if (context?.kind === "edit" && next === null) insert("");
    context = next;
    bar.hidden = next === null;
    if (next === null) return bar.replaceChildren();
    const { language } = where();
    const label = el("strong", { text: word(language, next.kind === "edit" ? "editing" : "replyingTo") });
    const text = el("span", { dir: "auto", class: "excerpt", text: excerpt(next.message, language) });
    bar.replaceChildren(icon(next.kind), el("div", { class: "context-text" }, label, text), iconButton("close", word(language, "cancel"), () => setContext(null)));
    input.focus();
  }

  /** What was written becomes the caption of a file. */
  function takeText() {
    const text = input.value.trim();
    setContext(null);
    insert("");
    return text;
  }

  async function submit() {
    const text = input.value.trim();
    if (!text) return;
    const { column, person, topic } = where();
    const [chat, id] = [chatOf(column), context?.message.id];
    const sent = context?.kind === "edit"
      ? await act("edit", { person, chat, message: id, text })
      : await act("say", { person, chat, text, reply_to: id ?? null, topic });
    if (sent === null) return;
    context = null;
    setContext(null);
    insert("");
  }

  function update() {
    const { column, language } = where();
    input.placeholder = word(language, "write");
    input.setAttribute("aria-label", `${word(language, "write")} — ${column.title}`);
    label(send, word(language, "send"));
    label(commands.button, word(language, "commands"));
    label(attach.button, word(language, "attach"));
    drawReplyKeys(replyKeys, where);
  }

  const reply = (message) => setContext({ kind: "reply", message });
  const edit = (message) => {
    setContext({ kind: "edit", message });
    insert(message.text);
  };
  return { node, update, reply, edit, insert };
}

/** The `chat` field of an action: null for the person's private chat with the bot. */
export function chatOf(column) {
  return column.kind === "group" ? column.id : null;
}

function label(button, text) {
  button.setAttribute("aria-label", text);
  button.title = text;
}

function commandMenu(where, insert) {
  const button = el("button", { type: "button", class: "icon-button commands", "aria-haspopup": "true" }, icon("commands"));
  const panel = el("div", { class: "menu command-list" });
  const close = popover(button, panel, () => {
    const { column, person, language, botUsername } = where();
    const items = column.commands(person).map(({ command, description }) => {
      const choose = () => {
        close();
        insert(column.kind === "group" ? `/${command}@${botUsername} ` : `/${command} `);
      };
      const name = el("span", { class: "command-name", dir: "ltr", text: `/${command}` });
      return el("button", { type: "button", on: { click: choose } }, name, el("span", { class: "command-about", dir: "auto", text: description }));
    });
    panel.replaceChildren(...(items.length ? items : [el("p", { class: "hint", text: word(language, "noCommands") })]));
  });
  return { button, panel };
}

function attachMenu(where, takeText) {
  const button = el("button", { type: "button", class: "icon-button", "aria-haspopup": "true" }, icon("attach"));
  const panel = el("div", { class: "menu" });
  const file = el("input", { type: "file", hidden: true, tabindex: "-1" });
  let kind = "photo";
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const { column, person, topic } = where();
    await upload(kind, chosen, { person, chat: chatOf(column), topic, caption: takeText() });
    file.value = "";
  });
  const close = popover(button, panel, () => {
    const { language } = where();
    const choose = (which) => () => {
      close();
      kind = which;
      file.accept = which === "photo" ? "image/*" : "";
      file.click();
    };
    const item = (name, text, onClick) => el("button", { type: "button", on: { click: onClick } }, icon(name), el("span", { text }));
    const place = item("pin-place", word(language, "location"), () => {
      panel.replaceChildren(locationForm(where, close));
      panel.querySelector("input").focus();
    });
    panel.replaceChildren(item("photo", word(language, "photo"), choose("photo")), item("file", word(language, "document"), choose("document")), place, file);
  });
  return { button, panel };
}

function locationForm(where, close) {
  const { language } = where();
  const number = (name, value, limit) =>
    el("label", {}, el("span", { text: word(language, name) }), el("input", { type: "number", step: "any", min: -limit, max: limit, required: true, name, value }));
  const form = el("form", { class: "place-form" }, number("latitude", MOSUL.lat, 90), number("longitude", MOSUL.lon, 180));
  form.append(el("button", { class: "primary", text: word(language, "send") }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { column, person } = where();
    act("location", { person, chat: chatOf(column), latitude: Number(form.latitude.value), longitude: Number(form.longitude.value) });
    close();
  });
  return form;
}

/** The keyboard under the composer that the newest message with one asks for (ReplyKeyboardMarkup). */
function drawReplyKeys(parent, where) {
  const { column } = where();
  const newest = column.messages.findLast((message) => message.reply_markup?.keyboard || message.reply_markup?.remove_keyboard);
  const rows = newest?.reply_markup.keyboard ?? [];
  const key = JSON.stringify(rows);
  if (parent.dataset.drawn === key) return;
  parent.dataset.drawn = key;
  const press = (button) => () => {
    const { person, topic, language } = where();
    if (button.request_location) act("location", { person, chat: chatOf(column), latitude: MOSUL.lat, longitude: MOSUL.lon });
    else if (button.request_contact) say(word(language, "notSupported"));
    else act("say", { person, chat: chatOf(column), text: button.text, reply_to: null, topic });
  };
  const keys = rows.map((row) =>
    el("div", { class: "keys" }, ...row.map((button) => el("button", { type: "button", class: "key", dir: "auto", text: button.text, on: { click: press(button) } }))));
  parent.replaceChildren(...keys);
}
