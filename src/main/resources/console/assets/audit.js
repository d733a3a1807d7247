// Who did what.
import { get, query as address } from './api.js';
import { field, h, moreButton, row, table } from './dom.js';
import { time } from './words.js';

const HANDOFF = /^[0-9a-f-]{36}$/;

function line(act) {
  const subject = HANDOFF.test(act.subject) && !/^bot-event/.test(act.act)
    ? h('a', { href: '/console/handoffs/' + act.subject }, act.subject)
    : act.subject;
  return row(act.id, [time(act.at, 'both'), act.who, act.act, subject, act.detail || '']);
}

export default async function audit({ main, query, signal, go }) {
  const given = Object.fromEntries(['subject', 'who', 'act'].map((name) => [name, query.get(name) || '']));
  const page = await get('audit', given, signal);
  const list = table('What people did, newest first', ['When', 'Who', 'Act', 'To what', 'Detail'], page.items.map(line), { class: 'list' });
  let cursor = page.nextCursor;
  const { button: more, trouble } = moreButton(async () => {
    const older = await get('audit', { ...given, cursor }, signal);
    list.querySelector('tbody').append(...older.items.map(line));
    cursor = older.nextCursor;
    more.hidden = !cursor;
  }, { hidden: !cursor });
  const form = h('form', { class: 'filters', role: 'search', 'aria-label': 'Audit', onsubmit: (event) => {
    event.preventDefault();
    go(address('/console/audit', Object.fromEntries(new FormData(form))));
  } }, field('To what', h('input', { name: 'subject', type: 'search', value: given.subject, maxlength: 255, placeholder: 'id of a handoff' })),
  field('Who', h('input', { name: 'who', value: given.who, maxlength: 255, autocomplete: 'off' })), field('Act', h('input', { name: 'act', value: given.act, maxlength: 255, placeholder: 'such as replay', autocomplete: 'off' })),
  h('p', { class: 'actions' }, h('button', {}, 'Show'), h('a', { class: 'button', href: '/console/audit' }, 'Clear')));
  main.append(h('div', { class: 'head' }, h('h1', {}, 'Audit')),
    h('p', { class: 'hint' }, 'What people did here: entries are only added.'), form,
    page.items.length ? list : h('p', { class: 'nothing' }, 'Nothing yet.'), h('p', {}, more), trouble);
  return 'Audit';
}
