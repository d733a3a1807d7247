// The launcher and the panel: what is seen, and where the focus goes.

const SMALL = matchMedia('(max-width: 30rem), (max-height: 26rem)');
const CHOICES = ['chat', 'callback', 'ticket'];
const SLOW_MS = 1200;

class Panel extends EventTarget {
  #language;
  #status;
  #showing;

  constructor(language, texts, conversation) {
    super();
    this.#language = language;
    this.conversation = conversation;
    this.#buildStatus();
    this.#buildComposer();
    this.#buildChoices();
    this.talk = make(
      'div',
      { class: 'talk' },
      conversation.element,
      this.typing,
      this.choices,
      this.composer,
    );
    this.dialog = make(
      'dialog',
      { id: 'panel', class: 'panel', 'aria-labelledby': 'title' },
      this.#header(texts.title),
      SANDBOX ? make('p', { class: 'sandbox', role: 'note' }, language.say('sandbox')) : null,
      this.status,
      this.talk,
    );
    this.#buildLauncher(texts.title);
    this.#listen();
  }

  get isOpen() {
    return this.dialog.open;
  }

  /** On a small screen the panel is all there is, so the page behind it cannot be reached. */
  open() {
    if (this.isOpen) {
      return;
    }
    if (SMALL.matches) {
      this.dialog.showModal();
    } else {
      this.dialog.show();
    }
    this.launcher.setAttribute('aria-expanded', 'true');
    this.conversation.toEnd();
    this.focus();
    this.#tell('open');
  }

  /** As it was before the page was loaded anew; takes the focus from nobody. */
  reopen() {
    if (!SMALL.matches) {
      this.dialog.setAttribute('open', '');
      this.launcher.setAttribute('aria-expanded', 'true');
      this.#tell('open');
    }
  }

  close() {
    if (this.isOpen) {
      this.dialog.close();
      this.launcher.setAttribute('aria-expanded', 'false');
      this.launcher.focus();
      this.#tell('close');
    }
  }

  focus() {
    if (this.form) {
      this.form.focus();
    } else {
      this.input.focus();
    }
  }

  showUnread(count) {
    this.badge.hidden = count === 0;
    this.badge.textContent = count > 99 ? '99+' : count;
    const name = this.#language.say(this.isOpen ? 'closeChat' : 'openChat');
    const unread = count > 0 ? `, ${this.#language.say('unread', { count })}` : '';
    this.launcher.setAttribute('aria-label', name + unread);
  }

  /** Short interruptions are not worth a word. */
  showStatus(status) {
    this.#status = status;
    if (status === 'online') {
      clearTimeout(this.#showing);
      this.#showing = undefined;
      this.#showOnline();
    } else {
      this.#showing ??= setTimeout(() => this.#showTrouble(), SLOW_MS);
    }
  }

  #showOnline() {
    const wasTrouble = this.status.dataset.status;
    if (wasTrouble && wasTrouble !== 'online') {
      this.#write('online');
      setTimeout(() => this.status.dataset.status === 'online' && this.#write(''), 3000);
    }
  }

  #showTrouble() {
    this.#showing = undefined;
    if (this.status.dataset.status !== 'offline') {
      this.#write(this.#status);
    }
  }

  #write(status) {
    this.status.textContent = status && this.#language.say(status);
    this.status.dataset.status = status;
  }

  /** Who is on the other side. */
  showPartner(text) {
    this.partner.textContent = text;
  }

  showTyping(isShown) {
    this.typing.hidden = !isShown;
  }

  showChoices(isShown) {
    this.choices.hidden = !isShown;
    this.conversation.toEnd();
  }

  offerPerson(isOffered) {
    this.person.hidden = !isOffered;
  }

  /** Puts a form in the place of the talk, or the talk back. */
  showForm(form) {
    this.form?.element.remove();
    this.form = form;
    this.talk.hidden = Boolean(form);
    if (form) {
      this.dialog.append(form.element);
    }
    if (this.isOpen) {
      this.focus();
    }
  }

  #header(title) {
    this.partner = make('p', { class: 'partner' });
    this.person = make(
      'button',
      { type: 'button', class: 'plain', onclick: () => this.#tell('person') },
      icon('person'),
      make('span', {}, this.#language.say('person')),
    );
    return make(
      'header',
      {},
      make('div', { class: 'names' }, make('h2', { id: 'title' }, title), this.partner),
      this.person,
      make(
        'button',
        {
          type: 'button',
          class: 'plain close',
          'aria-label': this.#language.say('closeChat'),
          onclick: () => this.close(),
        },
        icon('close'),
      ),
    );
  }

  #buildStatus() {
    this.status = make('p', { class: 'status', role: 'status' });
    this.typing = make('p', { class: 'typing', hidden: true }, this.#language.say('typing'));
  }

  #buildComposer() {
    const say = (name) => this.#language.say(name);
    this.input = make('textarea', {
      id: 'input',
      rows: '1',
      placeholder: say('write'),
      autocomplete: 'off',
      maxlength: 4000,
      enterkeyhint: 'send',
    });
    this.composer = make(
      'form',
      { class: 'composer', onsubmit: (event) => (event.preventDefault(), this.#send()) },
      make('label', { for: 'input', class: 'unseen' }, say('yourMessage')),
      this.input,
      make('button', { class: 'primary send', 'aria-label': say('send') }, icon('send')),
    );
  }

  #buildChoices() {
    const button = (kind) =>
      make('button', { type: 'button', onclick: () => this.#tell('choice', kind) }, this.#language.say(kind));
    this.choices = make(
      'div',
      { class: 'choices', role: 'group', 'aria-label': this.#language.say('choices'), hidden: true },
      ...CHOICES.map(button),
    );
  }

  #buildLauncher(title) {
    this.badge = make('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
    this.launcher = make(
      'button',
      {
        type: 'button',
        class: 'launcher',
        'aria-expanded': 'false',
        'aria-controls': 'panel',
        onclick: () => (this.isOpen ? this.close() : this.open()),
      },
      icon('chat'),
      icon('close'),
      this.badge,
    );
    this.root = make('section', { 'aria-label': title, class: 'root' }, this.dialog, this.launcher);
  }

  #listen() {
    this.input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#send();
      }
    });
    this.input.addEventListener('input', () => this.#direct());
    this.dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.isComposing) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    });
    this.dialog.addEventListener('cancel', (event) => (event.preventDefault(), this.close()));
    SMALL.addEventListener('change', () => this.#reopen());
  }

  /** From a part of the screen to all of it, or back. */
  #reopen() {
    if (this.isOpen) {
      this.dialog.close();
      this.dialog[SMALL.matches ? 'showModal' : 'show']();
    }
  }

  /** A text runs as its letters do; where there is none, as the widget's language does. */
  #direct() {
    this.input.dir = this.input.value ? 'auto' : '';
  }

  #send() {
    const text = clean(this.input.value);
    if (text) {
      this.input.value = '';
      this.#direct();
      this.#tell('say', text);
    }
    this.input.focus();
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** The text as the gateway stores it: without control characters and halves of characters. */
function clean(text) {
  const whole = text.toWellFormed?.() ?? text;
  return whole.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '').trim();
}
