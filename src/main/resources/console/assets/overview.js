// How it goes: numbers of now, and charts of a time.
import { get } from './api.js';
import { chart, SERIES, stretches } from './charts.js';
import { h, row, table } from './dom.js';
import { CHANNELS, KINDS, number, since, span, time, timed } from './words.js';

const RANGES = { '1h': ['1 hour', 3600], '24h': ['24 hours', 86400], '7d': ['7 days', 604800] };
const OPEN = ['received', 'delivering', 'retrying'];

function sum(items, test = () => true) {
  return items.filter(test).reduce((all, item) => all + item.many, 0);
}

function card(title, value, note, options = {}) {
  const content = [h('span', { class: 'name' }, title), h('strong', {}, value), h('span', { class: 'note' }, note)];
  return h('li', { class: 'card ' + (options.tone || '') }, options.href ? h('a', { href: options.href }, content) : h('div', {}, content));
}

function cards(data, zoho) {
  const standing = Object.fromEntries(data.standing.map((each) => [each.state, each]));
  const open = OPEN.map((state) => standing[state]).filter(Boolean);
  const oldest = open.map((each) => each.oldest).sort()[0];
  const parked = standing.parked;
  const bots = data.bots.reduce((all, bot) => ({ waiting: all.waiting + bot.waiting, parked: all.parked + bot.parked }), { waiting: 0, parked: 0 });
  const person = data.firstPerson;
  const dead = zoho.credentials.filter((each) => each.condition !== 'well');
  const hosts = zoho.hosts.filter((each) => each.troubles.length);
  const credits = zoho.hosts.map((host) => host.creditsLeft).find((left) => left !== undefined);
  return h('ul', { class: 'cards' },
    card('Accepted', number(sum(data.arrived)), 'in this time', { href: '/console/handoffs' }),
    card('Delivered', number(sum(data.arrived, (each) => each.state === 'delivered')), 'of those', { tone: 'good' }),
    card('Under way', number(sum(open)), oldest ? 'the oldest for ' + since(oldest) : 'nothing waits', { href: '/console/handoffs' }),
    card('Retrying', number(standing.retrying ? standing.retrying.many : 0), standing.retrying ? 'they come again by themselves' : 'nothing failed', { href: '/console/handoffs?state=retrying', tone: standing.retrying ? 'warning' : '' }),
    card('Dead letters', number(parked ? parked.many : 0), parked ? 'the oldest for ' + since(parked.oldest) : 'nothing to look after', { href: '/console/dead-letters', tone: parked ? 'bad' : '' }),
    card('Until a person came', person.many ? span(person.p50Seconds) : '–', person.many ? '95 % within ' + span(person.p95Seconds) : 'nobody came in this time'),
    card('Zoho', dead.length ? 'Log in again' : hosts.length ? 'Slowed' : 'Well',
      dead.length ? dead[0].problem : hosts.length ? timed(hosts[0].troubles[0]) : credits === undefined ? 'tokens and circuits are fine' : number(credits) + ' Desk credits left today',
      { href: '/console/health', tone: dead.length ? 'bad' : hosts.length ? 'warning' : 'good' }),
    card('Bot events', bots.parked ? number(bots.parked) : number(bots.waiting), bots.parked ? 'given up' : bots.waiting ? 'waiting' : 'all are told',
      { href: '/console/health', tone: bots.parked ? 'bad' : '' }));
}

function accepted(data, seconds, signal) {
  const starts = stretches(data.from, data.to, data.bucketSeconds);
  const channels = Object.keys(CHANNELS).filter((channel) => data.arrived.some((each) => each.channel === channel));
  const per = { 60: 'minute', 300: '5 minutes', 900: '15 minutes', 1800: 'half hour', 3600: 'hour', 7200: '2 hours', 21600: '6 hours', 86400: 'day' }[data.bucketSeconds];
  return chart({
    title: 'Accepted per ' + per, note: 'By channel, on all nodes', kind: 'bar', stacked: true, unit: 'count', format: number,
    labels: starts, width: data.bucketSeconds, range: seconds, signal,
    series: (channels.length ? channels : ['api']).map((channel) => ({
      label: CHANNELS[channel], colour: SERIES[Object.keys(CHANNELS).indexOf(channel)],
      data: starts.map((at) => sum(data.arrived, (each) => each.channel === channel && +new Date(each.at) === at)),
    })),
  });
}

