/** One message -> DOM: a bubble with its parts and keyboard, or a service line. */
import { el, icon, iconButton } from "./dom.js";
import { link, renderText } from "./entities.js";
import { direction, hour, word } from "./words.js";

/** The name of who wrote `message`, as the chat shows it. */
export function authorName(message, language) {
  const from = message.from ?? {};
  if (message.sender_chat) return message.sender_chat.title ?? "";
  return [from.first_name, from.last_name].filter(Boolean).join(" ") || word(language, "deleted");
}

/** The id that groups messages of one author together. */
export function authorId(message) {
  return message.sender_chat?.id ?? message.from?.id ?? null;
}

/** A number from 0 to 6 that picks the colour of `id`. */
export function tint(id) {
  return Math.abs(Number(id) || 0) % 7;
}

/** What a service message says, or null when `message` is an ordinary one. */
export function serviceText(message, language) {
  const who = authorName(message, language);
  const name = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");
  const added = message.new_chat_members;
  if (added) {
    if (added.length === 1 && added[0].id === message.from?.id) return `${isolate(who)} ${word(language, "joined")}`;
    return `${isolate(who)} ${word(language, "added")} ${added.map((one) => isolate(name(one))).join(", ")}`;
  }
  const gone = message.left_chat_member;
  if (gone) {
    if (gone.id === message.from?.id) return `${isolate(who)} ${word(language, "left")}`;
    return `${isolate(who)} ${word(language, "removed")} ${isolate(name(gone))}`;
  }
  if (message.pinned_message) return `${isolate(who)} ${word(language, "pinnedBy")}`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return word(language, "migrated");
  if (message.group_chat_created || message.supergroup_chat_created) return `${isolate(who)} ${word(language, "created")}`;
  if (message.forum_topic_created) return `${word(language, "topicCreated")} ${isolate(message.forum_topic_created.name)}`;
  if (message.new_chat_title) return `${isolate(who)} ${word(language, "renamed")} ${isolate(message.new_chat_title)}`;
  return isOrdinary(message) ? null : word(language, "service");
}

const ORDINARY = [
  "text", "photo", "document", "location", "venue", "voice", "audio", "video", "video_note", "animation", "sticker", "poll", "contact", "dice",
];

function isOrdinary(message) {
  return ORDINARY.some((part) => message[part] !== undefined);
}

function isolate(text) {
  return `\u2068${text}\u2069`;
}

/**
 * Renders `message`. `view`: language, viewer (id of the person who looks), showName, files (file_id -> address), and the actions
 * botUsername, start, command, press(message, button, node), reply(message), copy(text), show(messageId).
 */
export function renderMessage(message, view) {
  const service = serviceText(message, view.language);
  const data = { id: message.message_id };
  if (service !== null) return el("div", { class: "service", dir: direction(view.language), text: service, data });
  const own = message.from?.id === view.viewer && !message.sender_chat;
  const bubble = el("div", { class: "bubble" }, ...bubbleParts(message, view, own));
  const replyButton = iconButton("reply", word(view.language, "reply"), () => view.reply(message), { class: "reply-button" });
  const row = el("div", { class: "row" }, bubble, replyButton);
  const node = el("article", { class: own ? "message own" : "message", data, "aria-label": authorName(message, view.language) }, row);
  const keyboard = message.reply_markup?.inline_keyboard;
  if (keyboard?.length) node.append(renderKeyboard(message, keyboard, view));
  return node;
}

function bubbleParts(message, view, own) {
  const parts = [];
  if (view.showName && !own) {
    parts.push(el("div", { class: `author tint-${tint(authorId(message))}`, dir: "auto", text: authorName(message, view.language) }));
  }
  if (message.forward_origin) parts.push(renderForward(message.forward_origin, view));
  if (message.reply_to_message && !message.reply_to_message.forum_topic_created) parts.push(renderQuote(message.reply_to_message, view));
  parts.push(...renderMedia(message, view));
  const text = message.text ?? message.caption;
  if (text !== undefined) {
    const entities = message.entities ?? message.caption_entities;
    parts.push(el("div", { class: "text" }, renderText(text, entities, view)));
  }
  parts.push(renderFoot(message, view));
  return parts;
}

