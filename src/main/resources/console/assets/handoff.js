// One handoff: what happened, told in order, and everything that is kept of it.
import { get } from './api.js';
import { badge, facts, h, notice, outside } from './dom.js';
import { CHANNELS, KINDS, time } from './words.js';

const TONES = { good: 'done', waiting: 'waiting', bad: 'trouble', plain: 'note', said: 'words' };

function entry(item) {
  const words = item.tone === 'said'
    ? [h('strong', {}, item.text + ': '), h('span', { class: 'said' }, item.detail || '')]
    : [h('span', { class: 'words' }, item.text), item.then && [' · ', then(item)], item.link && [' ', outside(item.link, 'Open at Zoho', '')], item.detail && h('p', { class: 'detail' }, item.detail)];
  return h('li', { class: item.tone }, h('span', { class: 'unseen' }, TONES[item.tone] + ': '), h('div', {}, words), time(item.at));
}

/** A moment the sentence tells of: that of the next attempt, or that of the visitor's call. */
function then(item) {
  return [item.about === 'step' ? 'for ' : 'next try ', time(item.then, 'both')];
}

export function said(lines) {
  return h('ol', { class: 'talk' }, lines.map((each) => h('li', { class: each.author },
    h('p', { class: 'author' }, each.authorName || { visitor: 'Visitor', bot: 'Bot', agent: 'Agent', system: 'Gateway' }[each.author] || each.author, each.at && [' ', time(each.at)]),
    h('p', { class: 'text' }, each.text))));
}

export function trouble(story) {
  const error = story.lastError;
  if (!error || (story.state !== 'parked' && story.state !== 'retrying' && story.state !== 'discarded')) return null;
  return h('section', { class: 'panel trouble' }, h('h2', {}, story.state === 'retrying' ? 'Why it waits' : 'What went wrong'),
    facts([
      ['Step', error.step], ['Code', h('code', {}, error.code)], ['Zoho\u2019s words', error.message],
      ['What to do', error.remedy], ['Attempts', String(story.attempts)],
      ['Next try', story.nextAttemptAt && time(story.nextAttemptAt, 'both')]]));
}

export function about(story, items = []) {
  const known = story.visitor || {};
  const ticket = items.map((item) => item.link).find(Boolean);
  const at = story.zoho || {};
  return facts([
    ['Name', known.name], ['E-mail', known.email], ['Phone', known.phone], ['Language', known.language],
    ['Time zone', known.timeZone], ['Page', known.page],
    ['Call wanted for', story.callback && time(story.callback.startsAt, 'both')], ['Call to', story.callback && story.callback.phone],
    ['Subject', story.subject], ['Category', story.category], ['Department', story.department],
    ['Received', time(story.createdAt, 'both')], ['Delivered', story.deliveredAt && time(story.deliveredAt, 'both')],
    ['Ticket', at.ticketNumber && (ticket ? outside(ticket, '#' + at.ticketNumber) : '#' + at.ticketNumber)],
    ['Ticket id', at.ticketId && h('code', {}, at.ticketId)], ['Contact id', at.contactId && h('code', {}, at.contactId)],
    ['Call id', at.callId && h('code', {}, at.callId)], ['SalesIQ conversation', at.conversationId && h('code', {}, at.conversationId)],
    ['Channel', CHANNELS[story.channel]], ['Conversation', h('code', {}, story.conversationId)],
    ['Handoff', h('code', {}, story.id)], ['Correlation token', h('code', {}, story.correlation)],
  ]);
}

/** Whatever direction a visitor's name is written in, it turns nothing else (U+2068 to U+2069). */
export function title(story) {
  const known = story.visitor || {};
  return '\u2068' + (known.name || known.email || known.phone || 'A visitor') + '\u2069: ' + (KINDS[story.kind] || story.kind).toLowerCase();
}

export default async function handoff({ main, id, signal, onNews }) {
  const path = 'handoffs/' + encodeURIComponent(id);
  async function fill() {
    const [story, timeline] = await Promise.all([get(path, {}, signal), get(path + '/timeline', {}, signal)]);
    const raw = main.querySelector('details.raw');
    const open = raw && raw.open;
    const made = [
      h('p', { class: 'crumbs' }, h('a', { href: '/console/handoffs' }, 'Handoffs')),
      h('div', { class: 'head' }, h('h1', {}, title(story)), badge(story.state)),
      story.state === 'parked' && notice('warn', 'It waits for somebody to look after it. ', h('a', { href: '/console/dead-letters/' + encodeURIComponent(story.id) }, 'Mend it and send it again')),
      h('div', { class: 'columns' },
        h('div', {},
          h('section', { class: 'panel' }, h('h2', {}, 'What happened'), h('ol', { class: 'timeline' }, timeline.items.map(entry))),
          story.transcript.length > 0 && h('section', { class: 'panel' }, h('h2', {}, 'The conversation before it'), said(story.transcript))),
        h('div', {}, trouble(story), h('section', { class: 'panel' }, h('h2', {}, 'About it'), about(story, timeline.items)),
          h('details', { class: 'panel raw', open }, h('summary', {}, 'All that is kept (JSON)'), h('pre', { tabindex: 0, 'aria-label': 'JSON' }, JSON.stringify(story, null, 2))))),
    ].filter(Boolean);
    const focused = main.contains(document.activeElement) ? document.activeElement : null;
    const key = focused && (focused.getAttribute('href') || focused.tagName);
    main.replaceChildren(...made);
    if (key) {
      const again = [...main.querySelectorAll('a, summary, pre, h1')].find((each) => (each.getAttribute('href') || each.tagName) === key);
      if (again) {
        if (again.tagName === 'H1') again.tabIndex = -1;
        again.focus({ preventScroll: true });
      }
    }
    return story;
  }
  const story = await fill();
  onNews((news) => { if (news.missed || news.handoffs.some((each) => each.id === id || each.id === '*')) fill().catch(() => {}); }, 1000);
  return title(story);
}
