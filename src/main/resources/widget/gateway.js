// The gateway's door: sessions, tokens, and what is sent through it.

const RENEW_BEFORE_MS = 60_000;
const ANSWER_WITHIN_MS = 30_000;

/** A call that was refused or got no answer (status 0). */
class CallFailed extends Error {
  constructor(status, problem = {}, retryAfter = 0) {
    super(problem.detail ?? `status ${status}`);
    this.status = status;
    this.fields = problem.errors ?? [];
    this.retryAfterMs = retryAfter * 1000;
  }

  /** Whether the same call may succeed later. */
  get passes() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

class Gateway {
  #base;
  #store;
  #opening;
  #renewing;

  constructor(base, store) {
    this.#base = base;
    this.#store = store;
  }

  get session() {
    return this.#store.get('session');
  }

  /** Opens a session unless there is one; the tabs of a page share it. */
  async open() {
    if (!this.session) {
      this.#opening ??= this.#alone(() => this.#openUnlessOpened()).finally(
        () => (this.#opening = undefined),
      );
      await this.#opening;
    }
    return this.session;
  }

  /** Forgets the session, as the gateway no longer knows it. */
  forget() {
    this.#store.clear();
  }

  /** Sends what the visitor wrote; the same id may be sent again without a second effect. */
  send(text, messageId, language) {
    return this.#ownCall('POST', 'messages', { message: text, messageId, language });
  }

  /** Asks for a person. */
  handOff(wish) {
    return this.#ownCall('POST', 'handoff', wish);
  }

  /** The messages after that id, oldest first; may be less than all. */
  async messages(after) {
    const path = `api/chat/sessions/${this.session.sessionId}/messages?after=${after}`;
    return this.#authorized('GET', path);
  }

  /** The address of the session's stream from that id on. */
  async streamAddress(after) {
    const token = await this.#token();
    const query = new URLSearchParams({ token, after });
    return `${this.#base}api/chat/sessions/${this.session.sessionId}/stream?${query}`;
  }

  async #ownCall(method, what, body) {
    const { sessionId } = await this.open();
    return this.#authorized(method, `widget/sessions/${sessionId}/${what}`, body);
  }

  /** With the session's token; once more with a new one when the gateway refuses it. */
  async #authorized(method, path, body) {
    try {
      return await this.#call(method, path, body, await this.#token());
    } catch (failure) {
      if (failure.status !== 401) {
        throw failure;
      }
      return this.#call(method, path, body, await this.#renew());
    }
  }

  async #token() {
    const { token, expiresAt } = this.session;
    return Date.parse(expiresAt) - Date.now() > RENEW_BEFORE_MS ? token : this.#renew();
  }

  #renew() {
    this.#renewing ??= this.#renewNow().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async #renewNow() {
    const session = this.session;
    const path = `widget/sessions/${session.sessionId}/token`;
    const renewed = await this.#call('POST', path, {}, session.renewal);
    this.#store.set({ session: { ...session, ...renewed } });
    return renewed.token;
  }

  async #openUnlessOpened() {
    if (!this.session) {
      this.#store.set({ session: await this.#call('POST', 'widget/sessions', {}) });
    }
  }

  /** One tab at a time, where the browser can do that. */
  #alone(work) {
    const locks = globalThis.isSecureContext ? navigator.locks : undefined;
    return locks ? locks.request('handoff-session', work) : work();
  }

  async #call(method, path, body, token) {
    const headers = {};
    if (body) {
      headers['Content-Type'] = 'application/json';
    }
    if (token) {
      headers.Authorization = `Bearer ${token}`;
    }
    const response = await fetch(this.#base + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch(() => {
      throw new CallFailed(0);
    });
    const answer = await response.json().catch(() => {
      throw new CallFailed(response.ok ? 0 : response.status);
    });
    if (!response.ok) {
      throw new CallFailed(response.status, answer, Number(response.headers.get('Retry-After')));
    }
    return answer;
  }
}
