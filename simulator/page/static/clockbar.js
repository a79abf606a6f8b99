/** The top bar: the simulated time in Baghdad and the buttons that move it. */
import { el, icon } from "./dom.js";
import { act } from "./server.js";
import { hour, localField, shortDay, word } from "./words.js";

const TICK = 1000;

/** Builds the clock into `face` (a button) and `controls`; returns update(state, language). */
export function clockBar(face, controls) {
  let shown = { at: null, received: 0, running: false, language: "en" };
  const time = el("span", { class: "time" });
  const date = el("span", { class: "date" });
  const zone = el("span", { class: "zone" });
  face.append(icon("clock"), el("span", { class: "face" }, time, el("span", { class: "under" }, date, zone)));
  face.addEventListener("click", () => {
    const open = document.body.classList.toggle("clock-open");
    face.setAttribute("aria-expanded", String(open));
  });

  const now = () => new Date(shown.at + (shown.running ? Date.now() - shown.received : 0));
  const tell = () => {
    time.textContent = hour(shown.language, now());
    date.textContent = shortDay(shown.language, now());
  };
  setInterval(() => shown.running && tell(), TICK);

  let drawn = "";
  let field = null;
  return (state, language) => {
    shown = { at: Date.parse(state.clock.now), received: Date.now(), running: state.clock.running, language };
    tell();
    zone.textContent = word(language, "baghdad");
    const key = JSON.stringify([language, state.bookmarks]);
    if (key !== drawn) {
      drawn = key;
      field = drawControls(controls, state, language);
    }
    if (document.activeElement !== field) field.value = localField(now());
  };
}

/** Draws the buttons and the field of a moment to go to; returns the field. */
function drawControls(controls, state, language) {
  const step = (key, minutes) =>
    el("button", { type: "button", class: "step", text: word(language, key), data: { minutes }, on: { click: () => act("clock", { minutes }) } });
  const marks = state.bookmarks.map(({ name, at }) => {
    const goTo = () => act("clock", { bookmark: name });
    const button = el("button", { type: "button", class: "step mark", on: { click: goTo } }, el("span", { dir: "auto", text: name }));
    button.append(el("time", { datetime: at, text: `${shortDay(language, new Date(at))} ${hour(language, new Date(at))}` }));
    return button;
  });
  const field = el("input", { type: "datetime-local", name: "to", required: true, "aria-label": word(language, "advanceTo") });
  const submit = (event) => {
    event.preventDefault();
    act("clock", { to: field.value });
  };
  const form = el("form", { class: "to", on: { submit } }, field, el("button", { class: "step", text: word(language, "advance") }));
  controls.setAttribute("aria-label", word(language, "clockControls"));
  controls.replaceChildren(step("plusTen", 10), step("plusHour", 60), ...marks, form);
  return field;
}
