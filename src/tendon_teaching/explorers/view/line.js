/* The line to whoever makes frames (a kernel, or the frames stored in a static page).
   At most one wanted and one idle request are under way: the newest want replaces an older one
   that was not yet sent, so there is never a queue, and no idle request starts before a want is met. */
const PATIENCE_MS = 8000;
const REST_BEFORE_IDLE_MS = 120;

class Line {
  constructor({ send, onSilence, nextIdle }) {
    this.send = send;
    this.onSilence = onSilence;
    this.nextIdle = nextIdle;
    this.name = Math.random().toString(36).slice(2);
    this.count = 0;
    this.wanted = null;
    this.underWay = new Map();
    this.idleTimer = 0;
    this.closed = false;
    this.idleAllowed = true;
  }

  has(kind) {
    for (const request of this.underWay.values()) if (request.kind === kind) return true;
    return false;
  }

  want(request) {
    this.wanted = request;
    this.pump();
  }

  /* The state in view needs nothing any more. */
  forget() {
    this.wanted = null;
    this.pump();
  }

  pump() {
    if (this.closed) return;
    if (this.wanted && !this.has("want")) {
      const request = this.wanted;
      this.wanted = null;
      this.start("want", request);
    }
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => this.pumpIdle(), this.idleStreak ? 0 : REST_BEFORE_IDLE_MS);
  }

  pumpIdle() {
    if (this.closed || !this.idleAllowed || this.wanted || this.underWay.size) return;
    const request = this.nextIdle();
    if (request) this.start("idle", request);
    else this.idleStreak = false;
  }

  start(kind, request) {
    this.count += 1;
    const id = `${this.name}-${this.count}`;
    const timer = setTimeout(() => this.onSilence(), PATIENCE_MS);
    this.underWay.set(id, { kind, key: request.key, timer });
    this.idleStreak = kind === "idle";
    try {
      this.send({ kind: "ask", id, idle: kind === "idle", ...request });
    } catch {
      this.finish(id);
      this.onSilence();
    }
  }

  keyOf(id) {
    return this.underWay.get(id)?.key;
  }

  /* An answer has come, so nobody is silent; unpacking it may take its time. */
  heard(id) {
    clearTimeout(this.underWay.get(id)?.timer);
  }

  /* Closes the request that `id` answers; true when it was one of this line's. */
  finish(id) {
    const request = this.underWay.get(id);
    if (!request) return false;
    clearTimeout(request.timer);
    this.underWay.delete(id);
    return true;
  }

  /* After a broken connection nothing under way will be answered. */
  reset() {
    for (const id of [...this.underWay.keys()]) this.finish(id);
  }

  close() {
    this.closed = true;
    this.reset();
    clearTimeout(this.idleTimer);
  }
}
