// What the desk asks of the server.

/** The answer of a call: its status, its JSON where it has any, and after how many seconds to try again. */
async function call(method, path, body, headers = {}) {
  const answer = await fetch(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(8000),
  });
  const text = await answer.text();
  let json = null;
  try {
    json = JSON.parse(text);
  } catch {
    // A sentence or nothing at all; the status tells enough.
  }
  return { status: answer.status, ok: answer.ok, json, pause: Number(answer.headers.get("Retry-After") ?? 0) };
}

export const get = path => call("GET", path);
export const signIn = token => call("POST", "api/desk/session", { token });
export const signOut = () => call("DELETE", "api/desk/session");

/** Changes the stage; given a version, only that one. */
export const change = (fields, version) =>
  call("POST", "api/stage", version === undefined ? fields : { ...fields, version });
