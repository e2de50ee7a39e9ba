/* The film strip: frames already made, least recently used first, within a bound.
   A frame enters the strip only when the browser has decoded it, so that a flip costs no decoding. */
class Strip {
  constructor(mostBytes, mostWarm) {
    this.mostBytes = mostBytes;
    this.mostWarm = mostWarm;
    this.bytes = 0;
    this.frames = new Map();
    this.warm = new Map();
    this.listeners = new Set();
    this.views = 0;
  }

  has(key) {
    return this.frames.has(key);
  }

  isFull() {
    return this.bytes > 0.9 * this.mostBytes;
  }

  /* The frame at `key`, marked as just used. */
  take(key) {
    const frame = this.frames.get(key);
    if (frame) {
      this.frames.delete(key);
      this.frames.set(key, frame);
    }
    return frame;
  }

  async put(key, { picture, mime, alt, readOut }) {
    if (this.frames.has(key)) return;
    const url = URL.createObjectURL(new Blob([picture], { type: mime }));
    const frame = { key, url, alt, readOut, size: picture.byteLength, picture, mime };
    try {
      await this.decode(frame);
    } catch (error) {
      this.warm.delete(key);
      URL.revokeObjectURL(url);
      throw error;
    }
    if (this.frames.has(key)) {
      URL.revokeObjectURL(url);
      return;
    }
    this.frames.set(key, frame);
    this.bytes += frame.size;
    this.shrink();
    for (const listener of this.listeners) listener(key);
  }

  /* Keeps a decoded image of the frame alive; only the most recent ones stay. */
  async decode(frame) {
    const known = this.warm.get(frame.key);
    this.warm.delete(frame.key);
    const image = known ?? new Image();
    if (!known) image.src = frame.url;
    this.warm.set(frame.key, image);
    while (this.warm.size > this.mostWarm) this.warm.delete(this.warm.keys().next().value);
    if (!known) await image.decode();
  }

  shrink() {
    for (const [key, frame] of this.frames) {
      if (this.bytes <= this.mostBytes || this.frames.size <= 1) return;
      this.drop(key, frame);
    }
  }

  drop(key, frame) {
    URL.revokeObjectURL(frame.url);
    this.warm.delete(key);
    this.frames.delete(key);
    this.bytes -= frame.size;
  }

  clear() {
    for (const [key, frame] of this.frames) this.drop(key, frame);
  }
}