function outcomes(data, signal) {
  const kinds = ['chat', 'callback', 'ticket', 'auto'].filter((kind) => kind !== 'auto' || data.arrived.some((each) => each.kind === 'auto'));
  const groups = [['Delivered', 'chart-good', ['delivered']], ['Under way', 'chart-1', OPEN], ['Dead letters', 'chart-bad', ['parked']], ['Discarded', 'chart-plain', ['discarded']]];
  return chart({
    title: 'What became of them', note: 'By kind, as they stand now', kind: 'bar', stacked: true, horizontal: true, unit: 'count', format: number,
    labels: kinds.map((kind) => KINDS[kind]), signal,
    series: groups.map(([label, colour, states]) => ({
      label, colour, data: kinds.map((kind) => sum(data.arrived, (each) => each.kind === kind && states.includes(each.state))),
    })),
  });
}

function people(data, seconds, signal) {
  const starts = stretches(data.from, data.to, data.bucketSeconds);
  const at = Object.fromEntries(data.firstPerson.buckets.map((bucket) => [+new Date(bucket.at), bucket]));
  const values = (name) => starts.map((start) => (at[start] ? at[start][name] : null));
  return chart({
    title: 'Until a person came', note: 'From acceptance until somebody had the conversation; from the newest ' + number(data.firstPerson.newest) + ' handoffs', kind: 'line', unit: 'seconds', format: span,
    labels: starts, width: data.bucketSeconds, range: seconds, signal,
    series: [{ label: 'half of them within', colour: 'chart-1', data: values('p50Seconds') }, { label: '95 % within', colour: 'chart-3', dash: [5, 4], data: values('p95Seconds') }],
  });
}

function latency(data, seconds, signal) {
  const width = data.calls.bucketSeconds;
  const starts = stretches(data.from, data.to, width);
  const sides = [...new Set(data.calls.buckets.map((bucket) => bucket.side))].sort();
  const at = Object.fromEntries(data.calls.buckets.map((bucket) => [bucket.side + +new Date(bucket.at), bucket]));
  return chart({
    title: 'How long Zoho takes', note: '95 % of the calls of this node were answered within', kind: 'line', format: (millis) => span(millis / 1000),
    labels: starts, width, range: seconds, signal,
    series: (sides.length ? sides : ['desk']).map((side, place) => ({
      label: side, colour: SERIES[place % SERIES.length],
      data: starts.map((start) => (at[side + start] ? at[side + start].p95Millis : null)),
    })),
  });
}

function calls(data, session) {
  const rows = data.calls.names.map((each) => row(each.call, [
    h('code', {}, each.call), number(each.many),
    each.failed ? h('span', { class: 'bad-text' }, number(each.failed) + ' (' + Math.round(each.failed / each.many * 100) + ' %)') : '0',
    span(each.p50Millis / 1000), span(each.p95Millis / 1000), span(each.longestMillis / 1000)]));
  return h('section', { class: 'panel' }, h('h2', {}, 'Calls to Zoho'),
    h('p', { class: 'hint' }, 'Of this node (' + session.node + '), since ', time(data.calls.since), '; failed means any answer but a success.'),
    rows.length ? table('Calls to Zoho', ['Call', 'How many', 'Failed', 'Half within', '95 % within', 'Longest'], rows, { class: 'numbers' }) : h('p', { class: 'nothing' }, 'This node has not called Zoho in this time.'));
}

export default async function overview({ main, query, signal, session, go, onNews }) {
  const chosen = Object.hasOwn(RANGES, query.get('range')) ? query.get('range') : '1h';
  const [, seconds] = RANGES[chosen];
  const content = h('div', {});
  let drawing = new AbortController();
  const stopDrawing = () => drawing.abort();
  signal.addEventListener('abort', stopDrawing);
  async function fill() {
    const to = new Date();
    const [data, zoho] = await Promise.all([
      get('overview', { from: new Date(to - seconds * 1000).toISOString(), to: to.toISOString() }, signal),
      get('zoho', {}, signal)]);
    const open = [...content.querySelectorAll('details')].map((each) => each.open);
    drawing.abort();
    drawing = new AbortController();
    const own = drawing.signal;
    content.replaceChildren(
      cards(data, zoho),
      h('div', { class: 'charts' }, accepted(data, seconds, own), outcomes(data, own), people(data, seconds, own), latency(data, seconds, own)),
      calls(data, session));
    content.querySelectorAll('details').forEach((each, place) => { each.open = Boolean(open[place]); });
  }
  main.append(
    h('div', { class: 'head' }, h('h1', {}, 'Overview'),
      h('div', { class: 'choice', role: 'group', 'aria-label': 'Time shown' }, Object.entries(RANGES).map(([name, [words]]) => h('button', {
        type: 'button', 'aria-pressed': String(name === chosen), onclick: () => go('/console' + (name === '1h' ? '' : '?range=' + name)),
      }, words)))),
    content);
  await fill();
  const again = () => { if (!document.hidden && !content.contains(document.activeElement)) fill().catch(() => {}); };
  onNews(again, 5000);
  const timer = setInterval(again, 60000);
  signal.addEventListener('abort', () => clearInterval(timer));
  return 'Overview';
}

