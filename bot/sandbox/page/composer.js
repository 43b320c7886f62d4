// Where one writes: text, reply or edit, files, commands.

import * as api from "./api.js";
import { busy, byId, element, toast } from "./dom.js";
import { sizeOf } from "./text.js";
import { summary } from "./message.js";

const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
const MAX_FILES = 10;

export class Composer {
  #place; // () => {person, chat, thread, me}
  #onSent;
  #reply = null;
  #edit = null;
  #files = [];
  #commands = [];

  constructor(place, onSent) {
    this.#place = place;
    this.#onSent = onSent;
    byId("writing").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId("text").addEventListener("input", () => this.#typed());
    byId("text").addEventListener("keydown", (event) => this.#key(event));
    byId("text").addEventListener("paste", (event) => this.addFiles(event.clipboardData.files));
    byId("reply-cancel").addEventListener("click", () => this.clear());
    byId("attach").addEventListener("click", () => byId("files").click());
    byId("files").addEventListener("change", (event) => {
      this.addFiles(event.target.files);
      event.target.value = "";
    });
    byId("commands").addEventListener("click", () => this.#toggleCommands());
    document.addEventListener("click", (event) => {
      if (!event.target.closest("#composer")) this.#showCommands([]);
    });
  }

  focus() {
    if (matchMedia("(hover: hover)").matches) byId("text").focus();
  }

  /** Back to an empty new message. */
  clear() {
    const hadEdit = this.#edit !== null;
    this.#reply = this.#edit = null;
    byId("reply-bar").hidden = true;
    if (hadEdit) byId("text").value = "";
    this.#grow();
  }

  reset() {
    this.clear();
    this.#files = [];
    this.#showFiles();
    byId("text").value = "";
    this.#grow();
    this.#showCommands([]);
  }

  replyTo(message) {
    this.clear();
    this.#reply = message;
    this.#bar(message.from.id === this.#place().person ? "Trả lời chính mình" : `Trả lời ${message.from.first_name}`, message);
  }

  edit(message) {
    this.clear();
    this.#edit = message;
    this.#bar("Sửa tin nhắn", message);
    byId("text").value = message.text ?? message.caption ?? "";
    this.#grow();
  }

  setCommands(commands) {
    this.#commands = commands;
    byId("commands").hidden = !commands.length;
  }

  /** The keyboard that the bot put in place of letters (ReplyKeyboardMarkup), or none. */
  setReplyKeyboard(markup) {
    const rows = markup?.keyboard ?? [];
    const lines = rows.map((row) =>
      element(
        "div",
        { class: "keyboard-row" },
        ...row.map((key) => {
          const text = typeof key === "string" ? key : key.text;
          return element("button", { type: "button", class: "key", onclick: () => this.send(text) }, text);
        }),
      ),
    );
    byId("reply-keyboard").replaceChildren(...lines);
    byId("reply-keyboard").hidden = !rows.length;
  }

  addFiles(list) {
    this.#files = [...this.#files, ...list];
    if (this.#files.length > MAX_FILES) toast(`Mỗi lần gửi nhiều nhất ${MAX_FILES} tệp.`, "problem");
    this.#files = this.#files.slice(0, MAX_FILES);
    this.#showFiles();
    if (this.#files.length) this.focus();
  }

  /** Send a text at once, without touching what is being written. */
  async send(text) {
    const { person, chat, thread } = this.#place();
    await busy(byId("send"), () => api.sendText(chat, { text, from: person, thread }));
    this.#onSent();
  }

  #bar(title, message) {
    byId("reply-name").textContent = title;
    byId("reply-text").textContent = summary(message);
    byId("reply-bar").hidden = false;
    byId("text").focus();
  }

  async #submit() {
    const { person, chat, thread } = this.#place();
    const text = byId("text").value.trim();
    if (!text && !this.#files.length) return;
    const done = await busy(byId("send"), async () => {
      const replyTo = this.#reply?.message_id ?? null;
      if (this.#edit) return api.editText(chat, this.#edit.message_id, { text, from: person });
      if (!this.#files.length) return api.sendText(chat, { text, from: person, reply_to: replyTo, thread });
      const kind = this.#files.every((file) => PICTURES.has(file.type)) ? "photo" : "document";
      return api.sendFiles(chat, this.#files, { from: person, caption: text, kind, reply_to: replyTo, thread });
    });
    byId("text").focus();
    if (done === null) return;
    this.reset();
    this.#onSent();
  }

  #key(event) {
    const options = [...byId("command-menu").querySelectorAll("button")];
    const chosen = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") {
      if (options.length) this.#showCommands([]);
      else this.clear();
    } else if (options.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const next = (chosen + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
      options.forEach((option, index) => option.setAttribute("aria-selected", index === next));
      options[next].scrollIntoView({ block: "nearest" });
    } else if (options.length && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      byId("text").value = `${options[Math.max(chosen, 0)].dataset.command} `;
      this.#typed();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (options.length && chosen >= 0) options[chosen].click();
      else this.#submit();
    }
  }

  #typed() {
    this.#grow();
    const text = byId("text").value;
    const fits = text.startsWith("/") && !/\s/.test(text);
    this.#showCommands(fits ? this.#commands.filter(({ command }) => `/${command}`.startsWith(text)) : []);
  }

  #toggleCommands() {
    this.#showCommands(byId("command-menu").hidden ? this.#commands : []);
    byId("text").focus();
  }

  #showCommands(commands) {
    const options = commands.map(({ command, description }) =>
      element(
        "button",
        {
          type: "button",
          role: "option",
          "aria-selected": "false",
          "data-command": `/${command}`,
          onclick: () => {
            byId("text").value = "";
            this.#showCommands([]);
            this.#grow();
            this.send(`/${command}`);
          },
        },
        element("strong", {}, `/${command}`),
        element("span", {}, description),
      ),
    );
    byId("command-menu").replaceChildren(...options);
    byId("command-menu").hidden = !options.length;
    byId("commands").setAttribute("aria-expanded", String(options.length > 0));
  }

  #showFiles() {
    const chips = this.#files.map((file, index) =>
      element(
        "span",
        { class: "chip" },
        `${file.name} · ${sizeOf(file.size)}`,
        element("button", { type: "button", "aria-label": `Bỏ ${file.name}`, onclick: () => this.#dropFile(index) }, "×"),
      ),
    );
    byId("file-bar").replaceChildren(...chips);
    byId("file-bar").hidden = !chips.length;
    byId("text").placeholder = chips.length ? "Lời kèm theo" : "Tin nhắn";
  }

  #dropFile(index) {
    this.#files.splice(index, 1);
    this.#showFiles();
  }

  #grow() {
    const text = byId("text");
    text.style.height = "";
    if (text.value) text.style.height = `${Math.min(text.scrollHeight, 180)}px`;
    byId("writing").classList.toggle("has-text", text.value.trim() !== "");
  }
}
