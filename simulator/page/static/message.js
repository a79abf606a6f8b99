/** One message -> DOM: a bubble with its parts and keyboard, or a service line. */
import { el, icon, iconButton } from "./dom.js";
import { link, renderText } from "./entities.js";
import { direction, hour, word } from "./words.js";

/** A number from 0 to 6 that picks the colour of `id`. */
export function tint(id) {
  return Math.abs(Number(id) || 0) % 7;
}

/** What a service message says in `language`; null when `message` is an ordinary one. */
export function serviceText(message, language) {
  if (!message.service) return null;
  const { kind, value } = message.service;
  const [who, what] = [isolate(message.author.name), isolate(value)];
  switch (kind) {
    case "new_chat_members": return value === message.author.name ? `${who} ${word(language, "joined")}` : `${who} ${word(language, "added")} ${what}`;
    case "left_chat_member": return value === message.author.name ? `${who} ${word(language, "left")}` : `${who} ${word(language, "removed")} ${what}`;
    case "pinned_message": return `${who} ${word(language, "pinnedBy")}`;
    case "migrate_to_chat_id":
    case "migrate_from_chat_id": return word(language, "migrated");
    case "forum_topic_created": return `${word(language, "topicCreated")} ${what}`;
    case "forum_topic_closed": return word(language, "topicClosed");
    case "forum_topic_reopened": return word(language, "topicReopened");
    default: return word(language, "service");
  }
}

function isolate(text) {
  return `\u2068${text}\u2069`;
}

/**
 * Renders `message`. `view`: language, viewer (id of the person who looks), showName, find(messageId) -> message, topicName(message), and the actions
 * botUsername, start, command, press(message, button, node), reply(message), copy(text), show(messageId).
 */
export function renderMessage(message, view) {
  const service = serviceText(message, view.language);
  const data = { id: message.id };
  if (service !== null) return el("div", { class: "service", dir: direction(view.language), text: service, data });
  const own = message.author.id === view.viewer;
  const bubble = el("div", { class: "bubble" }, ...bubbleParts(message, view, own));
  const replyButton = iconButton("reply", word(view.language, "reply"), () => view.reply(message), { class: "reply-button" });
  const row = el("div", { class: "row" }, bubble, replyButton);
  const node = el("article", { class: own ? "message own" : "message", data, "aria-label": message.author.name }, row);
  const keyboard = message.reply_markup?.inline_keyboard;
  if (keyboard?.length) node.append(renderKeyboard(message, keyboard, view));
  return node;
}

function bubbleParts(message, view, own) {
  const parts = [];
  if (view.showName && !own) parts.push(el("div", { class: `author tint-${tint(message.author.id)}`, dir: "auto", text: message.author.name }));
  const topic = view.topicName(message);
  if (topic !== null) parts.push(el("div", { class: "topic", dir: "auto", text: `# ${topic}` }));
  if (message.forwarded_from) {
    const text = `${word(view.language, "forwarded")} ${isolate(message.forwarded_from)}`;
    parts.push(el("div", { class: "forward", dir: direction(view.language), text }));
  }
  const quoted = message.reply_to === undefined ? null : view.find(message.reply_to);
  if (quoted && !quoted.service) parts.push(renderQuote(quoted, view));
  parts.push(...renderMedia(message, view));
  if (message.text) parts.push(el("div", { class: "text" }, renderText(message.text, message.entities, view)));
  parts.push(renderFoot(message, view));
  return parts;
}

function renderQuote(quoted, view) {
  const props = { type: "button", dir: "auto", class: `quote tint-${tint(quoted.author.id)}`, on: { click: () => view.show(quoted.id) } };
  const author = el("span", { class: "author", dir: "auto", text: quoted.author.name });
  return el("button", props, author, el("span", { class: "excerpt", dir: "auto", text: excerpt(quoted, view.language) }));
}

/** One line that stands for `message` in a quote, a pinned bar or the edit bar. */
export function excerpt(message, language) {
  if (message.text) return message.text.split("\n", 1)[0].slice(0, 120);
  for (const kind of ["photo", "document", "location", "voice", "audio", "video", "video_note", "poll", "contact"]) if (message[kind]) return word(language, kind);
  return message.sticker?.name ?? word(language, "unknown");
}

function renderMedia(message, view) {
  const { photo, document: file, location, sticker, poll, contact } = message;
  const recording = ["voice", "audio", "video", "video_note"].find((kind) => message[kind]);
  if (photo) {
    const image = el("img", { src: photo.url, alt: excerpt(message, view.language), width: photo.width, height: photo.height });
    return [el("a", { class: "photo", href: photo.url, target: "_blank", rel: "noopener noreferrer" }, image)];
  }
  if (file) return [renderDocument(file, view)];
  if (location) return [renderLocation(location)];
  if (sticker) return [el("div", { class: "sticker", text: sticker.name })];
  if (poll) return [renderPoll(poll, view)];
  if (contact) {
    const text = `${contact.first_name} ${isolate(contact.phone_number)}`;
    return [el("div", { class: "attachment" }, icon("person"), el("span", { dir: "auto", text }))];
  }
  if (recording) return [el("div", { class: "attachment" }, icon("voice"), el("span", { text: word(view.language, recording) }))];
  return message.text ? [] : [el("div", { class: "attachment", text: word(view.language, "unknown") })];
}

function renderDocument(file, view) {
  const label = el("span", { class: "file-label" }, el("bdi", { class: "file-name", text: file.name || word(view.language, "document") }));
  label.append(el("span", { class: "file-size", dir: "ltr", text: readableSize(file.size) }));
  return el("a", { class: "attachment", href: file.url, download: file.name }, icon("file"), label);
}

function readableSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function renderLocation({ latitude, longitude }) {
  const text = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const map = el("div", { class: "map", "aria-hidden": "true" }, icon("pin-place"));
  return el("div", { class: "place" }, map, el("a", { href: `geo:${latitude},${longitude}`, dir: "ltr", text }));
}

function renderPoll(poll, view) {
  const options = poll.options.map((option) => el("li", { dir: "auto", text: option.text }));
  return el("div", { class: "poll" }, el("strong", { dir: "auto", text: poll.question }), el("ul", { "aria-label": word(view.language, "poll") }, ...options));
}

function renderFoot(message, view) {
  const foot = el("div", { class: "foot" });
  for (const { emoji, count } of message.reactions) foot.append(el("span", { class: "reaction", text: count > 1 ? `${emoji} ${count}` : emoji }));
  const edited = message.edited ? `${word(view.language, "edited")} ` : "";
  const sent = new Date(message.date * 1000);
  foot.append(el("time", { datetime: sent.toISOString(), text: edited + hour(view.language, sent) }));
  return foot;
}

function renderKeyboard(message, rows, view) {
  const lines = rows.map((row) => el("div", { class: "keys" }, ...row.map((button) => renderKey(message, button, view))));
  return el("div", { class: "keyboard" }, ...lines);
}

function renderKey(message, button, view) {
  const label = el("span", { class: "label", dir: "auto", text: button.text });
  if (button.url) {
    const key = link(button.url, view, { class: `key ${button.style ?? ""}`, dir: null });
    key.append(label, icon("open"));
    return key;
  }
  const node = el("button", { type: "button", class: `key ${button.style ?? ""}` }, label);
  if (button.copy_text) node.addEventListener("click", () => view.copy(button.copy_text.text));
  else if (button.callback_data !== undefined) node.addEventListener("click", () => view.press(message, button, node));
  else node.addEventListener("click", () => view.copy(null));
  return node;
}
