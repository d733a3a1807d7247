// What the browser remembers. Storage that is blocked or full is replaced by memory.

class Store {
  #key;
  #area;
  #memory = {};

  constructor(key, area) {
    this.#key = key;
    this.#area = area;
  }

  /** One value of what is remembered. */
  get(name) {
    return this.#read()[name];
  }

  /** Remembers some values and leaves the others. */
  set(values) {
    this.#memory = { ...this.#read(), ...values };
    try {
      this.#area()?.setItem(this.#key, JSON.stringify(this.#memory));
    } catch {
      // Full or forbidden: memory has it.
    }
  }

  clear() {
    this.#memory = {};
    try {
      this.#area()?.removeItem(this.#key);
    } catch {
      // Nothing could have been kept there either.
    }
  }

  /** Tells when another tab has changed something. */
  onChange(listener) {
    addEventListener('storage', (event) => {
      if (event.key === this.#key || event.key === null) {
        listener();
      }
    });
  }

  #read() {
    try {
      const area = this.#area();
      if (area) {
        const kept = JSON.parse(area.getItem(this.#key) ?? '{}');
        return kept !== null && typeof kept === 'object' ? kept : {};
      }
    } catch {
      // Forbidden, or not ours: memory has it.
    }
    return this.#memory;
  }
}
