// Elements from words. Text is only ever text: nothing here reads markup.

export function h(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => {
    if (value === null || value === undefined || value === false) return;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (key === 'value') made.value = value;
    else made.setAttribute(key, value === true ? '' : String(value));
  });
  made.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A table with a caption and heads; each row is {cells, key, class}. */
export function table(caption, heads, rows, options = {}) {
  const body = h('tbody', {}, rows);
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', { class: options.class },
      h('caption', { class: options.shown ? null : 'unseen' }, caption),
      h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))),
      body));
}

export function row(key, cells, options = {}) {
  return h('tr', { 'data-key': key, ...options },
    cells.map((cell, place) => (place === 0
      ? h('th', { scope: 'row' }, cell)
      : h('td', {}, cell))));
}

const BADGES = {
  received: 'waiting', delivering: 'waiting', retrying: 'warning', delivered: 'good', parked: 'bad',
  discarded: 'plain', waiting: 'waiting', sending: 'waiting', sent: 'good', well: 'good',
  degraded: 'warning', dead: 'bad', closed: 'good', half_open: 'warning', open: 'bad', ok: 'good',
  warning: 'warning', failed: 'bad', refused: 'bad',
};

export function badge(state) {
  return h('span', { class: 'badge ' + (BADGES[state] || 'plain') }, String(state).replace('_', ' '));
}

/** Facts as names and values; those without a value are left out. */
export function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

export function field(label, input, hint) {
  const id = input.id || 'field-' + label.toLowerCase().replace(/[^a-z]+/g, '-');
  input.id = id;
  const notes = [];
  if (hint) notes.push(h('span', { class: 'hint', id: id + '-hint' }, hint));
  const fault = h('span', { class: 'fault', id: id + '-fault' });
  input.setAttribute('aria-describedby', [hint && id + '-hint', id + '-fault'].filter(Boolean).join(' '));
  return h('div', { class: 'field' }, h('label', { for: id }, label), input, ...notes, fault);
}

export function select(name, options, chosen) {
  const made = h('select', { name }, options.map(([value, words]) => h('option', { value }, words)));
  made.value = chosen || '';
  return made;
}

/** A link only where it leads to the web; anything else stays text, or what is given instead. */
export function outside(url, words, otherwise = words) {
  let target;
  try {
    target = new URL(url);
  } catch (notAnAddress) {
    return otherwise;
  }
  // The sandbox's addresses lead nowhere.
  return /^https?:$/.test(target.protocol) && !target.hostname.endsWith('.invalid')
    ? h('a', { href: target.href, rel: 'noopener noreferrer', target: '_blank' }, words, h('span', { class: 'unseen' }, ' (new tab)'))
    : otherwise;
}

export function notice(tone, ...words) {
  return h('div', { class: 'notice ' + tone, role: tone === 'bad' ? 'alert' : 'status' }, ...words);
}

/** A button that fetches more; when that fails it says why beside it, and may be pressed again. */
export function moreButton(fetchMore, options = {}) {
  const button = h('button', { type: 'button', ...options }, 'Show older ones');
  const trouble = h('div', {});
  button.addEventListener('click', async () => {
    button.disabled = true;
    trouble.replaceChildren();
    try {
      await fetchMore();
    } catch (failure) {
      if (failure.name !== 'AbortError') trouble.replaceChildren(notice('bad', failure.message));
    } finally {
      button.disabled = false;
    }
  });
  return { button, trouble };
}

let told = 0;

/** Tells a screen reader, at most once in five seconds. */
export function announce(words) {
  if (Date.now() - told < 5000) return;
  told = Date.now();
  document.getElementById('news').textContent = words;
}

/** A question in a dialogue; answers the form's data, or null. */
export function ask(title, content, action, tone) {
  return new Promise((answer) => {
    const form = h('form', { method: 'dialog' }, h('h2', { id: 'ask' }, title), content,
      h('p', { class: 'actions' },
        h('button', { class: tone === 'bad' ? 'danger' : 'primary', value: 'yes' }, action),
        h('button', { value: 'no', formnovalidate: true }, 'Cancel')));
    const dialog = h('dialog', { 'aria-labelledby': 'ask' }, form);
    const from = document.activeElement;
    dialog.addEventListener('close', () => {
      const data = dialog.returnValue === 'yes' ? new FormData(form) : null;
      dialog.remove();
      if (from && from.isConnected) from.focus();
      answer(data);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
