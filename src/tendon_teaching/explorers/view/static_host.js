/* The host of a page without a kernel: it answers the view from frames stored in the page. */
function storedModel(page) {
  const state = { spec: page.spec, at: page.at, prediction: -1, poster: {} };
  const handlers = new Map();
  const tell = (name, ...words) => {
    for (const handler of handlers.get(name) ?? []) handler(...words);
  };
  const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  const answer = (message) => {
    const frame = page.frames[message.key];
    if (!frame) {
      tell("msg:custom", { kind: "trouble", text: page.spec.texts.notStoredHere, id: message.id }, []);
      return;
    }
    const words = { kind: "frame", key: message.key, mime: frame.mime, alt: frame.alt, read_out: frame.readOut };
    tell("msg:custom", { ...words, id: message.id, idle: message.idle }, [bytesOf(page.pictures[frame.picture])]);
  };
  return {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      tell(`change:${name}`);
    },
    save_changes() {},
    send(message) {
      if (message.kind === "ask") queueMicrotask(() => answer(message));
    },
    on(name, handler) {
      handlers.set(name, [...(handlers.get(name) ?? []), handler]);
    },
    off(name, handler) {
      handlers.set(name, (handlers.get(name) ?? []).filter((known) => known !== handler));
    },
  };
}

function hostStoredPage() {
  const page = JSON.parse(document.getElementById("stored-explorer").textContent);
  tendonTeachingView.render({ model: storedModel(page), el: document.getElementById("explorer") });
}
