// What the page knows: people, their chats, the messages; kept up to date by the server's events.

import * as api from "./api.js";

const READ_KEY = "nhac-han-read";

export class Store extends EventTarget {
  people = [];
  chats = new Map(); // person id -> chats
  messages = new Map(); // chat id -> Map(message id -> message)
  bot = null;
  #lastEvent = null;
  #read = readMarks();

  /** Everything from the start. */
  async load() {
    this.bot = (await api.readIndex()).bot;
    this.#lastEvent = (await api.readEvents(null)).last;
    this.messages.clear();
    await this.loadPeople();
  }

  async loadPeople() {
    this.people = await api.readPeople();
    const lists = await Promise.all(this.people.map((person) => api.readChats(person.id)));
    this.people.forEach((person, index) => this.chats.set(person.id, lists[index]));
    const missing = new Set(lists.flat().map((chat) => chat.id).filter((id) => !this.messages.has(id)));
    await Promise.all([...missing].map((id) => this.#loadMessages(id)));
  }

  async #loadMessages(chatId) {
    const listed = await api.readMessages(chatId);
    this.messages.set(chatId, new Map(listed.map((message) => [message.message_id, message])));
  }

  person(id) {
    return this.people.find((person) => person.id === id);
  }

  chat(personId, chatId) {
    return this.chats.get(personId)?.find((chat) => chat.id === chatId);
  }

  list(chatId) {
    return [...(this.messages.get(chatId)?.values() ?? [])].sort((a, b) => a.message_id - b.message_id);
  }

  newest(chatId) {
    return this.list(chatId).at(-1);
  }

  /** Messages of the bot that this person has not looked at. */
  unread(personId, chatId) {
    const seen = this.#read[`${personId}/${chatId}`] ?? 0;
    return this.list(chatId).filter((message) => message.from_bot && message.message_id > seen).length;
  }

  markRead(personId, chatId) {
    const newest = this.newest(chatId)?.message_id ?? 0;
    if (this.#read[`${personId}/${chatId}`] === newest) return;
    this.#read[`${personId}/${chatId}`] = newest;
    localStorage.setItem(READ_KEY, JSON.stringify(this.#read));
  }

  put(message) {
    const chat = this.messages.get(message.chat.id);
    if (chat) chat.set(message.message_id, message);
    else this.messages.set(message.chat.id, new Map([[message.message_id, message]]));
  }

  /** Follow the events for ever; each is dispatched by its kind, with the event as detail. */
  async follow() {
    for (;;) {
      try {
        const answer = await api.readEvents(this.#lastEvent);
        this.#tell("online");
        if (answer.restarted) {
          await this.load();
          this.#tell("reloaded");
          continue;
        }
        this.#lastEvent = answer.last;
        for (const event of answer.events) await this.#take(event);
      } catch {
        this.#tell("offline");
        await new Promise((resolve) => setTimeout(resolve, 1500));
      }
    }
  }

  async #take(event) {
    if (event.kind === "message" || event.kind === "edited") this.put(event.message);
    if (event.kind === "deleted") this.messages.get(event.chat_id)?.delete(event.message.message_id);
    if (event.kind === "chats") await this.loadPeople();
    this.#tell(event.kind, event);
  }

  #tell(kind, detail = null) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}

function readMarks() {
  try {
    return JSON.parse(localStorage.getItem(READ_KEY)) ?? {};
  } catch {
    return {};
  }
}
