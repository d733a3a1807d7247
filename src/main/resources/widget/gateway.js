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

  /** Whether the session is gone for good; the next call opens another one. */
  isLost = false;

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
    const { session } = this;
    const path = `api/chat/sessions/${session?.sessionId}/messages?after=${after}`;
    return this.#authorized(session, 'GET', path);
  }

  /** The address of the session's stream from that id on. */
  async streamAddress(after) {
    const { session } = this;
    const token = await this.#token(session);
    const query = new URLSearchParams({ token, after, states: true });
    return `${this.#base}api/chat/sessions/${session.sessionId}/stream?${query}`;
  }

  async #ownCall(method, what, body) {
    const session = await this.open();
    return this.#authorized(session, method, `widget/sessions/${session.sessionId}/${what}`, body);
  }

  /** With the session's token; once more with a new one when it has expired (401) or its key is gone (403). */
  async #authorized(session, method, path, body) {
    try {
      return await this.#call(method, path, body, await this.#token(session));
    } catch (failure) {
      if (![401, 403].includes(failure.status) || failure.isLost) {
        throw failure;
      }
      return this.#call(method, path, body, await this.#renew(session));
    }
  }

  async #token(session) {
    const isGood = session && Date.parse(session.expiresAt) - Date.now() > RENEW_BEFORE_MS;
    return isGood ? session.token : this.#renew(session);
  }

  #renew(session) {
    this.#renewing ??= this.#renewNow(session).finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  /** Another tab may have done so, or have opened another session. */
  async #renewNow(session) {
    const isCurrent = () => session && this.session?.sessionId === session.sessionId;
    if (isCurrent() && this.session.token !== session.token) {
      return this.session.token;
    }
    try {
      const path = `widget/sessions/${session?.sessionId}/token`;
      const renewed = await this.#call('POST', path, {}, session?.renewal);
      if (isCurrent()) {
        this.#store.set({ session: { ...session, ...renewed } });
      }
      return renewed.token;
    } catch (failure) {
      failure.isLost = [401, 403].includes(failure.status);
      if (failure.isLost && isCurrent()) {
        this.#store.clear();
      }
      throw failure;
    }
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
