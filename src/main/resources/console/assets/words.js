// Times and numbers as this browser's user writes them; the exact time in UTC is always there too.
import { h } from './dom.js';

const MINUTE = 60, HOUR = 3600, DAY = 86400;
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const numbers = new Intl.NumberFormat();

export const number = (value) => numbers.format(value);

function ago(at) {
  const seconds = Math.round((at - Date.now()) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return seconds <= 0 ? 'just now' : 'in a moment';
  if (size < HOUR) return relative.format(Math.round(seconds / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(seconds / HOUR), 'hour');
  return relative.format(Math.round(seconds / DAY), 'day');
}

function full(at) {
  const sameDay = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(undefined, sameDay
    ? { hour: '2-digit', minute: '2-digit', second: '2-digit' }
    : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** A moment; 'ago' tells how far it is, 'both' that too. */
export function time(text, style) {
  if (!text) return null;
  const at = new Date(text);
  const made = h('time', { datetime: at.toISOString(), title: at.toISOString() });
  made.dataset.style = style || 'full';
  write(made, at);
  return made;
}

function write(made, at) {
  const style = made.dataset.style;
  made.textContent = style === 'ago' ? ago(at) : style === 'both' ? full(at) + ' (' + ago(at) + ')' : full(at);
}

setInterval(() => document.querySelectorAll('time[data-style]').forEach((made) => write(made, new Date(made.dateTime))), 20000);

export function span(seconds) {
  if (seconds === null || seconds === undefined) return '–';
  if (seconds === 0) return '0 s';
  if (seconds < 1) return Math.round(seconds * 1000) + ' ms';
  if (seconds < 10) return Number(seconds.toFixed(1)) + ' s';
  if (seconds < 2 * MINUTE) return Math.round(seconds) + ' s';
  if (seconds < 2 * HOUR) return Math.round(seconds / MINUTE) + ' min';
  if (seconds < 2 * DAY) return Math.round(seconds / HOUR) + ' h';
  return Math.round(seconds / DAY) + ' days';
}

export const since = (text) => (text ? span(Math.max(1, Math.round((Date.now() - new Date(text)) / 1000))) : null);

export const CHANNELS = { salesiq: 'Zobot', hitl: 'Bot platform', web: 'Web chat', agent: 'AI agent', api: 'API' };
export const KINDS = { chat: 'Chat', callback: 'Callback', ticket: 'Ticket', auto: 'Not chosen yet', message: 'Message', close: 'End of chat' };
export const STATES = ['received', 'delivering', 'retrying', 'delivered', 'parked', 'discarded'];

/** Words of the gateway with the moments in them as of this place. */
export const timed = (words) => words.split(/(\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*Z)/).map((part, place) => (place % 2 && !Number.isNaN(+new Date(part)) ? time(part) : part));

/** How many of what. */
export const some = (many, one, more) => number(many) + ' ' + (many === 1 ? one : more || one + 's');
