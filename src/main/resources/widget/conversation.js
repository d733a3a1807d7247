// The list of messages. The gateway's number decides the place of each; what is not yet confirmed
// stands at the end.

/** What is told in a line of its own, between the words of people. The rest the bot says. */
const SAID_BY_BOT = new Set(['menu', 'person-asked', 'asked-chat']);

/** After these the person is gone, and whoever comes next joins anew. */
const ENDS = /^(chat-ended|ticket-closed|fallback-.*)$/;

class ConversationView {
  #language;
  #rows = new Map();
  #pending = new Map();
  #days = new Set();
  #partner;

  constructor(language, retry) {
    this.#language = language;
    this.retry = retry;
    this.list = make('ol', { class: 'list' });
    this.end = make('ol', { class: 'list' });
    // Scrollable, so the keyboard must reach it.
    this.element = make(
      'div',
      { class: 'messages', role: 'region', tabindex: '0', 'aria-label': language.say('messages') },
      this.list,
      this.end,
    );
  }

  /** Shows a message of the gateway, unless it is shown. Tells whether it is new here. */
  show(row) {
    if (this.#rows.has(row.id)) {
      return false;
    }
    if (row.authorType === 'visitor') {
      this.#adopt(row);
    } else if (row.authorType === 'agent') {
      this.joined(this.author(row));
    } else if (ENDS.test(row.code)) {
      this.#partner = undefined;
    }
    const item = this.#item(row);
    const later = Math.min(...[...this.#rows.keys()].filter((id) => id > row.id));
    this.#keepPlace(() => {
      this.#rows.set(row.id, item);
      this.list.insertBefore(item, this.#rows.get(later) ?? null);
      this.#markDay(row, item);
    });
    return true;
  }

  /** Shows what the visitor wrote before the gateway has it. */
  showPending({ messageId, text, at, failed }) {
    if (this.#pending.has(messageId)) {
      return;
    }
    const delivery = make('div', { class: 'delivery' });
    const row = { authorType: 'visitor', content: text, createdAt: new Date(at).toISOString() };
    const item = this.#item(row, delivery);
    this.#pending.set(messageId, { item, delivery, text });
    this.#keepPlace(() => this.end.append(item), true);
    if (failed) {
      this.showFailed(messageId);
    } else {
      this.showSending(messageId);
    }
  }

  /** Says once that a person has come. Tells whether that is news. */
  joined(name) {
    if (name === this.#partner) {
      return false;
    }
    this.#partner = name;
    this.showNotice(this.#language.say('joined', { name }));
    return true;
  }

  /** Says something that is no message: it is not kept. */
  showNotice(text) {
    const item = make('li', { class: 'notice' }, make('div', { class: 'bubble' }, text));
    this.#keepPlace(() => this.list.append(item));
  }

  showSending(messageId) {
    this.#pending.get(messageId)?.delivery.replaceChildren(this.#language.say('sending'));
  }

  showFailed(messageId) {
    const again = make(
      'button',
      { type: 'button', class: 'link', onclick: () => this.retry(messageId) },
      this.#language.say('retry'),
    );
    this.#pending
      .get(messageId)
      ?.delivery.replaceChildren(make('span', {}, this.#language.say('failed')), again);
  }

  /** The gateway has it; its own line of it may be here already or comes with the stream. */
  confirm(messageId) {
    this.#pending.get(messageId)?.delivery.replaceChildren();
  }

  clear() {
    this.#rows.clear();
    this.#days.clear();
    this.#partner = undefined;
    this.list.replaceChildren();
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** Its own words came back before the answer to their sending did. */
  #adopt(row) {
    for (const [messageId, { text }] of this.#pending) {
      if (text === row.content) {
        this.#drop(messageId);
        return;
      }
    }
  }

  #drop(messageId) {
    this.#pending.get(messageId)?.item.remove();
    this.#pending.delete(messageId);
  }

  /** What a row says, in the visitor's language where it is a line of the gateway's own. */
  textOf({ code, subject, content }) {
    return (code && this.#language.note(code, subject)) ?? content;
  }

  /** Who a row is by, for its looks: visitor, bot, agent or system. */
  #side({ authorType, code }) {
    return SAID_BY_BOT.has(code) ? 'bot' : authorType;
  }

  #item(row, delivery) {
    const { authorName, createdAt } = row;
    const authorType = this.#side(row);
    const content = this.textOf(row);
    const isLinked = authorType === 'agent' || authorType === 'bot';
    const time =
      createdAt &&
      make('time', { datetime: createdAt }, this.#language.timeOf(new Date(createdAt)));
    const author = this.author(row);
    return make(
      'li',
      { class: authorType === 'system' ? 'notice' : `message ${authorType}` },
      make('div', { class: 'meta' }, make('span', { class: 'author' }, author), ' ', time),
      make('div', { class: 'bubble', dir: 'auto' }, ...(isLinked ? linked(content) : [content])),
      delivery,
    );
  }

  author(row) {
    const side = this.#side(row);
    return (side !== 'visitor' && row.authorName) || this.#language.say(side);
  }

  /** A line before the first message of each day. */
  #markDay({ createdAt }, item) {
    const day = createdAt && this.#language.dayOf(new Date(createdAt));
    if (day && !this.#days.has(day)) {
      this.#days.add(day);
      item.before(make('li', { class: 'day' }, day));
    }
  }

  /** Whoever reads the end goes on reading the end; whoever reads further up is left there. */
  #keepPlace(change, always = false) {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    const atEnd = scrollHeight - scrollTop - clientHeight < 60;
    change();
    if (atEnd || always) {
      this.toEnd();
    }
  }
}