function renderForward(origin, view) {
  const sender = origin.sender_user ?? {};
  const name = origin.sender_user_name ?? origin.sender_chat?.title ?? origin.chat?.title ?? sender.first_name ?? "";
  return el("div", { class: "forward", dir: "auto", text: `${word(view.language, "forwarded")} ${isolate(name)}` });
}

function renderQuote(quoted, view) {
  const props = { type: "button", dir: "auto", class: `quote tint-${tint(authorId(quoted))}`, on: { click: () => view.show(quoted.message_id) } };
  const author = el("span", { class: "author", dir: "auto", text: authorName(quoted, view.language) });
  return el("button", props, author, el("span", { class: "excerpt", dir: "auto", text: excerpt(quoted, view.language) }));
}

/** One line that stands for `message` in a quote, a pinned bar or the edit bar. */
export function excerpt(message, language) {
  const text = message.text ?? message.caption;
  if (text) return text.split("\n", 1)[0].slice(0, 120);
  for (const kind of ["photo", "document", "location", "voice", "poll", "contact", "video"]) if (message[kind]) return word(language, kind);
  return message.sticker?.emoji ?? word(language, "unknown");
}

function renderMedia(message, view) {
  if (message.photo) {
    const best = message.photo.at(-1);
    const label = excerpt(message, view.language);
    const image = el("img", { src: view.file(best), alt: label, width: best.width, height: best.height, loading: "lazy" });
    return [el("a", { class: "photo", href: view.file(best), target: "_blank", rel: "noopener noreferrer" }, image)];
  }
  if (message.document) return [renderDocument(message.document, view)];
  if (message.location) return [renderLocation(message.location, message.venue)];
  if (message.sticker) return [el("div", { class: "sticker", text: message.sticker.emoji ?? "🖼" })];
  if (message.poll) return [renderPoll(message.poll, view)];
  if (message.contact) {
    const { first_name: name, phone_number: phone } = message.contact;
    return [el("div", { class: "attachment" }, icon("person"), el("span", { dir: "auto", text: `${name} ${isolate(phone)}` }))];
  }
  for (const kind of ["voice", "video", "audio", "video_note", "animation"]) {
    if (message[kind]) return [el("div", { class: "attachment" }, icon("file"), el("span", { text: word(view.language, kind === "voice" ? "voice" : "video") }))];
  }
  return isOrdinary(message) ? [] : [el("div", { class: "attachment", text: word(view.language, "unknown") })];
}

function renderDocument(file, view) {
  const size = file.file_size === undefined ? "" : readableSize(file.file_size);
  const label = el("span", { class: "file-label" }, el("bdi", { class: "file-name", text: file.file_name ?? word(view.language, "document") }));
  label.append(el("span", { class: "file-size", dir: "ltr", text: size }));
  return el("a", { class: "attachment", href: view.file(file), download: file.file_name ?? "" }, icon("file"), label);
}

function readableSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function renderLocation(location, venue) {
  const text = `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
  const place = el("div", { class: "map", "aria-hidden": "true" }, icon("pin-place"));
  const label = el("a", { href: `geo:${location.latitude},${location.longitude}`, dir: "ltr", text });
  return el("div", { class: "place" }, place, venue ? el("div", { dir: "auto", text: venue.title }) : null, label);
}

function renderPoll(poll, view) {
  const options = poll.options.map((option) => el("li", { dir: "auto", text: option.text }));
  return el("div", { class: "poll" }, el("strong", { dir: "auto", text: poll.question }), el("ul", { "aria-label": word(view.language, "poll") }, ...options));
}

function renderFoot(message, view) {
  const foot = el("div", { class: "foot" });
  for (const reaction of message.reactions ?? []) foot.append(el("span", { class: "reaction", text: reaction }));
  const edited = message.edit_date ? `${word(view.language, "edited")} ` : "";
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
