// The connection to a stream of the server: opened again when it breaks, seldom enough that thousands of pages do not come at once.
const SILENCE_MS = 3000;
const ANSWER_MS = 5000;
const CONNECTING_MS = 10000;
const PAUSE_MS = 2000;
const PAUSE_WHEN_FULL_MS = 10000;
const PAUSE_MS_MAX = 30000;

export class Stream {
  /** @param hear { take(state), connection({ isLive, isFull }), open() } */
  constructor(url, hear) {
    this.url = url;
    this.hear = hear;
    this.source = null;
    this.isFull = false;
    this.pauseMs = 0;
    this.listenAt = 0;
    this.connectingAt = 0;
    this.receivedAt = 0;
    this.tell(false);
  }

  tell(isLive) {
    this.hear.connection({ isLive, isFull: this.isFull });
  }

  listen() {
    this.source?.close();
    this.source = new EventSource(this.url);
    this.connectingAt = performance.now();
    this.source.onopen = this.hear.open;
    this.source.onmessage = event => {
      this.isFull = false;
      this.pauseMs = 0;
      this.receivedAt = performance.now();
      this.hear.take(JSON.parse(event.data));
      this.tell(true);
    };
    this.source.onerror = () => {
      this.connectingAt = performance.now();
      if (this.source.readyState === EventSource.CLOSED) this.refused();
      else this.isFull = false;
      this.tell(false);
    };
  }

  /** A stream that was answered with an error stays closed. When the server is well, all its places are taken. */
  async refused() {
    this.listenAt = Infinity;
    this.isFull = await fetch("healthz", { signal: AbortSignal.timeout(ANSWER_MS) }).then(answer => answer.ok, () => false);
    this.listenLater(this.isFull ? PAUSE_WHEN_FULL_MS : PAUSE_MS);
    this.tell(false);
  }

  /** Each pause is twice the one before, and ends at random in its second half. */
  listenLater(shortestMs) {
    this.pauseMs = Math.min(PAUSE_MS_MAX, Math.max(shortestMs, 2 * this.pauseMs));
    this.listenAt = performance.now() + this.pauseMs * (1 + Math.random()) / 2;
  }

  /** To be called once a second. */
  watch() {
    const now = performance.now();
    if (now - this.receivedAt <= SILENCE_MS) return;
    this.tell(false);
    const { readyState } = this.source;
    const isStuck = readyState === EventSource.CONNECTING && now - this.connectingAt > CONNECTING_MS;
    if (readyState === EventSource.OPEN || isStuck) {
      this.source.close();
      this.listenLater(PAUSE_MS);
    } else if (readyState === EventSource.CLOSED && now >= this.listenAt) {
      this.listen();
    }
  }
}
