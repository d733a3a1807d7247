// The forms for a call back and for a ticket.

const PHONE_DIGITS = /^\d{7,15}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/;

/** A field with its label, hint and error, which belong together for everybody. */
class Field {
  constructor(language, name, attributes, hint) {
    this.name = name;
    this.#language = language;
    const id = `field-${attributes.form}-${name}`;
    this.input = make('input', { name, id, ...attributes, form: undefined });
    this.error = make('p', { class: 'error', id: `${id}-error`, hidden: true });
    this.#hintId = hint && `${id}-hint`;
    this.element = make(
      'div',
      { class: 'field' },
      make('label', { for: id }, language.say(attributes.required ? name : `${name}Optional`)),
      hint && make('p', { class: 'hint', id: this.#hintId }, hint),
      this.input,
      this.error,
    );
    this.#describe();
  }

  #language;
  #hintId;

  get value() {
    return this.input.value.trim();
  }

  /** Shows what is wrong (the name of a text), or that nothing is. */
  complain(text) {
    this.error.hidden = !text;
    this.error.textContent = text ? this.#language.say(text) : '';
    this.input.toggleAttribute('aria-invalid', Boolean(text));
    if (text) {
      this.input.setAttribute('aria-invalid', 'true');
    }
    this.#describe();
  }

  #describe() {
    const ids = [this.#hintId, this.error.hidden ? null : this.error.id].filter(Boolean);
    if (ids.length > 0) {
      this.input.setAttribute('aria-describedby', ids.join(' '));
    } else {
      this.input.removeAttribute('aria-describedby');
    }
  }
}

/** What is wrong with a value, as the name of a text. */
const RULES = {
  phone: (value) => (PHONE_DIGITS.test(value.replace(/\D/g, '')) ? null : 'wrongPhone'),
  email: (value) => (EMAIL.test(value) ? null : 'wrongEmail'),
  date: (value) => (value ? null : 'wrongDate'),
  time: (value, values) => {
    if (!value) {
      return 'wrongTime';
    }
    return values.date && new Date(`${values.date}T${value}`) <= new Date() ? 'past' : null;
  },
};

class WishForm {
  #language;
  #submit;
  #fields;
  #sent;

  /**
   * @param kind callback or ticket; also the name of the title
   * @param submit called with the wish; fails with what the gateway said
   * @param leave called when the visitor wants back
   */
  constructor(language, kind, known, submit, leave) {
    this.#language = language;
    this.kind = kind;
    this.#submit = submit;
    this.#fields = (kind === 'callback' ? callbackFields : ticketFields)(language, known);
    this.problem = make('p', { class: 'error', role: 'alert', hidden: true });
    this.button = make('button', { type: 'submit', class: 'primary' }, language.say(`${kind}Send`));
    this.element = make(
      'form',
      {
        class: 'wish',
        novalidate: true,
        'aria-labelledby': `title-${kind}`,
        onsubmit: (event) => (event.preventDefault(), this.#send()),
      },
      make('h3', { id: `title-${kind}` }, language.say(kind)),
      make('div', { class: 'fields' }, ...this.#fields.map((field) => field.element)),
      this.problem,
      make(
        'div',
        { class: 'buttons' },
        make('button', { type: 'button', onclick: leave }, language.say('back')),
        this.button,
      ),
    );
  }

  focus() {
    this.#fields[0].input.focus();
  }

  async #send() {
    if (this.button.hasAttribute('aria-disabled') || !this.#check()) {
      return;
    }
    this.button.setAttribute('aria-disabled', 'true');
    this.#complain(null);
    try {
      await this.#submit(this.#named(this.#wish()));
    } catch (failure) {
      this.#refused(failure);
    } finally {
      this.button.removeAttribute('aria-disabled');
    }
  }

  #values() {
    return Object.fromEntries(this.#fields.map((field) => [field.name, field.value]));
  }

  #wish() {
    const { date, time, ...others } = this.#values();
    const given = Object.entries(others).filter(([, value]) => value);
    const wish = { kind: this.kind, language: this.#language.code, ...Object.fromEntries(given) };
    return date ? { ...wish, time: `${date}T${time}`, timeZone: this.#language.zone } : wish;
  }

  /** The same wish has the same id, so that it is granted once however often it is sent. */
  #named(wish) {
    const content = JSON.stringify(wish);
    if (this.#sent?.content !== content) {
      this.#sent = { content, requestId: uniqueId() };
    }
    return { ...wish, requestId: this.#sent.requestId };
  }

  /** Names every wrong field and goes to the first. */
  #check() {
    const values = this.#values();
    const wrong = this.#fields.filter((field) => {
      const isAsked = field.input.required || field.value;
      const text = isAsked ? (RULES[field.name]?.(field.value, values) ?? null) : null;
      field.complain(text);
      return text;
    });
    wrong[0]?.input.focus();
    return wrong.length === 0;
  }

  /** The gateway has the last word on what a phone number or a time is. */
  #refused(failure) {
    const texts = { phone: 'wrongPhone', email: 'wrongEmail', time: 'refusedTime' };
    const named = failure.fields?.map((field) => field.pointer.slice(1)) ?? [];
    const wrong = this.#fields.filter((field) => named.includes(field.name) && texts[field.name]);
    wrong.forEach((field) => field.complain(texts[field.name]));
    wrong[0]?.input.focus();
    if (wrong.length === 0) {
      this.#complain(failure.status === 429 ? 'tooMany' : 'notDone');
    }
  }

  #complain(text) {
    this.problem.hidden = !text;
    this.problem.textContent = text ? this.#language.say(text) : '';
  }
}

function nameField(language, form, known) {
  const attributes = { form, type: 'text', autocomplete: 'name', maxlength: 200 };
  return new Field(language, 'name', { ...attributes, value: known.name });
}

function ticketFields(language, known) {
  const form = 'ticket';
  const email = { form, type: 'email', autocomplete: 'email', required: true, maxlength: 254 };
  return [
    new Field(language, 'email', { ...email, value: known.email }),
    nameField(language, form, known),
  ];
}

function callbackFields(language, known) {
  const form = 'callback';
  const phone = { form, type: 'tel', autocomplete: 'tel', required: true, maxlength: 64 };
  const today = new Date();
  const local = new Date(today.getTime() - today.getTimezoneOffset() * 60_000);
  const min = local.toISOString().slice(0, 10);
  const zone = language.say('zone', { zone: language.zoneName() });
  return [
    new Field(language, 'phone', { ...phone, value: known.phone }),
    new Field(language, 'date', { form, type: 'date', required: true, min }),
    new Field(language, 'time', { form, type: 'time', required: true }, zone),
    nameField(language, form, known),
  ];
}
