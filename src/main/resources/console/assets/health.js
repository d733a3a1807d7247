// Whether all that the gateway needs is well: Zoho, the bot platforms, the tables a team edits.
import { get, post } from './api.js';
import { ask, badge, field, h, notice, row, table } from './dom.js';
import { number, some, time, timed } from './words.js';

const CREDENTIALS = { ordinary: 'Ordinary (Desk, SalesIQ)', organisation: 'Organisation (visitor API)' };

function credentials(zoho) {
  return h('section', { class: 'panel' }, h('h2', {}, 'Credentials'),
    table('Credentials', ['Credential', 'State', 'Token until', 'Refreshed', 'What is wrong'], zoho.credentials.map((each) => row(each.name, [
      CREDENTIALS[each.name] || each.name, badge(each.condition), each.expiresAt ? time(each.expiresAt, 'both') : '–',
      some(each.refreshes, 'time'),
      each.servedBy !== each.name ? 'Not set up by itself; the ' + each.servedBy + ' one serves' : each.problem ? [timed(each.problem), ' ', each.remedy] : 'Nothing']))),
    h('p', {}, h('a', { href: '/setup' }, 'Authorise again in the set-up')));
}

function hosts(zoho, session) {
  return h('section', { class: 'panel' }, h('h2', {}, 'Hosts of Zoho'),
    h('p', { class: 'hint' }, 'As this node (' + session.node + ') sees them. An open circuit means: nothing is sent until a trial call succeeds; handoffs wait meanwhile.'),
    table('Hosts of Zoho', ['Host', 'Circuit', 'Since', 'Calls at once', 'Desk credits', 'What slows it'], zoho.hosts.map((host) => row(host.host, [
      host.host, badge(host.circuit), time(host.since, 'both'), number(host.parallel) + ' of ' + number(host.allowed) + (host.allowed < host.most ? ' (' + number(host.most) + ' when all is well)' : ''),
      host.host === 'desk' ? (host.creditsLeft === undefined ? 'not told yet' : number(host.creditsLeft) + ' left today') : '–',
      host.troubles.length ? timed(host.troubles.join('; ')) : 'Nothing']))),
    Object.keys(zoho.troubles).length > 0 && notice('warn', Object.entries(zoho.troubles).map(([side, words]) => [timed(side + ' ' + words), '. '])));
}

function tables(found) {
  return h('section', { class: 'panel' }, h('h2', {}, 'Tables in force'),
    h('p', { class: 'hint' }, 'What a team edits in config/tables, as this node uses it. A table with a fault is refused as a whole, and the one before stays in force.'),
    table('Tables in force', ['Table', 'State', 'Since', 'From', 'Why it was refused'], found.tables.map((each) => row(each.name, [
      each.name, badge(each.refused ? 'refused' : 'ok'), time(each.loadedAt, 'both'), [].concat(each.sources).join(', ') || '–',
      each.refused ? [time(each.refused.at, 'both'), ': ', each.refused.reasons.join('; ')] : '–']))));
}

/** The doctor asks Zoho, so only on request. */
function doctor() {
  const result = h('div', { 'aria-live': 'polite' });
  const button = h('button', { type: 'button', onclick: async () => {
    button.disabled = true;
    result.replaceChildren(h('p', {}, 'Looking…'));
    try {
      const found = await get('doctor');
      result.replaceChildren(
        notice(found.ok ? 'good' : 'warn', (found.ok ? 'Nothing has failed' : some(found.counts.failed, 'check') + ' failed') + (found.counts.warning ? ', ' + some(found.counts.warning, 'warning') + '.' : '.'), ' Looked at ', time(found.checkedAt), '.'),
        table('What the doctor found', ['Check', 'State', 'What was found', 'What to do'], found.findings.map((each, place) => row(String(place), [
          each.check, badge(each.level), timed(each.what), each.remedy || '–']))));
    } catch (failure) {
      result.replaceChildren(notice(failure.status === 404 ? 'warn' : 'bad', failure.status === 404 ? 'This version of the gateway has no doctor.' : failure.message));
    }
    button.disabled = false;
  } }, 'Examine everything');
  return h('section', { class: 'panel' }, h('h2', {}, 'Doctor'),
    h('p', { class: 'hint' }, 'Asks Zoho, the database and the bot whether all is as it should be.'), h('p', {}, button), result);
}

export default async function health({ main, signal, session, onNews }) {
  const states = h('div', { class: 'stack' });
  const outcome = h('div', { 'aria-live': 'polite' });
  const bots = h('div', {});

  async function act(what) {
    try {
      outcome.replaceChildren(notice('good', await what()));
    } catch (failure) {
      outcome.replaceChildren(notice('bad', failure.message));
    }
    await fillBots();
  }

  async function discard(event) {
    const answer = await ask('Give this event up?', field('Reason', h('input', { name: 'reason', maxlength: 1000, required: true, autocomplete: 'off' })), 'Give it up', 'bad');
    if (answer) act(async () => { await post('bot-events/' + event.id + '/discard', { reason: answer.get('reason') }); return 'Given up.'; });
  }

  async function fillBots() {
    const page = await get('bot-events', { state: 'parked' }, signal);
    bots.replaceChildren(page.items.length
      ? h('div', {}, table('Events that the bot did not take', ['Event', 'Platform', 'Conversation', 'What went wrong', 'Since', 'Act'], page.items.map((event) => row(event.id, [
        h('code', {}, event.type), event.target, h('code', {}, event.conversationId),
        event.lastError ? event.lastError.code + ': ' + event.lastError.message : '–', time(event.since, 'ago'),
        h('span', { class: 'actions' },
          h('button', { type: 'button', 'aria-label': 'Send again: ' + event.type + ' of ' + event.conversationId, onclick: () => act(async () => { await post('bot-events/' + event.id + '/replay'); return 'Sent again.'; }) }, 'Send again'),
          h('button', { type: 'button', class: 'danger', 'aria-label': 'Give up: ' + event.type + ' of ' + event.conversationId, onclick: () => discard(event) }, 'Give up'))]))),
      h('p', {}, h('button', { type: 'button', onclick: () => act(async () => { const done = await post('bot-events/replay', { filter: {} }); return number(done.replayed) + ' sent again.'; }) }, 'Send all of them again')))
      : h('p', { class: 'nothing' }, 'The bot platforms took everything, or it is still being tried.'));
  }

  async function fillStates() {
    const [state, found] = await Promise.all([get('zoho', {}, signal), get('tables', {}, signal)]);
    states.replaceChildren(credentials(state), hosts(state, session), tables(found));
  }

  main.append(h('div', { class: 'head' }, h('h1', {}, 'Health')), states, doctor(),
    h('section', { class: 'panel' }, h('h2', {}, 'Events for the bot that were given up'), outcome, bots));
  await Promise.all([fillStates(), fillBots()]);
  const again = () => { if (!states.contains(document.activeElement)) fillStates().catch(() => {}); };
  const timer = setInterval(again, 10000);
  signal.addEventListener('abort', () => clearInterval(timer));
  onNews((news) => {
    again();
    if ((news.bots.length || news.missed) && !bots.contains(document.activeElement)) fillBots().catch(() => {});
  }, 3000);
  return 'Health';
}
