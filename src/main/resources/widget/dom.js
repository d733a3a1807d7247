// Elements and icons. Text only ever becomes a text node: nothing here parses markup.

/** An element with attributes, listeners (names that begin with "on") and children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value != null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

const ICONS = {
  chat: 'M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z',
  close: 'M5 5l14 14M19 5L5 19',
  send: 'M3 11.5L21 3l-6 18-3.5-8z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c0-4 4-6 8-6s8 2 8 6',
};

/** A drawing that screen readers skip. */
function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `icon ${name}`);
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

const LINK = /(?:https?:\/\/|mailto:)[^\s<>"'`]+/gi;
const LINK_PROTOCOLS = new Set(['http:', 'https:', 'mailto:']);

/** The text as nodes, with links where it names addresses that are safe to follow. */
function linked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(/[.,;:!?)\]}]+$/, '');
    if (!isSafe(address)) {
      continue;
    }
    nodes.push(text.slice(end, match.index), link(address));
    end = match.index + address.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

function isSafe(address) {
  try {
    return LINK_PROTOCOLS.has(new URL(address).protocol);
  } catch {
    return false;
  }
}

function link(address) {
  return make('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, address);
}

/** Waits; ends early when the signal says so. */
function pause(milliseconds, signal) {
  return new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
  });
}
