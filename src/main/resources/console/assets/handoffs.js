// The list of handoffs: filtered, page by page, and kept up to date without jumping.
import { get, query as address } from './api.js';
import { announce, badge, field, h, moreButton, row, select, table } from './dom.js';
import { CHANNELS, KINDS, some, STATES, time } from './words.js';

const FILTERS = ['state', 'kind', 'channel', 'q', 'from', 'to'];

/** What a datetime field holds is of this place; the API wants UTC. */
const utc = (local) => (local && !Number.isNaN(+new Date(local)) ? new Date(local).toISOString() : local);

function visitor(item) {
  const known = item.visitor || {};
  return known.name || known.email || known.phone || item.conversationId;
}

export function line(item, base = '/console/handoffs/') {
  const error = item.lastError;
  return row(item.id, [
    h('a', { href: base + encodeURIComponent(item.id) }, visitor(item)),
    badge(item.state),
    KINDS[item.kind] || item.kind,
    CHANNELS[item.channel] || item.channel,
    h('span', { class: 'clip' }, item.state === 'delivered' ? item.reason || '' : error ? error.code + ': ' + error.message : item.reason || ''),
    item.zoho && item.zoho.ticketNumber ? '#' + item.zoho.ticketNumber : '–',
    time(item.createdAt, 'ago'),
  ]);
}

export const HEADS = ['Visitor', 'State', 'Kind', 'Channel', 'What about', 'Ticket', 'Received'];

function filters(given, apply) {
  const chosen = (name) => given.get(name) || '';
  const form = h('form', { class: 'filters', role: 'search', 'aria-label': 'Handoffs', onsubmit: (event) => { event.preventDefault(); apply(new FormData(form)); } },
    field('State', select('state', [['', 'any'], ...STATES.map((state) => [state, state])], chosen('state'))),
    field('Kind', select('kind', [['', 'any'], ...['chat', 'callback', 'ticket', 'auto'].map((kind) => [kind, KINDS[kind]])], chosen('kind'))),
    field('Channel', select('channel', [['', 'any'], ...Object.entries(CHANNELS)], chosen('channel'))),
    field('Search', h('input', { name: 'q', type: 'search', value: chosen('q'), maxlength: 255, placeholder: 'id, e-mail, ticket, conversation' })),
    field('From', h('input', { name: 'from', type: 'datetime-local', value: chosen('from') })),
    field('Until', h('input', { name: 'to', type: 'datetime-local', value: chosen('to') })),
    h('p', { class: 'actions' }, h('button', { class: 'primary' }, 'Show'), h('a', { class: 'button', href: '/console/handoffs' }, 'Clear')));
  form.querySelectorAll('select').forEach((each) => each.addEventListener('change', () => form.requestSubmit()));
  return form;
}

export default async function handoffs({ main, query, signal, go, onNews }) {
  const given = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) || '']));
  const asked = { ...given, from: utc(given.from), to: utc(given.to), with: 'visitor' };
  let page = await get('handoffs', asked, signal);
  const list = table('Handoffs, newest first', HEADS, page.items.map((item) => line(item)), { class: 'list' });
  const body = list.querySelector('tbody');
  const nothing = h('p', { class: 'nothing', hidden: page.items.length > 0 }, 'No handoff fits.');
  const fresh = h('button', { type: 'button', class: 'fresh', hidden: true });
  const { button: more, trouble } = moreButton(older, { hidden: !page.nextCursor });
  let cursor = page.nextCursor;
  let waiting = [];

  const place = (id) => [...body.children].find((each) => each.dataset.key === id);
  function put(item) {
    const old = place(item.id);
    const focused = old.contains(document.activeElement);
    const made = line(item);
    old.replaceWith(made);
    if (focused) made.querySelector('a').focus({ preventScroll: true });
  }

  async function older() {
    const next = await get('handoffs', { ...asked, cursor }, signal);
    const first = next.items[0];
    body.append(...next.items.filter((item) => !place(item.id)).map((item) => line(item)));
    cursor = next.nextCursor;
    more.hidden = !cursor;
    if (first && place(first.id)) place(first.id).querySelector('a').focus();
  }

  fresh.addEventListener('click', () => {
    const first = waiting[0];
    body.prepend(...waiting.map((item) => line(item)));
    waiting = [];
    fresh.hidden = true;
    nothing.hidden = true;
    place(first.id).querySelector('a').focus();
  });

  async function refresh(news) {
    page = await get('handoffs', asked, signal);
    const newest = page.items.filter((item) => !place(item.id));
    const top = body.firstElementChild && page.items.findIndex((item) => item.id === body.firstElementChild.dataset.key);
    waiting = top > 0 ? newest.filter((item) => page.items.indexOf(item) < top) : body.children.length && top === 0 ? [] : newest;
    page.items.filter((item) => place(item.id)).forEach(put);
    const others = [...new Set(news.handoffs.map((each) => each.id))]
      .filter((id) => place(id) && !page.items.some((item) => item.id === id)).slice(0, 10);
    await Promise.all(others.map(async (id) => put(await get('handoffs/' + encodeURIComponent(id), {}, signal))));
    fresh.hidden = waiting.length === 0;
    const count = some(waiting.length, 'new handoff') + (waiting.length === 50 ? ' or more' : '');
    fresh.textContent = 'Show ' + count;
    if (waiting.length) announce(count);
  }

  main.append(
    h('div', { class: 'head' }, h('h1', {}, 'Handoffs')),
    filters(query, (data) => go(address('/console/handoffs', Object.fromEntries(data)))),
    h('p', { class: 'freshness' }, fresh), list, nothing, h('p', {}, more), trouble);
  onNews((news) => refresh(news).catch(() => {}), 1500);
  return 'Handoffs';
}
