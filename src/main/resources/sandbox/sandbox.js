'use strict';

const shown = {};

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text === null ? '' : String(text);
  if (className) made.className = className;
  return made;
}

function clock(text) {
  const at = new Date(/^\d+$/.test(text) ? Number(text) : text);
  const made = element('time', at.toLocaleTimeString());
  made.dateTime = at.toISOString();
  return made;
}

function table(heads, rows) {
  const made = element('table');
  const head = made.createTHead().insertRow();
  heads.forEach((text) => {
    const cell = element('th', text);
    cell.scope = 'col';
    head.append(cell);
  });
  const body = made.createTBody();
  rows.forEach((cells) => {
    const row = body.insertRow();
    cells.forEach((cell) => {
      const made = element('td', cell instanceof Node ? undefined : cell);
      if (cell instanceof Node) made.append(cell);
      row.append(made);
    });
  });
  return made;
}

function list(rows, heads, cells) {
  return rows.length ? table(heads, rows.map(cells)) : element('p', 'None yet.', 'empty');
}

const views = {
  faults: (state) => list(state.faults, ['What happens', 'Where', 'Struck', ''], (active) => {
    const fault = active.fault;
    const remove = element('button', 'Remove');
    remove.type = 'button';
    remove.dataset.key = 'fault-' + active.id;
    remove.addEventListener('click', () => call('DELETE', 'faults/' + active.id));
    return [
      fault.kind,
      [fault.side || 'any side', fault.method, fault.path].filter(Boolean).join(' '),
      active.struck + ' of ' + (fault.times === 0 ? 'ever' : fault.times || 1),
      remove,
    ];
  }),
  tickets: (state) => list(state.tickets, ['Number', 'Subject', 'Status', 'E-mail', 'Comments', 'Made'], (ticket) => [
    ticket.ticketNumber, withAgent(ticket), ticket.status, ticket.email, ticket.commentCount,
    clock(ticket.createdTime),
  ]),
  calls: (state) => list(state.calls, ['Subject', 'Status', 'Direction', 'Start', 'Made'], (one) => [
    fold(one.id, one.subject, one.description), one.status, one.direction, one.startTime, clock(one.createdTime),
  ]),
  contacts: (state) => list(state.contacts, ['Name', 'E-mail', 'Phone', 'Made'], (contact) => [
    [contact.firstName, contact.lastName].filter(Boolean).join(' '), contact.email, contact.phone || contact.mobile,
    clock(contact.createdTime),
  ]),
  conversations: (state) => {
    if (!state.conversations.length) return element('p', 'None yet.', 'empty');
    const all = element('div');
    state.conversations.forEach((conversation) => {
      const title = (conversation.visitor.name || 'Visitor') + ' · ' + conversation.status + ' · '
          + conversation.messages.length + ' messages';
      const made = fold(conversation.id, title, '');
      const messages = element('ol');
      conversation.messages.forEach((message) => {
        const item = element('li');
        const file = message.message.file ? '[' + message.message.file.name + '] ' : '';
        item.append(element('strong', message.sender.name + ': '), file + message.message.text);
        messages.append(item);
      });
      made.append(messages);
      if (!conversation.end_time) made.append(person('As the operator', 'conversations/' + conversation.id, 'End'));
      all.append(made);
    });
    return all;
  },
  callbacks: (state) => list(state.callbacks, ['Request', 'Kind', 'Body'], (callback) => [
    callback.request_id, callback.kind, JSON.stringify(callback.body),
  ]),
  requests: (state) => {
    const made = list(state.requests, ['When', 'Side', 'Method', 'Path', 'Status'], (request) => [
      clock(request.at), request.side, request.method, request.path, request.status || 'no answer',
    ]);
    made.querySelectorAll('tbody td:nth-child(4)').forEach((cell) => { cell.className = 'code'; });
    made.querySelectorAll('tbody td:nth-child(5)').forEach((cell) => {
      if (!(Number(cell.textContent) < 400)) cell.className = 'bad';
    });
    return made;
  },
};

function withAgent(ticket) {
  const made = fold(ticket.id, ticket.subject, ticket.description);
  made.append(person('As the agent', 'tickets/' + ticket.id, 'Close'));
  return made;
}

function person(role, path, ending) {
  const form = element('form');
  const text = element('input');
  text.required = true;
  const label = element('label', role);
  label.append(text);
  const say = element('button', 'Reply');
  const end = element('button', ending);
  end.type = 'button';
  form.dataset.key = 'person-' + path;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const line = text.value;
    text.value = '';
    call('POST', path + '/messages', { text: line });
  });
  end.addEventListener('click', () => call('POST', path + '/end'));
  form.append(label, say, end);
  return form;
}

function fold(key, title, text) {
  const made = element('details');
  made.dataset.key = key;
  made.append(element('summary', title));
  if (text) made.append(element('p', text));
  return made;
}

function show(name, state) {
  const place = document.getElementById(name);
  const text = JSON.stringify(state[name]);
  if (shown[name] === text) return;
  shown[name] = text;
  const focused = place.contains(document.activeElement) && document.activeElement.closest('[data-key]');
  const drafts = new Map([...place.querySelectorAll('form')].map((one) => [one.dataset.key, one.querySelector('input').value]));
  const open = new Set([...place.querySelectorAll('details[open]')].map((one) => one.dataset.key));
  place.replaceChildren(views[name](state));
  place.querySelectorAll('details').forEach((one) => { one.open = open.has(one.dataset.key); });
  place.querySelectorAll('form').forEach((one) => { one.querySelector('input').value = drafts.get(one.dataset.key) || ''; });
  if (focused) {
    const again = [...place.querySelectorAll('[data-key]')].find((one) => one.dataset.key === focused.dataset.key);
    if (again) (again.querySelector('summary, input') || again).focus();
  }
}

async function refresh() {
  const status = document.getElementById('status');
  try {
    const state = await (await fetch('/sandbox/api/state')).json();
    Object.keys(views).forEach((name) => show(name, state));
    const text = state.refreshes.successes + ' token refreshes · Desk at ' + state.zoho.desk;
    if (status.textContent !== text) status.textContent = text;
  } catch (problem) {
    status.textContent = 'The gateway does not answer; trying again.';
  }
}

async function call(method, path, body) {
  const answer = await fetch('/sandbox/api/' + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: method === 'POST' ? JSON.stringify(body || {}) : undefined,
  });
  const problem = answer.ok ? '' : (await answer.json()).detail;
  document.getElementById('problem').textContent = problem;
  await refresh();
}

document.getElementById('expire').addEventListener('click', () => call('POST', 'expire-tokens'));
document.getElementById('reset').addEventListener('click', () => call('POST', 'reset'));
document.getElementById('fault').addEventListener('submit', (event) => {
  event.preventDefault();
  const fault = {};
  new FormData(event.target).forEach((value, key) => {
    if (value !== '') fault[key] = ['times', 'status', 'delayMillis'].includes(key) ? Number(value) : value;
  });
  call('POST', 'faults', fault);
});

refresh();
setInterval(refresh, 2000);
