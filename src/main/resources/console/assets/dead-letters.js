// What waits for a person: grouped by what went wrong, and one by one.
import { get, post, query as address } from './api.js';
import { announce, ask, field, h, moreButton, notice, row, select, table } from './dom.js';
import { HEADS, line } from './handoffs.js';
import { CHANNELS, KINDS, number, some, time } from './words.js';

const FILTERS = ['kind', 'channel', 'step', 'code'];

function result(outcome) {
  return notice(outcome.replayed ? 'good' : 'warn', some(outcome.replayed, 'dead letter') + ' sent again'
    + (outcome.skipped ? '; ' + number(outcome.skipped) + ' left (callbacks whose time has passed, beyond the limit, or taken by somebody else).' : '.'));
}

function filters(given, go) {
  const form = h('form', { class: 'filters', 'aria-label': 'Dead letters', onsubmit: (event) => {
    event.preventDefault();
    go(address('/console/dead-letters', Object.fromEntries(new FormData(form))));
  } },
  field('Kind', select('kind', [['', 'any'], ...['chat', 'callback', 'ticket', 'auto'].map((kind) => [kind, KINDS[kind]])], given.kind)),
  field('Channel', select('channel', [['', 'any'], ...Object.entries(CHANNELS)], given.channel)),
  field('Step', h('input', { name: 'step', value: given.step, maxlength: 255 })),
  field('Code', h('input', { name: 'code', value: given.code, maxlength: 255 })),
  h('p', { class: 'actions' }, h('button', {}, 'Show'), h('a', { class: 'button', href: '/console/dead-letters' }, 'Clear')));
  return form;
}

export default async function deadLetters({ main, query, signal, go, onNews }) {
  const given = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) || '']));
  const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  const outcome = h('div', { 'aria-live': 'polite' });
  const groups = h('div', {});
  const list = h('div', {});

  /** Asks first, with the number it is about. */
  async function replay(only, words) {
    try {
      await askAndReplay(only, words);
    } catch (failure) {
      if (failure.name !== 'AbortError') outcome.replaceChildren(notice('bad', failure.message));
    }
  }

  async function askAndReplay(only, words) {
    const { count } = await get('dead-letters/count', only);
    if (!count) {
      outcome.replaceChildren(notice('warn', 'Nothing to send again.'));
      return;
    }
    const answer = await ask('Send ' + some(count, 'dead letter') + ' again?', [
      h('p', {}, words + ' Each goes on at the step that failed; what is done at Zoho is not repeated.'),
      field('At most', h('input', { name: 'limit', type: 'number', min: 1, max: 10000, value: Math.min(count, 1000), required: true })),
      field('How many per second', h('input', { name: 'rate', type: 'number', min: 0.01, max: 1000, step: 'any', value: 5, required: true }), 'Slowly, so that Zoho is not flooded'),
    ], 'Send them again');
    if (!answer) return;
    try {
      const done = await post('dead-letters/replay', { filter: only, limit: Number(answer.get('limit')), rate: Number(answer.get('rate')) });
      outcome.replaceChildren(result(done));
    } catch (failure) {
      outcome.replaceChildren(notice('bad', failure.message));
    }
    await fill();
  }

  function group(each) {
    const only = Object.fromEntries(Object.entries({ step: each.step, code: each.code }).filter(([, value]) => value));
    const name = [each.code || 'no code', each.step && 'at ' + each.step].filter(Boolean).join(' ');
    return row((each.code || '') + '/' + (each.step || ''), [
      h('a', { href: address('/console/dead-letters', only) }, name), number(each.many), each.remedy || '–',
      time(each.oldest, 'ago'),
      h('button', { type: 'button', 'aria-label': 'Send all again: ' + name, onclick: () => replay(only, 'All that failed with ' + name + '.') }, 'Send all again')]);
  }

  async function fill() {
    const [grouped, page] = await Promise.all([get('dead-letters/groups', {}, signal), get('dead-letters', { ...given, with: 'visitor' }, signal)]);
    groups.replaceChildren(grouped.items.length
      ? table('What went wrong', ['Failed with', 'How many', 'What to do', 'Oldest', 'Act'], grouped.items.map(group))
      : h('p', { class: 'nothing' }, 'Nothing waits here. All handoffs are with people, or on their way.'));
    const wanted = Object.keys(filter).length;
    const { button: more, trouble } = moreButton(async () => {
      const older = await get('dead-letters', { ...given, with: 'visitor', cursor: more.dataset.cursor }, signal);
      list.querySelector('tbody').append(...older.items.map((item) => line(item, '/console/dead-letters/')));
      more.hidden = !older.nextCursor;
      more.dataset.cursor = older.nextCursor || '';
    }, { hidden: !page.nextCursor });
    more.dataset.cursor = page.nextCursor || '';
    list.replaceChildren(page.items.length ? table('Dead letters, newest first', HEADS, page.items.map((item) => line(item, '/console/dead-letters/')), { class: 'list' }) : h('p', { class: 'nothing' }, wanted ? 'No dead letter fits.' : 'None.'),
      h('p', { class: 'actions' }, more, page.items.length > 0 && wanted > 0 && h('button', { type: 'button', onclick: () => replay(filter, 'All that fit the filter.') }, 'Send all of these again')), trouble);
  }

  main.append(h('div', { class: 'head' }, h('h1', {}, 'Dead letters')),
    h('p', { class: 'hint' }, 'Handoffs that Zoho refused, or that were tried to the end. They wait here until somebody mends them, sends them again or gives them up.'),
    outcome, h('section', { class: 'panel' }, h('h2', {}, 'What went wrong'), groups),
    h('section', { class: 'panel' }, h('h2', {}, 'One by one'), filters(given, go), list));
  await fill();
  onNews(() => {
    if (main.contains(document.activeElement) && document.activeElement.closest('table, form')) return;
    fill().then(() => announce('The dead letters have changed'), () => {});
  }, 2500);
  return 'Dead letters';
}
