/** Talks to the page's routes: actions go out as POST, the whole state comes back as server-sent events. */
import { say } from "./notices.js";

/** Posts `body` as JSON to `do/<action>`; returns the answer, or null after showing why it was refused. */
export function act(action, body) {
  return request(`do/${action}`, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** Sends `file` as a "photo" or "document"; `fields` (person, chat, caption, …) go into the query. */
export function upload(kind, file, fields) {
  const query = new URLSearchParams({ kind, name: file.name });
  for (const [name, value] of Object.entries(fields)) if (value !== null && value !== "") query.set(name, value);
  return request(`do/upload?${query}`, { headers: { "Content-Type": "application/octet-stream" }, body: file });
}

async function request(address, options) {
  let response;
  try {
    response = await fetch(address, { method: "POST", ...options });
  } catch {
    return null; // the "connection lost" bar already says so
  }
  const answer = await response.json().catch(() => ({ error: response.statusText }));
  if (response.ok) return answer;
  say(answer.error);
  return null;
}

/** Calls `onState` with each new state and `onLink` with whether the connection stands. */
export function follow(onState, onLink) {
  const events = new EventSource("events");
  events.addEventListener("message", (event) => onState(JSON.parse(event.data)));
  events.addEventListener("open", () => onLink(true));
  events.addEventListener("error", () => onLink(false));
}
