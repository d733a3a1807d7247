// The other side of the sandbox: play the people at Zoho, and let Zoho fail.
import { sandbox as call } from './api.js';
import { badge, field, h, notice, row, table } from './dom.js';
import { some, time } from './words.js';

const FAULTS = [
  ['Desk is busy', 'Five calls to Desk are answered with 429.', { kind: 'concurrency-limit', side: 'desk', times: 5 }],
  ['Desk refuses tickets', 'Every new ticket is refused with 422, so it becomes a dead letter.', { kind: 'answer', side: 'desk', method: 'POST', path: '/tickets$', status: 422, body: '{"errorCode":"UNPROCESSABLE_ENTITY","message":"The department is not active"}', headers: { 'Content-Type': 'application/json' }, times: 0 }],
  ['SalesIQ is down', 'Every call to SalesIQ is answered with 503.', { kind: 'server-error', side: 'salesiq', status: 503, times: 0 }],
  ['A ticket is made, but the answer is lost', 'Once: the connection breaks after the ticket was made.', { kind: 'commit-then-reset', side: 'desk', method: 'POST', path: '/tickets$', times: 1 }],
];

function person(role, path, ending, act) {
  const input = h('input', { name: 'text', required: true, maxlength: 2000, autocomplete: 'off' });
  input.id = 'say-' + path.replace(/\W/g, '-');
  const form = h('form', { class: 'say', onsubmit: async (event) => {
    event.preventDefault();
    const text = input.value;
    input.value = '';
    await act(() => call('POST', path + '/messages', { text }), 'Said.');
  } }, field(role, input), h('p', { class: 'actions' }, h('button', { class: 'primary' }, 'Say it'),
    h('button', { type: 'button', onclick: () => act(() => call('POST', path + '/end'), 'Done.') }, ending)));
  return form;
}

export default async function sandbox({ main, session, signal, onNews }) {
  if (!session.sandbox) {
    main.append(h('h1', {}, 'Not in the sandbox'), h('p', {}, 'This gateway works with the real Zoho.'));
    return 'Not in the sandbox';
  }
  const outcome = h('div', { 'aria-live': 'polite' });
  const faults = h('div', {});
  const people = h('div', {});

  async function act(what, words) {
    try {
      await what();
      outcome.replaceChildren(notice('good', words));
    } catch (failure) {
      outcome.replaceChildren(notice('bad', failure.message));
    }
    await fill();
  }

  async function fill() {
    const state = await call('GET', 'state');
    if (signal.aborted) return;
    faults.replaceChildren(state.faults.length
      ? table('What fails now', ['What', 'Where', 'Struck', 'Act'], state.faults.map((each) => row(String(each.id), [
        each.fault.kind + (each.fault.status ? ' ' + each.fault.status : ''), [each.fault.side || 'any side', each.fault.method, each.fault.path].filter(Boolean).join(' '),
        String(each.struck) + (each.fault.times ? ' of ' + each.fault.times : ' so far'),
        h('button', { type: 'button', 'aria-label': 'Switch off: ' + each.fault.kind, onclick: () => act(() => call('DELETE', 'faults/' + each.id), 'Switched off.') }, 'Switch off')])))
      : h('p', { class: 'nothing' }, 'Nothing fails: the simulated Zoho is well.'));
    if (people.contains(document.activeElement)) return;
    const chats = state.conversations.filter((each) => !each.end_time);
    const tickets = state.tickets.filter((each) => each.status !== 'Closed');
    people.replaceChildren(
      ...chats.slice(0, 5).map((each) => h('article', { class: 'panel' }, h('h3', {}, 'Chat with ' + (each.visitor.name || 'a visitor'), ' ', badge(each.status)),
        h('p', { class: 'hint' }, some(each.messages.length, 'message')), person('As the operator', 'conversations/' + each.id, 'End the chat', act))),
      ...tickets.slice(0, 5).map((each) => h('article', { class: 'panel' }, h('h3', {}, 'Ticket #' + each.ticketNumber),
        h('p', { class: 'hint' }, each.subject, ', ', time(each.createdTime, 'ago')), person('As the agent', 'tickets/' + each.id, 'Close the ticket', act))));
    if (!chats.length && !tickets.length) people.append(h('p', { class: 'nothing' }, 'No chat and no ticket is open.'));
  }

  main.append(h('div', { class: 'head' }, h('h1', {}, 'Sandbox')),
    h('p', { class: 'hint' }, 'The simulated Zoho inside this process. ', h('a', { href: '/sandbox' }, 'Everything it holds'), ' · ', h('a', { href: '/demo' }, 'A page with the widget')),
    outcome,
    h('section', { class: 'panel' }, h('h2', {}, 'Let Zoho fail'),
      h('ul', { class: 'switches' }, FAULTS.map(([name, words, fault]) => h('li', {}, h('button', { type: 'button', onclick: () => act(() => call('POST', 'faults', fault), name + ': switched on.') }, name), h('span', { class: 'hint' }, words))),
        h('li', {}, h('button', { type: 'button', onclick: () => act(() => call('POST', 'expire-tokens'), 'All access tokens have expired.') }, 'Tokens expire'), h('span', { class: 'hint' }, 'The next calls are answered with 401, and the tokens are refreshed.'))),
      h('h3', {}, 'What fails now'), faults),
    h('section', {}, h('h2', {}, 'Play the people at Zoho'), people));
  await fill();
  onNews(() => fill().catch(() => {}), 1500);
  return 'Sandbox';
}
