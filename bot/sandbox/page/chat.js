// The page: a person is chosen on the left, the chat with the bot stands on the right.

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { busy, byId, element, toast } from "./dom.js";
import { MessageLog } from "./log.js";
import { showPeople } from "./people.js";
import { Store } from "./store.js";
import { dayOf, shortDayOf, timeOf } from "./text.js";

const TYPING_MS = 5000;
const store = new Store();
let current = null; // {person, chat, thread}
let typingTimer = 0;

const log = new MessageLog(scene);
const composer = new Composer(() => current, () => log.scrollToEnd());

const act = {
  onReply: (message) => composer.replyTo(message),
  onEdit: (message) => composer.edit(message),
  onCommand: (text) => composer.send(text),
  onJump: (id) => log.jumpTo(id),
  onLink: (url) => {
    const mine = new RegExp(`^(https?://)?(t|telegram)\\.me/${store.bot.username}(\\?|$)`, "i").test(url);
    if (mine) openLink(url);
    return mine;
  },
  onPress: async (message, button) => {
    if (button.copy_text) {
      await navigator.clipboard.writeText(button.copy_text.text);
      return toast("Đã chép");
    }
    const answer = await api.pressButton(current.chat, message.message_id, {
      button: button.callback_data,
      from: current.person,
    });
    if (!answer.answered) toast("Bot chưa trả lời nút này.", "problem");
    else if (answer.show_alert) showAlert(answer.text);
    else if (answer.text) toast(answer.text);
  },
};

function choose(person, chat, { thread = null, show = true } = {}) {
  const moved = current?.person !== person || current?.chat !== chat;
  current = { person, chat, thread };
  if (show) byId("app").dataset.screen = "chat";
  if (moved) {
    composer.reset();
    byId("toasts").replaceChildren();
  }
  showChat();
  loadCommands();
  if (show) composer.focus();
}

function chooseFirst() {
  const [first] = store.people;
  if (first) choose(first.id, first.id, { show: false });
}

function shownMessages() {
  const all = store.list(current.chat);
  return current.thread === null ? all : all.filter((message) => message.message_thread_id === current.thread);
}

function showChat() {
  const person = store.person(current.person);
  const chat = store.chat(current.person, current.chat);
  const own = chat.type === "private";
  byId("chat-title").textContent = own ? store.bot.first_name : chat.title;
  byId("chat-avatar").textContent = own ? "" : chat.title[0];
  byId("chat-avatar").classList.toggle("avatar-bot", own);
  showSubtitle();
  document.title = `${person.name} – ${store.bot.first_name}`;
  showTopics(chat);
  showMessages();
  showState();
  markRead();
  showPeople(store, current, choose);
}

/** On a phone the list of people may cover the chat. */
const isChatShown = () => !document.hidden && byId("log").offsetParent !== null;

function markRead() {
  if (isChatShown()) store.markRead(current.person, current.chat);
}

function showTopics(chat) {
  const tabs = chat.topics.length ? [{ id: null, name: "Tất cả" }, ...chat.topics] : [];
  byId("topics").replaceChildren(
    ...tabs.map((topic) =>
      element(
        "button",
        {
          type: "button",
          role: "tab",
          "aria-selected": String(topic.id === current.thread),
          onclick: () => choose(current.person, current.chat, { thread: topic.id }),
        },
        topic.name,
      ),
    ),
  );
  byId("topics").hidden = !tabs.length;
}

const isWaitingForStart = (chat) => chat.type === "private" && chat.bot === "left" && !store.list(chat.id).length;

/** START, "unblock" or the line to write in, whichever fits the chat. */
function showState() {
  const chat = store.chat(current.person, current.chat);
  const own = chat.type === "private";
  const waiting = isWaitingForStart(chat);
  const blocked = own && chat.bot === "kicked";
  byId("writing").hidden = waiting || blocked;
  byId("start").hidden = !waiting;
  byId("unblock").hidden = !blocked;
  byId("toggle-block").hidden = !own;
  byId("toggle-block").textContent = blocked ? "Bỏ chặn bot" : "Chặn bot";
  const board = shownMessages().findLast((message) => message.reply_keyboard)?.reply_keyboard;
  composer.setReplyKeyboard(board);
}

function scene() {
  return { me: current.person, group: store.chat(current.person, current.chat)?.type !== "private", act };
}

function showMessages() {
  const hint = isWaitingForStart(store.chat(current.person, current.chat))
    ? "Bấm Bắt đầu để nói chuyện với bot như trên điện thoại của người này."
    : "Hãy viết cho bot, hoặc đi đến lời nhắc kế tiếp.";
  log.show(shownMessages(), ["Chưa có tin nhắn nào.", hint]);
}

function addMessage(message) {
  if (message.from_bot) showSubtitle();
  if (current.thread === null || message.message_thread_id === current.thread) log.add(message);
}

function showSubtitle() {
  clearTimeout(typingTimer);
  const { name, about } = store.person(current.person);
  byId("chat-subtitle").textContent = about ? `${name} · ${about}` : name;
}

function showTyping() {
  clearTimeout(typingTimer);
  byId("chat-subtitle").textContent = "đang nhập…";
  typingTimer = setTimeout(showSubtitle, TYPING_MS);
}

