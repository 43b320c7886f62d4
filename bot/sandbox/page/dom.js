// Building elements: text always goes in as text nodes, so nothing that people write is ever read as HTML.

/** element("button", {class: "send", onclick: f, hidden: true}, "Gửi", otherElement) */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

/** An icon drawn by one path, in a box of 24 by 24. */
export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** A round picture with the initials of a name; the colour follows from the name. */
export function avatar(name, extra = "") {
  const words = name.trim().split(/\s+/);
  const initials = (words.length > 1 ? words.at(-2)[0] : "") + (words.at(-1)[0] ?? "");
  const colour = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6;
  return element("span", { class: `avatar colour-${colour} ${extra}`, "aria-hidden": "true" }, initials.toUpperCase());
}

export function toast(text, kind = "") {
  const shown = element("div", { class: `toast ${kind}` }, text);
  byId("toasts").append(shown);
  setTimeout(() => shown.classList.add("leaving"), 3600);
  setTimeout(() => shown.remove(), 4000);
}

/** Run what a button does, keep it from being pressed twice meanwhile, and show what went wrong. */
export async function busy(button, work) {
  button.disabled = true;
  button.classList.add("busy");
  try {
    return await work();
  } catch (problem) {
    toast(problem.message, "problem");
    return null;
  } finally {
    button.disabled = false;
    button.classList.remove("busy");
  }
}
