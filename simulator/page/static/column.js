/** One phone-like column: header, messages, composer. It is built once and then updated, so half-written text stays. */
import { composer, chatOf } from "./composer.js";
import { el, icon, iconButton, popover } from "./dom.js";
import { excerpt, renderMessage, tint } from "./message.js";
import { alertBox, say } from "./notices.js";
import { act } from "./server.js";
import { day, direction, isArabic, word } from "./words.js";

const PAGE = 100; // messages drawn at once
const NEAR = 120; // pixels from the end that still count as "reading the newest"

/** Builds the column; `opener(personId)` shows that person's private chat. Returns {node, update(column, app)}. */
export function makeColumn(key, opener) {
  let column, app, language;
  let limit = PAGE;
  const drawn = new Map(); // message id -> {signature, node}
  const title = el("h2", { dir: "auto" });
  const status = el("p", { class: "status" });
  const avatar = el("span", { class: "avatar", "aria-hidden": "true" });
  const pinned = el("button", { type: "button", class: "pinned", hidden: true });
  const log = el("div", { class: "log", role: "log", tabindex: "0" });
  const speaker = el("select", { name: "speaker" });
  const topics = el("select", { name: "topic" });
  const speakerLabel = el("label", { class: "speaker" }, el("span", {}), speaker);
  const topicLabel = el("label", { class: "speaker" }, el("span", {}), topics);
  const voices = el("div", { class: "voices", hidden: true }, speakerLabel, topicLabel);
  const where = () => ({ column, person: viewer(), topic: Number(topics.value) || null, language, botUsername: app.bot.username });
  const writing = composer(where);
  const start = el("button", { type: "button", class: "start primary", on: { click: () => sayText("/start") } });
  const menu = columnMenu();
  const head = el("header", {}, avatar, el("div", { class: "names" }, title, status), menu.button, menu.panel);
  const node = el("section", { class: "column", id: key }, head, pinned, log, start, voices, writing.node);
  let follows = true; // whether the log keeps to its end as it grows; only scrolling up ends that
  let lastTop = 0;
  log.addEventListener("scroll", () => {
    follows = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR || (follows && log.scrollTop >= lastTop);
    lastTop = log.scrollTop;
  });
  log.addEventListener("load", toEnd, true);
  new ResizeObserver(toEnd).observe(log);
  pinned.addEventListener("click", () => show(Number(pinned.dataset.target)));
  speaker.addEventListener("change", draw);
  topics.addEventListener("change", draw);

  function viewer() {
    return column.kind === "private" ? column.id : Number(speaker.value) || null;
  }

  function sayText(text) {
    const { person, topic } = where();
    return act("say", { person, chat: chatOf(column), text, reply_to: null, topic });
  }

  async function press(message, button, key) {
    key.classList.add("waiting");
    key.setAttribute("aria-busy", "true");
    const { person } = where();
    const answer = await act("press", { person, chat: chatOf(column), message: message.id, data: button.callback_data });
    key.classList.remove("waiting");
    key.removeAttribute("aria-busy");
    if (!answer?.text) return;
    if (answer.show_alert) alertBox(answer.text, language);
    else say(answer.text);
  }

  async function startWith(parameter) {
    const person = viewer();
    await act("start", { person, parameter });
    if (column.kind === "group") opener(person);
  }

  async function copy(text) {
    if (text === null) return say(word(language, "notSupported"));
    await navigator.clipboard?.writeText(text).catch(() => {});
    say(`${word(language, "copied")}: ${text}`);
  }

  function find(messageId) {
    return column.messages.find((message) => message.id === messageId);
  }

  /** The name of the message's topic where all topics are shown together, else null. */
  function topicName(message) {
    if (topics.value || message.message_thread_id === undefined) return null;
    return column.topics.find((topic) => topic.id === message.message_thread_id)?.name ?? null;
  }

  function show(messageId) {
    const found = drawn.get(messageId)?.node;
    if (!found) return;
    found.scrollIntoView({ block: "center" });
    found.classList.remove("found");
    requestAnimationFrame(() => found.classList.add("found"));
  }

  function columnMenu() {
    const panel = el("div", { class: "menu header-menu" });
    const button = iconButton("more", "", () => {}, { "aria-haspopup": "true" });
    const item = (name, key, run) =>
      el("button", { type: "button", on: { click: () => (close(), run()) } }, icon(name), el("span", { text: word(language, key) }));
    const close = popover(button, panel, () => {
      const items = [item("edit", "editLast", editLast)];
      const person = viewer();
      if (column.kind === "private") {
        items.push(item("block", column.blocked ? "unblock" : "block", () => act(column.blocked ? "unblock" : "block", { person })));
      } else {
        items.push(item("person", column.botAbsent ? "addBot" : "removeBot", () => act(column.botAbsent ? "join" : "remove", { person, chat: column.id })));
      }
      panel.replaceChildren(...items);
    });
    return { button, panel };
  }

  function editLast() {
    const own = column.messages.findLast((message) => message.author.id === viewer() && message.text && !message.service);
    if (own) writing.edit(own);
    else say(word(language, "nothingToEdit"));
  }

  function update(next, state) {
    [column, app] = [next, state];
    language = column.language ?? app.language;
    node.lang = language;
    node.dir = direction(language);
    node.setAttribute("aria-label", column.title);
    title.textContent = column.title;
    status.textContent = statusText();
    avatar.className = `avatar tint-${tint(column.id)}`;
    avatar.replaceChildren(column.kind === "group" ? icon("group") : el("span", { text: [...column.title][0] ?? "?" }));
    menu.button.title = word(language, "more");
    menu.button.setAttribute("aria-label", `${word(language, "more")} — ${column.title}`);
    log.setAttribute("aria-label", `${word(language, "messages")} — ${column.title}`);
    voices.hidden = column.kind === "private";
    choices(speaker, speakerLabel, "speaker", column.members.map(({ id, name }) => [id, name]));
    choices(topics, topicLabel, "topic", column.topics.length ? [["", word(language, "allTopics")], ...column.topics.map(({ id, name }) => [id, name])] : []);
    start.hidden = column.kind === "group" || column.started;
    start.textContent = word(language, "start");
    draw();
  }

  function statusText() {
    if (column.kind === "private") return word(language, column.deleted ? "deleted" : column.blocked ? "blocked" : "privateChat");
    const names = column.members.map(({ name }) => `\u2068${name}\u2069`).join(isArabic(language) ? "، " : ", ");
    return column.botAbsent ? `${word(language, "botAbsent")} · ${names}` : names;
  }

  function choices(select, label, key, options) {
    label.hidden = options.length === 0;
    label.firstChild.textContent = word(language, key);
    const signature = JSON.stringify(options);
    if (select.dataset.drawn === signature) return; // redrawing would close an open list
    select.dataset.drawn = signature;
    const chosen = select.value;
    select.replaceChildren(...options.map(([value, text]) => el("option", { value, text })));
    if (options.some(([value]) => String(value) === chosen)) select.value = chosen;
  }

  function draw() {
    const topic = Number(topics.value) || null;
    const all = topic === null ? column.messages : column.messages.filter((message) => message.message_thread_id === topic);
    const visible = all.slice(-limit);
    const view = {
      language, viewer: viewer(), botUsername: app.bot.username, find, topicName, start: startWith, command: sayText, press, reply: writing.reply, copy, show,
    };
    const nodes = all.length > visible.length ? [earlier()] : [];
    let [lastDay, lastAuthor] = ["", null];
    for (const message of visible) {
      const today = day(language, new Date(message.date * 1000));
      if (today !== lastDay) nodes.push(el("div", { class: "service day", text: (lastDay = today) }));
      const showName = column.kind === "group" && message.author.id !== lastAuthor;
      lastAuthor = message.service ? null : message.author.id;
      nodes.push(drawOne(message, { ...view, showName }));
    }
    if (!nodes.length) nodes.push(emptyHint());
    place(log, nodes);
    toEnd();
    drawPinned();
    writing.update();
  }

  function emptyHint() {
    if (!column.about) return el("p", { class: "hint", text: word(language, "empty") });
    return el("div", { class: "hint about" }, el("strong", { text: word(language, "about") }), ...column.about.split("\n").map((text) => el("div", { dir: "auto", text })));
  }

  function toEnd() {
    if (follows) log.scrollTop = log.scrollHeight;
  }

  function earlier() {
    const more = () => {
      limit += PAGE;
      draw();
    };
    return el("button", { type: "button", class: "earlier", text: word(language, "earlier"), on: { click: more } });
  }

  function drawOne(message, view) {
    const quoted = message.reply_to === undefined ? null : find(message.reply_to);
    const signature = JSON.stringify([message, quoted, topicName(message), view.language, view.viewer, view.showName]);
    const known = drawn.get(message.id);
    if (known?.signature === signature) return known.node;
    const made = renderMessage(message, view);
    drawn.set(message.id, { signature, node: made });
    return made;
  }

  function drawPinned() {
    const newest = find(column.pinned.at(-1));
    pinned.hidden = newest === undefined;
    if (!newest) return;
    pinned.dataset.target = newest.id;
    const lines = el("span", {}, el("strong", { text: word(language, "pinned") }), el("span", { dir: "auto", class: "excerpt", text: excerpt(newest, language) }));
    pinned.replaceChildren(icon("pin"), lines);
  }

  return { node, update };
}

/** Makes `nodes` the children of `parent`, touching only what differs, so that focus and announcements stay right. */
function place(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => parent.children[index] === node || parent.insertBefore(node, parent.children[index] ?? null));
}
