// Formatted text (Bot API object MessageEntity) as elements, and instants as people read them.

import { element } from "./dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};
const SAFE_LINK = /^(https?|mailto|tel):/i;

/** Text with entities as a fragment. `act` has onCommand(text) and onLink(url), which may take a link over. */
export function formatted(text, entities, act) {
  const waiting = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, waiting, act);
  return fragment;
}

// JavaScript counts strings in UTF-16 units, as entities do.
function fill(parent, text, start, end, waiting, act) {
  let at = start;
  while (waiting.length && waiting[0].offset < end) {
    const entity = waiting.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    parent.append(text.slice(at, from));
    const inner = elementFor(entity, text.slice(from, to), act);
    fill(inner, text, from, to, waiting, act);
    parent.append(inner);
    at = to;
  }
  parent.append(text.slice(at, end));
}

function elementFor(entity, part, act) {
  switch (entity.type) {
    case "bot_command":
      return element("button", { type: "button", class: "link", onclick: () => act.onCommand(part) });
    case "text_link":
    case "url": {
      const url = entity.url ?? part;
      const address = SAFE_LINK.test(url) ? url : `https://${url}`;
      const onclick = (event) => {
        if (act.onLink(address)) event.preventDefault();
      };
      return element("a", { href: address, target: "_blank", rel: "noopener noreferrer", onclick });
    }
    case "spoiler":
      return element("span", { class: "spoiler", tabindex: "0", onclick: (event) => event.currentTarget.classList.add("seen") });
    case "mention":
    case "hashtag":
      return element("span", { class: "link" });
    default:
      return element(TAGS[entity.type] ?? "span");
  }
}

const WEEKDAYS = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

// Instants come with the offset of the zone people live in; what stands before the offset is their wall clock.
const parts = (instant) => instant.match(/^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/);

export const timeOf = (instant) => parts(instant)[4];

export function dayOf(instant) {
  return `${WEEKDAYS[weekday(instant)]}, ${dateOf(instant)}`;
}

/** The day for narrow places: "T2, 08/01/2018". */
export function shortDayOf(instant) {
  const number = weekday(instant);
  return `${number === 0 ? "CN" : `T${number + 1}`}, ${dateOf(instant)}`;
}

function weekday(instant) {
  const [, year, month, day] = parts(instant);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

function dateOf(instant) {
  const [, year, month, day] = parts(instant);
  return `${day}/${month}/${year}`;
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / 1024 / 1024, "MB"];
  return `${value.toLocaleString("vi-VN", { maximumFractionDigits: 1 })} ${unit}`;
}
