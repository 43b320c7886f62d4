// One message as an element: bubble, quote, picture or file, text, buttons.

import { fileUrl } from "./api.js";
import { avatar, busy, element, icon } from "./dom.js";
import { formatted, sizeOf, timeOf } from "./text.js";

const REPLY = "M9 7l-5 5 5 5M4.5 12H14a6 6 0 0 1 6 6";
const EDIT = "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3";
const FILE = "M7 3h7l4 4v14H7zM14 3v4h4";
const LONG_PRESS_MS = 450;

/** What a message says in one line, for quotes and lists. */
export function summary(message) {
  if (!message) return "";
  if (message.text) return message.text;
  if (message.photo) return message.caption ? `🖼 ${message.caption}` : "🖼 Ảnh";
  if (message.document) return `📎 ${message.document.file_name}`;
  return serviceText(message);
}

/** `scene`: me (person id), group (true in groups), act: onReply, onEdit, onPress, onCommand, onLink, onJump. */
export function messageElement(message, scene) {
  const service = serviceText(message);
  if (service) return element("div", { class: "service", "data-id": message.message_id }, element("span", {}, service));
  const mine = message.from.id === scene.me;
  const bubble = element("div", { class: "bubble" });
  if (scene.group && !mine) {
    bubble.append(element("strong", { class: "sender" }, message.from.first_name));
  }
  if (message.reply_to_message) bubble.append(quote(message.reply_to_message, scene));
  if (message.photo) bubble.append(picture(message.photo.at(-1)));
  if (message.document) bubble.append(fileCard(message.document));
  const words = message.text ?? message.caption ?? "";
  const body = element("div", { class: "words" });
  if (words) body.append(formatted(words, message.entities ?? message.caption_entities, scene.act));
  body.append(stamp(message));
  bubble.append(body);

  const row = element(
    "article",
    {
      class: `message ${mine ? "mine" : "theirs"}`,
      "data-id": message.message_id,
      "data-sender": message.from.id,
      tabindex: "-1",
      "aria-label": `${mine ? "Bạn" : message.from.first_name}, ${timeOf(message.at)}`,
    },
    scene.group && !mine ? avatar(message.from.first_name, "small") : null,
    element("div", { class: "stack" }, bubble, buttons(message, scene)),
    actions(message, mine, scene.act),
  );
  longPress(bubble, () => scene.act.onReply(message));
  return row;
}

function stamp(message) {
  const edited = message.edited_at ? "đã sửa " : "";
  return element("time", { class: "stamp", datetime: message.at }, `${edited}${timeOf(message.at)}`);
}

function quote(replied, scene) {
  const name = replied.from.id === scene.me ? "Bạn" : replied.from.first_name;
  return element(
    "button",
    { type: "button", class: "quote", onclick: () => scene.act.onJump(replied.message_id) },
    element("strong", {}, name),
    element("span", {}, summary(replied)),
  );
}

function picture(photo) {
  const shown = element("img", { src: fileUrl(photo), alt: "Ảnh", width: photo.width, height: photo.height, loading: "lazy" });
  return element("a", { class: "picture", href: fileUrl(photo), target: "_blank", rel: "noopener" }, shown);
}

function fileCard(file) {
  return element(
    "a",
    { class: "file", href: fileUrl(file), download: file.file_name },
    element("span", { class: "file-icon" }, icon(FILE)),
    element("span", { class: "file-names" }, element("strong", {}, file.file_name), element("small", {}, sizeOf(file.file_size))),
  );
}

function buttons(message, scene) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  const board = element("div", { class: "keyboard" });
  for (const row of rows) {
    const line = element("div", { class: "keyboard-row" });
    for (const button of row) {
      line.append(
        button.url
          ? element(
              "a",
              {
                class: "key",
                href: button.url,
                target: "_blank",
                rel: "noopener noreferrer",
                onclick: (event) => scene.act.onLink(button.url) && event.preventDefault(),
              },
              `${button.text} ↗`,
            )
          : element(
              "button",
              {
                class: "key",
                type: "button",
                onclick: (event) => busy(event.currentTarget, () => scene.act.onPress(message, button)),
              },
              button.text,
            ),
      );
    }
    board.append(line);
  }
  return board;
}

function actions(message, mine, act) {
  const reply = element(
    "button",
    { type: "button", class: "icon-button", title: "Trả lời", "aria-label": "Trả lời tin này", onclick: () => act.onReply(message) },
    icon(REPLY),
  );
  const edit = mine
    ? element(
        "button",
        { type: "button", class: "icon-button", title: "Sửa", "aria-label": "Sửa tin này", onclick: () => act.onEdit(message) },
        icon(EDIT),
      )
    : null;
  return element("div", { class: "actions" }, reply, edit);
}

function longPress(target, act) {
  let timer = 0;
  const stop = () => clearTimeout(timer);
  target.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" || event.target.closest("button, a")) return;
    timer = setTimeout(() => {
      navigator.vibrate?.(15);
      act();
    }, LONG_PRESS_MS);
  });
  for (const kind of ["pointerup", "pointercancel", "pointermove", "pointerleave"]) target.addEventListener(kind, stop);
}

function serviceText(message) {
  const who = message.from.first_name;
  if (message.new_chat_members) return `${who} thêm ${message.new_chat_members.map((user) => user.first_name).join(", ")} vào nhóm`;
  if (message.left_chat_member) {
    const gone = message.left_chat_member;
    return gone.id === message.from.id ? `${who} rời nhóm` : `${who} đưa ${gone.first_name} ra khỏi nhóm`;
  }
  if (message.forum_topic_created) return `${who} mở chủ đề “${message.forum_topic_created.name}”`;
  if (message.migrate_to_chat_id) return "Nhóm được nâng cấp thành siêu nhóm";
  if (message.migrate_from_chat_id) return "Siêu nhóm được lập từ nhóm cũ";
  return "";
}
