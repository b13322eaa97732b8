// Questions to the server.

/** A page whose question was never answered would ask nothing more. */
const ANSWER_MS = 5000;

/** The JSON of an answer; throws when it does not come in time, or is no success, whose status the error then has. */
export async function ask(path, options = {}) {
  const answer = await fetch(path, { ...options, signal: AbortSignal.timeout(ANSWER_MS) });
  if (!answer.ok) throw Object.assign(new Error(`${path}: ${answer.status}`), { status: answer.status });
  return answer.json();
}
