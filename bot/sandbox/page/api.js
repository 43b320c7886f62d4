// The people's side of the server (GET /sandbox describes it).

const ROOT = "/sandbox";

/** Ask the server; throws an Error whose message is a sentence. */
async function ask(path, options = {}) {
  const response = await fetch(ROOT + path, { cache: "no-store", ...options });
  const answer = await response.json().catch(() => ({ error: `Máy chủ trả lời lạ (${response.status}).` }));
  if (!response.ok) {
    const problem = new Error(answer.error ?? `Lỗi ${response.status}`);
    problem.status = response.status;
    throw problem;
  }
  return answer;
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const fileUrl = (file) => `${ROOT}/files/${encodeURIComponent(file.file_id)}`;
export const readIndex = () => ask("");
export const readPeople = () => ask("/people");
export const readChats = (person) => ask(`/chats?person=${person}`);
export const readMessages = (chat) => ask(`/chats/${chat}/messages?limit=300`);
export const readCommands = (person, chat) => ask(`/commands?person=${person}&chat=${chat}`);
export const readEvents = (after) => ask(after === null ? "/events" : `/events?after=${after}&wait=25`);
export const readClock = () => ask("/clock");
export const moveClock = (to) => post("/clock", { to });
export const addPerson = (person) => post("/people", person);
export const setBlocked = (person, blocked) => post(`/people/${person}/${blocked ? "block" : "unblock"}`, {});
export const openLink = (person, link) => post(`/people/${person}/open-link`, { link });
export const sendText = (chat, message) => post(`/chats/${chat}/messages`, message);
export const editText = (chat, id, message) => post(`/chats/${chat}/messages/${id}/edit`, message);
export const pressButton = (chat, id, press) => post(`/chats/${chat}/messages/${id}/press`, press);

/** Send files; `fields` holds from, caption, kind, reply_to, thread as far as they are set. */
export function sendFiles(chat, files, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== null && value !== undefined) form.append(name, value);
  }
  for (const file of files) form.append("file", file, file.name);
  return ask(`/chats/${chat}/messages`, { method: "POST", body: form });
}
