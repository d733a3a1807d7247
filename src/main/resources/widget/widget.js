// Everything together: one chat on one page.

const ANNOUNCED_FOR_MS = 8000;
const REFUSALS = { 409: 'nobodyThere', 429: 'tooMany' };

class Widget {
  #known;
  #isHistory = true;
  #owner;
  #unread = new Set();

  constructor(script, base) {
    const given = script?.dataset ?? {};
    const pageLanguage = document.documentElement.lang;
    this.language = new Language([given.language, pageLanguage, ...navigator.languages]);
    this.#known = { name: given.name, email: given.email, phone: given.phone };
    this.greeting = given.greeting ?? this.language.say('greeting');
    this.store = new Store(`handoff:${base}`, area(given.storage));
    this.tab = new Store(`handoff:${base}`, () => (given.storage === 'none' ? null : sessionStorage));
    this.gateway = new Gateway(base, this.store);
    this.connection = new Connection(this.gateway);
    this.outbox = new Outbox(this.gateway, this.tab, this.language);
    this.conversation = new ConversationView(this.language, (id) => this.#retry(id));
    const texts = { title: given.title ?? this.language.say('title') };
    this.panel = new Panel(this.language, texts, this.conversation);
    this.#mount(given);
    this.#listen();
    this.#begin();
  }

  #mount(given) {
    this.news = make('div', { class: 'unseen', role: 'log', 'aria-live': 'polite' });
    const { root } = this.panel;
    root.append(this.news);
    root.lang = this.language.tag;
    root.dir = this.language.direction;
    root.dataset.theme = given.theme ?? 'auto';
    root.dataset.position = given.position ?? 'end';
    const host = make('div', { id: 'handoff-widget' });
    const shadow = host.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [styles(given.accent)];
    shadow.append(root);
    document.body.append(host);
  }

