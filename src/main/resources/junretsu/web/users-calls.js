// The calls to the server, and the account that they are about.

// Of what can be asked again; a change may take as long as a slow connection needs.
const ANSWER_MS = 10000;

// A call that was not done: the HTTP status, 0 without a connection, and what the server said of it.
export class Refusal extends Error {
  constructor(status, { field = "", detail = "" } = {}, retryAfterSeconds = 1) {
    super(detail);
    Object.assign(this, { status, field, detail, retryAfterSeconds });
  }
}

// Sends a file, or an object as JSON. Returns what the server answers; throws a Refusal. An answer that there is no session ends the account's view.
export async function call(method, path, body) {
  const answer = await send(method, path, body);
  if (answer.status === 204) return null;
  const json = await answer.json().catch(() => null);
  if (answer.ok && json === null) throw new Refusal(0);
  if (answer.ok) return json;
  if (answer.status === 401) tell(null);
  throw new Refusal(answer.status, json ?? {}, Number(answer.headers.get("Retry-After") ?? 1));
}

async function send(method, path, body) {
  try {
    return await fetch(`api/${path}`, { method, ...content(body), ...(method === "GET" && { signal: AbortSignal.timeout(ANSWER_MS) }) });
  } catch {
    throw new Refusal(0);
  }
}

function content(body) {
  if (body === undefined) return {};
  if (body instanceof Blob) return { headers: { "Content-Type": body.type }, body };
  return { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

let username;

// Tells all sections which account is shown from now on; null when nobody is logged in.
export function tell(account) {
  const isOther = username !== account?.username;
  username = account?.username;
  document.dispatchEvent(new CustomEvent("account", { detail: { account, isOther } }));
}

// Calls a listener with the account, and with true when it is another one than before.
export function onAccount(listener) {
  document.addEventListener("account", ({ detail }) => listener(detail.account, detail.isOther));
}
