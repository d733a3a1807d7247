// Which language is spoken, and how it writes times.

const RIGHT_TO_LEFT = new Set(['ar']);

class Language {
  /** Takes the first language that there are texts for; English otherwise. */
  constructor(wishes) {
    const known = (tag) => TEXTS[tag.toLowerCase().split('-')[0]] !== undefined;
    this.tag = wishes.filter((tag) => tag).find(known) ?? 'en';
    this.code = this.tag.toLowerCase().split('-')[0];
    this.formats = navigator.languages.find((tag) => tag.toLowerCase().startsWith(this.code)) ?? this.tag;
    this.direction = RIGHT_TO_LEFT.has(this.code) ? 'rtl' : 'ltr';
    this.zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  }

  /** The text of that name, with {words} filled in. */
  say(name, words = {}) {
    const text = TEXTS[this.code][name] ?? TEXTS.en[name];
    return text.replace(/\{(\w+)\}/g, (whole, word) => words[word] ?? whole);
  }

  /** A line of the gateway's own, known by its code; nothing for a code that is not known here. */
  note(code, subject) {
    if (TEXTS.en[`note-${code}`] === undefined) {
      return undefined;
    }
    const when = code === 'callback-scheduled' ? this.#moment(subject) : subject;
    return this.say(`note-${code}`, { subject: when ?? '' }).replace('  ', ' ');
  }

  timeOf(date) {
    return this.#format(date, { hour: 'numeric', minute: '2-digit' });
  }

  /** "Today", "Yesterday", or the date. */
  dayOf(date) {
    const midnight = (day) => new Date(day).setHours(0, 0, 0, 0);
    const days = Math.round((midnight(date) - midnight(Date.now())) / 86_400_000);
    if (days <= 0 && days > -2) {
      const words = new Intl.RelativeTimeFormat(this.tag, { numeric: 'auto' }).format(days, 'day');
      return words.charAt(0).toLocaleUpperCase(this.tag) + words.slice(1);
    }
    return this.#format(date, { weekday: 'long', day: 'numeric', month: 'long' });
  }

  /** The visitor's zone as people call it, and its id. */
  zoneName() {
    const parts = new Intl.DateTimeFormat(this.tag, { timeZoneName: 'longGeneric' }).formatToParts();
    const name = parts.find((part) => part.type === 'timeZoneName')?.value;
    return name && name !== this.zone ? `${name} (${this.zone})` : this.zone;
  }

  #moment(time) {
    const words = this.#format(new Date(time), { dateStyle: 'full', timeStyle: 'short' });
    return `${words} (${this.zone})`;
  }

  #format(date, options) {
    return new Intl.DateTimeFormat(this.formats, options).format(date);
  }
}
