// News from all nodes, as they happen. Only ids come; whoever shows something reads it anew.
import { get } from './api.js';

const listeners = new Set();
const shown = { live: 'live', connecting: 'connecting', again: 'reconnecting' };
let pause = 1000;
let lost = false;

function state(name) {
  const place = document.getElementById('live');
  if (place.dataset.state === name) return;
  place.dataset.state = name;
  place.querySelector('.words').textContent = shown[name];
}

function tell(news) {
  listeners.forEach((listener) => listener(news));
}

function connect() {
  const source = new EventSource('/ops/api/events');
  source.addEventListener('hello', () => {
    pause = 1000;
    state('live');
    if (lost) tell({ handoffs: [], bots: [], missed: true });
    lost = false;
  });
  source.addEventListener('changes', (event) => tell(JSON.parse(event.data)));
  source.onerror = () => {
    source.close();
    lost = true;
    state('again');
    setTimeout(again, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, 30000);
  };
}

/** An ended session shows here, and leads to the login. */
function again() {
  get('session').then(connect, () => {
    setTimeout(again, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, 30000);
  });
}

export const listen = () => connect();

/** Tells of news until the signal; at most once in that many milliseconds, the last one surely. */
export function onNews(listener, signal, every = 2000) {
  let waiting = null;
  let timer = null;
  const gather = (news) => {
    waiting = waiting || { handoffs: [], bots: [], missed: false };
    waiting.handoffs.push(...news.handoffs);
    waiting.bots.push(...news.bots);
    waiting.missed = waiting.missed || news.missed;
    if (!timer) timer = setTimeout(flush, every);
  };
  const flush = () => {
    const news = waiting;
    waiting = null;
    timer = null;
    if (!signal.aborted) listener(news);
  };
  listeners.add(gather);
  signal.addEventListener('abort', () => {
    listeners.delete(gather);
    clearTimeout(timer);
  });
}