  #listen() {
    const { panel, connection, outbox } = this;
    panel.addEventListener('open', () => this.#opened());
    panel.addEventListener('close', () => this.#closed());
    panel.addEventListener('say', (event) => this.#say(event.detail));
    panel.addEventListener('person', () => this.#askForPerson());
    panel.addEventListener('choice', (event) => this.#choose(event.detail));
    connection.addEventListener('message', (event) => this.#received(event.detail));
    connection.addEventListener('caughtup', () => this.#caughtUp());
    connection.addEventListener('state', (event) => this.#ownedBy(event.detail));
    connection.addEventListener('status', (event) => panel.showStatus(event.detail));
    connection.addEventListener('lost', () => this.#lost());
    outbox.addEventListener('lost', () => this.#lost());
    outbox.addEventListener('sent', (event) => this.#sent(event.detail));
    outbox.addEventListener('failed', (event) => this.#failed(event.detail));
    this.store.onChange(() => this.#changedElsewhere());
  }

  #begin() {
    this.#greet();
    this.outbox.entries.forEach((entry) => this.conversation.showPending(entry));
    this.panel.showPartner(this.language.say('bot'));
    this.panel.showUnread(0);
    if (this.tab.get('open')) {
      this.panel.reopen();
    }
    this.connection.start();
    this.outbox.resume();
  }

  /** The greeting is the widget's own: nothing is stored before the visitor says something. */
  #greet() {
    this.conversation.show({ id: 0, authorType: 'bot', content: this.greeting });
  }

  #opened() {
    this.tab.set({ open: true });
    this.#read();
  }

  #closed() {
    this.tab.set({ open: false });
    this.#read();
  }

  #say(text) {
    this.panel.showTyping(!this.#hasPerson());
    this.panel.showChoices(false);
    this.conversation.showPending(this.outbox.add(text));
  }

  #retry(messageId) {
    this.conversation.showSending(messageId);
    this.outbox.retry(messageId);
    this.panel.focus();
  }

  #sent(messageId) {
    this.panel.showTyping(false);
    this.conversation.confirm(messageId);
    this.#follow();
  }

  #failed(messageId) {
    this.panel.showTyping(false);
    this.conversation.showFailed(messageId);
    this.#announce(this.language.say('failed'));
  }

  #askForPerson() {
    this.panel.showForm(null);
    this.panel.showChoices(true);
    this.panel.choices.querySelector('button').focus();
  }

  #choose(kind) {
    if (kind === 'chat') {
      this.#askForChat();
    } else {
      const send = (wish) => this.#handOff(wish);
      const back = () => this.#askForPerson();
      this.panel.showForm(new WishForm(this.language, kind, this.#known, send, back));
    }
  }

  async #askForChat() {
    this.panel.showChoices(false);
    this.panel.focus();
    try {
      await this.#handOff({ kind: 'chat', language: this.language.code, requestId: uniqueId() });
    } catch (failure) {
      const text = this.language.say(REFUSALS[failure.status] ?? 'notDone');
      this.conversation.showNotice(text);
      this.#announce(text);
      this.panel.showChoices(true);
    }
  }

  /** What a visitor has told once need not be told again. */
  async #handOff(wish) {
    this.#known = { ...this.#known, ...pick(wish, ['name', 'email', 'phone']) };
    await this.gateway.handOff({ ...pick(this.#known, ['name', 'email', 'phone']), ...wish });
    this.panel.showForm(null);
    this.panel.showChoices(false);
    this.#follow();
  }

  #received(row) {
    const isNew = this.conversation.show(row) && !this.#isHistory && row.authorType !== 'visitor';
    if (isNew) {
      this.panel.showTyping(false);
      this.#announce(`${this.conversation.author(row)}: ${this.conversation.textOf(row)}`);
    }
    this.panel.showChoices(row.code === 'menu' && !this.#hasPerson());
    this.#count(row);
  }

  #caughtUp() {
    this.#isHistory = false;
    this.outbox.resume();
  }

  #hasPerson() {
    return this.#owner === 'human' || this.#owner === 'offered';
  }

  #ownedBy({ owner, operator }) {
    const name = operator?.name ?? this.language.say('agent');
    const partner = { human: name, offered: this.language.say('waiting') }[owner];
    this.#owner = owner;
    this.panel.showPartner(partner ?? this.language.say('bot'));
    this.panel.offerPerson(!this.#hasPerson());
    if (this.#hasPerson()) {
      this.panel.showChoices(false);
    }
    if (owner === 'human' && this.conversation.joined(name)) {
      this.#announce(this.language.say('joined', { name }));
    }
  }

  #lost() {
    this.connection.stop();
    this.conversation.clear();
    this.#isHistory = true;
    this.#unread.clear();
    this.#owner = undefined;
    this.panel.showPartner(this.language.say('bot'));
    this.panel.offerPerson(true);
    this.#greet();
    this.connection.start();
  }

  /** Another session than the one that is shown begins anew: nothing of the one is in the other. */
  #follow() {
    if (this.connection.isReplaced) {
      this.#lost();
    } else {
      this.connection.start();
    }
  }

  #changedElsewhere() {
    this.#follow();
    this.#read();
  }

  #count(row) {
    if (row.authorType !== 'visitor' && row.id > (this.store.get('read') ?? 0)) {
      this.#unread.add(row.id);
    }
    this.#read();
  }

  #read() {
    if (this.panel.isOpen && this.#unread.size > 0) {
      this.store.set({ read: Math.max(...this.#unread) });
      this.#unread.clear();
    }
    this.panel.showUnread(this.#unread.size);
  }

  /** Said once, and taken away again so that nobody reads it twice. */
  #announce(text) {
    const line = make('p', {}, text);
    this.news.append(line);
    setTimeout(() => line.remove(), ANNOUNCED_FOR_MS);
  }
}

/** Those of the values that there are. */
function pick(values, names) {
  return Object.fromEntries(names.filter((name) => values[name]).map((name) => [name, values[name]]));
}

function area(name) {
  const areas = { session: () => sessionStorage, none: () => null };
  return areas[name] ?? (() => localStorage);
}

function styles(accent) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  if (/^#[0-9a-f]{6}$/i.test(accent)) {
    const colours = `--accent: ${accent}; --on-accent: ${readableOn(accent)};`;
    sheet.insertRule(`.root, .root[data-theme] { ${colours} }`, sheet.cssRules.length);
  }
  return sheet;
}

/** Black or white, whichever has the higher contrast (WCAG 2.2, relative luminance). */
function readableOn(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}

/** Once for each page, when its body is there. */
function start() {
  const script = document.currentScript ?? document.querySelector('script[src*="widget.js"]');
  const base = script?.dataset.gateway ?? new URL('.', script?.src ?? location.href).href;
  const place = () => {
    if (!window.handoffWidget) {
      const { panel } = new Widget(script, base.replace(/\/*$/, '/'));
      window.handoffWidget = { open: () => panel.open(), close: () => panel.close() };
    }
  };
  if (document.readyState === 'loading') {
    addEventListener('DOMContentLoaded', place);
  } else {
    place();
  }
}

start();
