// What the visitor wrote and the gateway has not confirmed: sent in order, again after a break,
// and never twice, as each has an id that the gateway knows again.

const TRIES = 6;

class Outbox extends EventTarget {
  #gateway;
  #store;
  #language;
  #busy = false;
  #wake = new AbortController();

  constructor(gateway, store, language) {
    super();
    this.#gateway = gateway;
    this.#store = store;
    this.#language = language;
    addEventListener('online', () => this.resume());
  }

  /** What waits, oldest first: {messageId, text, at, failed?}. */
  get entries() {
    return this.#store.get('outbox') ?? [];
  }

  add(text) {
    const entry = { messageId: uniqueId(), text, at: Date.now() };
    this.#keep([...this.entries, entry]);
    this.flush();
    return entry;
  }

  /** Sends one again that had failed. */
  retry(messageId) {
    this.#change(messageId, { failed: undefined });
    this.flush();
  }

  /** The way is free again: goes on at once, also with what had failed for want of it. */
  resume() {
    this.entries
      .filter((entry) => entry.failed === 'network')
      .forEach((entry) => this.#change(entry.messageId, { failed: undefined }));
    this.#wake.abort();
    this.flush();
  }

  async flush() {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    try {
      let next;
      while ((next = this.entries.find((entry) => !entry.failed))) {
        await this.#deliver(next);
      }
    } finally {
      this.#busy = false;
    }
  }

  async #deliver(entry) {
    for (let failures = 0; ; ) {
      try {
        await this.#gateway.send(entry.text, entry.messageId, this.#language.code);
        this.#keep(this.entries.filter((one) => one.messageId !== entry.messageId));
        this.#tell('sent', entry.messageId);
        return;
      } catch (failure) {
        if (failure.isLost) {
          this.#tell('lost');
        } else if (!failure.passes) {
          this.#fail([entry], failure);
          return;
        }
        failures += navigator.onLine ? 1 : 0;
        if (failures >= TRIES) {
          this.#fail(this.entries, failure);
          return;
        }
        await this.#rest(failures, failure.retryAfterMs);
      }
    }
  }

  #rest(failures, asked) {
    this.#wake = new AbortController();
    const longest = Math.min(15_000, 500 * 2 ** failures);
    const milliseconds = asked || longest * (0.5 + Math.random() / 2);
    return pause(milliseconds, asked ? undefined : this.#wake.signal);
  }

  #fail(entries, failure) {
    for (const { messageId } of entries) {
      this.#change(messageId, { failed: failure.passes ? 'network' : 'refused' });
      this.#tell('failed', messageId);
    }
  }

  #change(messageId, values) {
    this.#keep(
      this.entries.map((one) => (one.messageId === messageId ? { ...one, ...values } : one)),
    );
  }

  #keep(outbox) {
    this.#store.set({ outbox });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** 128 random bits; pages without HTTPS have no randomUUID. */
function uniqueId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