function showAlert(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

async function loadCommands() {
  const { person, chat } = current;
  const commands = await api.readCommands(person, chat).catch(() => []);
  if (current.person === person && current.chat === chat) composer.setCommands(commands);
}

async function openLink(link) {
  try {
    await api.openLink(current.person, link);
    choose(current.person, current.person);
  } catch (problem) {
    toast(problem.message, "problem");
  }
}

async function loadClock() {
  try {
    showClock((await api.readClock()).now);
  } catch (problem) {
    if (problem.status === 404) byId("clock").hidden = true;
  }
}

function showClock(now) {
  byId("clock-time").replaceChildren(
    element("span", { class: "long" }, dayOf(now)),
    element("span", { class: "short" }, shortDayOf(now)),
    element("span", { class: "dot" }, " · "),
    element("span", { class: "hour" }, timeOf(now)),
  );
  byId("clock-time").dateTime = now;
  byId("clock").hidden = false;
}

async function moveClock(button, to) {
  const answer = await busy(button, () => api.moveClock(to));
  if (answer) showClock(answer.now);
}

function followStore() {
  store.addEventListener("message", ({ detail }) => {
    if (detail.chat_id === current?.chat) {
      addMessage(detail.message);
      markRead();
      showState();
    }
    showPeople(store, current, choose);
    loadClock();
  });
  store.addEventListener("edited", ({ detail }) => {
    if (detail.chat_id === current?.chat) log.redraw(detail.message);
    showPeople(store, current, choose);
  });
  store.addEventListener("deleted", ({ detail }) => {
    if (detail.chat_id === current?.chat) showMessages();
    showPeople(store, current, choose);
  });
  store.addEventListener("typing", ({ detail }) => detail.chat_id === current?.chat && showTyping());
  store.addEventListener("chats", () => {
    if (!current) return chooseFirst();
    if (!store.chat(current.person, current.chat)) choose(current.person, current.person, { show: false });
    showState();
    showTopics(store.chat(current.person, current.chat));
    showPeople(store, current, choose);
  });
  store.addEventListener("commands", () => current && loadCommands());
  store.addEventListener("clock", loadClock);
  store.addEventListener("reloaded", chooseFirst);
  store.addEventListener("offline", () => (byId("offline").hidden = false));
  store.addEventListener("online", () => (byId("offline").hidden = true));
}

function followControls() {
  byId("back").addEventListener("click", () => {
    byId("app").dataset.screen = "people";
    showPeople(store, current, choose);
  });
  byId("start").addEventListener("click", () => composer.send("/start"));
  byId("unblock").addEventListener("click", () => busy(byId("unblock"), () => api.setBlocked(current.person, false)));
  byId("next-day").addEventListener("click", (event) => moveClock(event.currentTarget, "next-day"));
  byId("next-reminder").addEventListener("click", (event) => moveClock(event.currentTarget, "next-reminder"));
  byId("toggle-block").addEventListener("click", () => {
    const blocked = store.chat(current.person, current.chat).bot === "kicked";
    busy(byId("toggle-block"), () => api.setBlocked(current.person, !blocked));
  });
  document.addEventListener("visibilitychange", () => {
    if (!current) return;
    markRead();
    showPeople(store, current, choose);
  });
  followMenu();
  followDialog("open-link", "link-dialog", "link-form", ({ link }) => openLink(link));
  followDialog("add-person", "person-dialog", "person-form", async (fields) => {
    const person = await api.addPerson(fields);
    await store.loadPeople();
    choose(person.id, person.id);
  });
  const main = document.querySelector("main");
  main.addEventListener("dragover", (event) => event.preventDefault());
  main.addEventListener("drop", (event) => {
    event.preventDefault();
    composer.addFiles(event.dataTransfer.files);
  });
}

function followMenu() {
  const show = (open) => {
    byId("more-menu").hidden = !open;
    byId("more").setAttribute("aria-expanded", String(open));
    if (open) byId("open-link").focus();
  };
  byId("more").addEventListener("click", () => show(byId("more-menu").hidden));
  document.addEventListener("click", (event) => event.target.closest("#more") || show(false));
  byId("more-menu").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(false);
    byId("more").focus();
  });
}

function followDialog(opener, dialogId, formId, onOk) {
  const dialog = byId(dialogId);
  byId(opener).addEventListener("click", () => {
    byId(formId).reset();
    dialog.returnValue = "cancel";
    dialog.showModal();
  });
  dialog.addEventListener("close", async () => {
    if (dialog.returnValue !== "ok") return;
    try {
      await onOk(Object.fromEntries(new FormData(byId(formId))));
    } catch (problem) {
      toast(problem.message, "problem");
    }
  });
}

async function begin() {
  try {
    await store.load();
  } catch {
    byId("offline").hidden = false;
    setTimeout(begin, 1500);
    return;
  }
  byId("offline").hidden = true;
  followStore();
  followControls();
  loadClock();
  setInterval(loadClock, 20_000);
  chooseFirst();
  document.body.dataset.ready = "true";
  store.follow();
}

begin();
