// What comes from the gateway: caught up with by question, then followed as a stream. The id of the
// last message is all that is needed to go on, on any node and after any break.

const FIRST_PAUSE_MS = 800;
const LONGEST_PAUSE_MS = 10_000;
const STABLE_MS = 10_000;
const OPENS_WITHIN_MS = 20_000;
const CHECK_EVERY_MS = 45_000;
const HIDDEN_FOR_MS = 60_000;
const FULL_PAGE = 100;

class Connection extends EventTarget {
  #gateway;
  #session;
  #last = 0;
  #failures = 0;
  #run;
  #wake = new AbortController();
  #end;
  #hidden;

  constructor(gateway) {
    super();
    this.#gateway = gateway;
    addEventListener('online', () => this.#again());
    addEventListener('offline', () => this.#end?.());
    document.addEventListener('visibilitychange', () => this.#seen());
  }

  /** Whether the browser has another session, or none any more, than the one that is followed. */
  get isReplaced() {
    return this.#session !== undefined && this.#session !== this.#gateway.session?.sessionId;
  }

  /** Connects, and stays connected for as long as the page lives. */
  async start() {
    if (this.#run || !this.#gateway.session) {
      return;
    }
    const run = (this.#run = Symbol('run'));
    while (this.#run === run) {
      await this.#connectOnce();
      if (this.#run === run) {
        await this.#rest(run);
      }
    }
  }

  /** Ends; another session may start. */
  stop() {
    this.#run = undefined;
    this.#session = undefined;
    this.#last = 0;
    this.#failures = 0;
    this.#end?.();
    this.#again();
  }

  async #connectOnce() {
    this.#tell('status', 'connecting');
    const began = Date.now();
    try {
      await this.#catchUp();
      await this.#follow();
      this.#failures = Date.now() - began > STABLE_MS ? 0 : this.#failures + 1;
    } catch (failure) {
      this.#failures++;
      if (failure.isLost) {
        this.#tell('lost');
      }
    }
  }

  async #catchUp() {
    let page;
    do {
      this.#keepSession();
      page = await this.#gateway.messages(this.#last);
      page.forEach((row) => this.#take(row));
    } while (page.length >= FULL_PAGE);
    this.#tell('caughtup');
    return page.length;
  }

  /** A place belongs to one session: in another one everything begins anew. */
  #keepSession() {
    if (this.isReplaced) {
      throw Object.assign(new CallFailed(0), { isLost: true });
    }
    this.#session = this.#gateway.session?.sessionId;
  }

  /** Returns when the stream has ended; fails when it was not opened. */
  async #follow() {
    this.#keepSession();
    const stream = new EventSource(await this.#gateway.streamAddress(this.#last));
    const check = setInterval(() => this.#check(), CHECK_EVERY_MS);
    let opened = false;
    let late;
    await new Promise((end) => {
      this.#end = end;
      late = setTimeout(end, OPENS_WITHIN_MS);
      stream.onopen = () => {
        opened = true;
        clearTimeout(late);
        this.#tell('status', 'online');
      };
      stream.onmessage = (event) => this.#take(JSON.parse(event.data));
      stream.addEventListener('state', (event) => this.#tell('state', JSON.parse(event.data)));
      stream.onerror = end;
    });
    this.#end = undefined;
    clearTimeout(late);
    clearInterval(check);
    stream.close();
    if (!opened) {
      throw new CallFailed(0);
    }
  }

  /** A broken line can be silent: whoever finds news by asking has a stream that is dead. */
  async #check() {
    const found = await this.#catchUp().catch(() => 1);
    if (found > 0) {
      this.#end?.();
    }
  }

  #take(row) {
    if (row.id > this.#last) {
      this.#last = row.id;
      this.#tell('message', row);
    }
  }

  async #rest(run) {
    if (this.#failures > 0 || !navigator.onLine) {
      this.#tell('status', 'offline');
    }
    this.#wake = new AbortController();
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures);
    await pause(longest * (0.5 + Math.random() / 2), this.#wake.signal);
    while (this.#run === run && this.#isAway()) {
      this.#wake = new AbortController();
      await pause(HIDDEN_FOR_MS, this.#wake.signal);
    }
  }

  #isAway() {
    return this.#hidden !== undefined && Date.now() - this.#hidden >= HIDDEN_FOR_MS;
  }

  #again() {
    this.#wake.abort();
  }

  /** A tab that nobody looks at gives its connection back: browsers allow few for each host. */
  #seen() {
    if (document.hidden) {
      this.#hidden = Date.now();
      setTimeout(() => this.#isAway() && this.#end?.(), HIDDEN_FOR_MS);
    } else {
      this.#hidden = undefined;
      this.#again();
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
