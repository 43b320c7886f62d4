// The messages of one chat, by day; the newest stays in view unless one has scrolled up.

import { byId, element, toast } from "./dom.js";
import { messageElement } from "./message.js";
import { dayOf } from "./text.js";

const NEAR_END_PX = 60;
const FLASH_MS = 1600;

export class MessageLog {
  #log = byId("log");
  #messages = byId("messages");
  #scene; // () => what messageElement needs
  #atEnd = true;

  constructor(scene) {
    this.#scene = scene;
    this.#log.addEventListener("scroll", () => {
      this.#atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR_END_PX;
      if (this.#atEnd) byId("to-end").hidden = true;
    });
    const keepEnd = new ResizeObserver(() => this.#atEnd && this.scrollToEnd());
    keepEnd.observe(this.#log);
    keepEnd.observe(this.#messages);
    byId("to-end").addEventListener("click", () => this.scrollToEnd());
  }

  /** Show these messages, or `note` where there are none. */
  show(messages, note) {
    this.#messages.replaceChildren();
    if (!messages.length) this.#messages.append(element("div", { class: "empty" }, ...note.map((line) => element("p", {}, line))));
    for (const message of messages) this.#append(message);
    this.scrollToEnd();
  }

  /** Show one more message. */
  add(message) {
    if (this.#row(message.message_id)) return this.redraw(message);
    this.#messages.querySelector(".empty")?.remove();
    this.#append(message).classList.add("new");
    if (this.#atEnd || message.from.id === this.#scene().me) this.scrollToEnd();
    else byId("to-end").hidden = false;
  }

  /** Show a message as it is now. */
  redraw(message) {
    const old = this.#row(message.message_id);
    if (!old) return;
    const focused = old.contains(document.activeElement);
    const fresh = this.#made(message, old.classList.contains("joined"));
    old.replaceWith(fresh);
    if (focused) (fresh.querySelector(".key") ?? fresh).focus();
  }

  jumpTo(id) {
    const row = this.#row(id);
    if (!row) return toast("Tin nhắn ấy không còn ở đây.");
    row.scrollIntoView({ block: "center", behavior: "smooth" });
    row.classList.add("flash");
    setTimeout(() => row.classList.remove("flash"), FLASH_MS);
  }

  scrollToEnd() {
    this.#log.scrollTo({ top: this.#log.scrollHeight, behavior: "instant" });
    this.#atEnd = true;
    byId("to-end").hidden = true;
  }

  #row(id) {
    return this.#messages.querySelector(`[data-id="${id}"]`);
  }

  #append(message) {
    const day = dayOf(message.at);
    let group = this.#messages.lastElementChild;
    if (group?.dataset.day !== day) {
      group = element("section", { class: "day-group", "data-day": day, "aria-label": day }, element("div", { class: "day" }, element("span", {}, day)));
      this.#messages.append(group);
    }
    const row = this.#made(message, group.lastElementChild.dataset.sender === String(message.from.id));
    group.append(row);
    return row;
  }

  #made(message, joined) {
    const row = messageElement(message, this.#scene());
    if (joined) row.classList.add("joined");
    return row;
  }
}
