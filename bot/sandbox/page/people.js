// The left column: whom one can play, with their chats and what they have not read.

import { avatar, byId, element } from "./dom.js";
import { summary } from "./message.js";
import { timeOf } from "./text.js";

/** `current`: {person, chat}; `onChoose(person, chat)`. */
export function showPeople(store, current, onChoose) {
  const focused = document.activeElement?.closest?.("#people button")?.dataset.key;
  const items = store.people.flatMap((person) =>
    (store.chats.get(person.id) ?? []).map((chat) => entry(store, person, chat, current, onChoose)),
  );
  byId("people").replaceChildren(...items);
  if (focused) byId("people").querySelector(`button[data-key="${focused}"]`)?.focus();
}

function entry(store, person, chat, current, onChoose) {
  const own = chat.type === "private";
  const chosen = current?.person === person.id && current?.chat === chat.id;
  const newest = store.newest(chat.id);
  const unread = store.unread(person.id, chat.id);
  const empty = chat.bot === "left" ? "Chưa bắt đầu" : "Chưa có tin nhắn";
  const last = newest ? `${newest.from.id === person.id ? "Bạn: " : ""}${summary(newest)}` : own ? empty : "";
  return element(
    "li",
    { class: own ? "" : "nested" },
    element(
      "button",
      {
        type: "button",
        class: "entry",
        "data-key": `${person.id}/${chat.id}`,
        "aria-current": chosen ? "true" : null,
        onclick: () => onChoose(person.id, chat.id),
      },
      avatar(own ? person.name : chat.title, own ? "" : "small"),
      element(
        "span",
        { class: "entry-text" },
        element(
          "span",
          { class: "entry-line" },
          element("strong", {}, own ? person.name : chat.title),
          newest ? element("time", {}, timeOf(newest.at)) : null,
        ),
        own && person.about ? element("span", { class: "about" }, person.about) : null,
        element(
          "span",
          { class: "entry-line" },
          element("span", { class: "last" }, last),
          unread ? element("span", { class: "badge", "aria-label": `${unread} tin chưa đọc` }, String(unread)) : null,
        ),
      ),
    ),
  );
}
