// The two ways to a server. Each tells `on.opened()`, `on.heard({acknowledged, limited})`, and once at its end
// `on.lost(status)`: the status of an HTTP answer, REPLACED, or null when nothing is known.
const POST_LIMIT_MS = 10000;

/** The status, as a WebSocket's code, of a link that another one of the same client took the place of. */
export const REPLACED = 4001;

/** A message: 8 bytes of its number, big endian, then a byte for each vote. */
function encode({ number, buttons }) {
  const body = new Uint8Array(8 + buttons.length);
  const view = new DataView(body.buffer);
  view.setUint32(0, Math.floor(number / 2 ** 32));
  view.setUint32(4, number >>> 0);
  body.set(buttons, 8);
  return body;
}

/** An answer: three numbers of 8 bytes, big endian: acknowledged, counted, limited. */
function decode(data) {
  const view = new DataView(data);
  const word = at => view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
  return { acknowledged: word(0), limited: word(16) };
}

/** A WebSocket; it also tells `on.told({stage, total})`: the version of the stage, and the total of all or undefined. */
export function openSocket(client, on) {
  const address = new URL(`ws/vote?client=${client}`, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  socket.onopen = on.opened;
  socket.onmessage = ({ data }) => {
    if (typeof data === "string") on.told(JSON.parse(data));
    else on.heard(decode(data));
  };
  socket.onclose = ({ code }) => on.lost(code === REPLACED ? code : null);
  return {
    isSocket: true,
    send: message => socket.send(encode(message)),
    close() {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    },
  };
}

async function post(client, message) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), POST_LIMIT_MS);
  try {
    return await fetch(`vote?client=${client}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: encode(message),
      keepalive: true,
      signal: giveUp.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** A POST for each message, one after the other. */
export function openPosts(client, on) {
  let last = Promise.resolve();
  let isClosed = false;
  const lose = status => {
    if (!isClosed) on.lost(status);
    isClosed = true;
  };
  async function send(message) {
    if (isClosed) return;
    try {
      const answer = await post(client, message);
      if (!answer.ok) return lose(answer.status);
      const said = await answer.json();
      if (!isClosed) on.heard(said);
    } catch {
      lose(null);
    }
  }
  last.then(() => isClosed || on.opened());
  return {
    isSocket: false,
    send: message => (last = last.then(() => send(message))),
    close: () => (isClosed = true),
  };
}
