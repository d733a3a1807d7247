// Which page an address names, and how one gets from one to the next without a reload.
import { get, logout, Refusal } from './api.js';
import { h, notice } from './dom.js';
import { listen, onNews } from './live.js';
import { number } from './words.js';
import overview from './overview.js';
import health from './health.js';
import handoffs from './handoffs.js';
import handoff from './handoff.js';
import deadLetters from './dead-letters.js';
import deadLetter from './dead-letter.js';
import audit from './audit.js';
import sandbox from './sandbox.js';

const PAGES = {
  '': overview, handoffs, 'handoffs/': handoff, 'dead-letters': deadLetters, 'dead-letters/': deadLetter,
  health, audit, sandbox,
};

const main = document.getElementById('main');
let leaving = new AbortController();
let session = {};

function unknown({ main: place }) {
  place.replaceChildren(h('h1', {}, 'No such page'), h('p', {}, h('a', { href: '/console' }, 'To the overview')));
  return 'No such page';
}

async function show(options = {}) {
  leaving.abort();
  leaving = new AbortController();
  const signal = leaving.signal;
  const [name, id] = location.pathname.replace(/^\/console\/?/, '').split('/');
  const wanted = id ? name + '/' : name;
  const page = Object.hasOwn(PAGES, wanted) ? PAGES[wanted] : unknown;
  document.querySelectorAll('#pages a').forEach((link) => {
    const here = new URL(link.href).pathname === '/console' + (name ? '/' + name : '');
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
  main.setAttribute('aria-busy', 'true');
  const place = h('div', { class: 'page' });
  try {
    const title = await page({
      main: place, id: id && decodeURIComponent(id), query: new URLSearchParams(location.search), signal, session, go,
      onNews: (listener, every) => onNews(listener, signal, every),
    });
    if (signal.aborted) return;
    document.title = title + ' · Handoff Gateway';
  } catch (failure) {
    if (signal.aborted || failure.name === 'AbortError') return;
    place.replaceChildren(
      h('h1', {}, failure instanceof Refusal && failure.status === 404 ? 'Not here' : 'This did not work'),
      notice('bad', failure.message),
      h('p', {}, h('button', { type: 'button', onclick: () => show() }, 'Try again')));
    document.title = 'Trouble · Handoff Gateway';
  }
  main.removeAttribute('aria-busy');
  main.replaceChildren(place);
  const head = main.querySelector('h1');
  head.tabIndex = -1;
  if (options.focus) head.focus({ preventScroll: true });
  window.scrollTo(0, options.top || 0);
}

/** To an address of the console; with {replace} the way back stays as it is. */
function go(address, options = {}) {
  if (options.replace) {
    history.replaceState(history.state, '', address);
    return;
  }
  history.replaceState({ top: window.scrollY }, '');
  history.pushState({}, '', address);
  show({ focus: true });
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const target = new URL(link.href);
  if (target.origin !== location.origin || link.target || !/^\/console(\/|$)/.test(target.pathname)) return;
  if (target.hash) return;
  event.preventDefault();
  go(target.pathname + target.search);
});
window.addEventListener('popstate', (event) => show({ focus: true, top: event.state && event.state.top }));

function themes() {
  const choice = document.getElementById('theme');
  choice.value = localStorage.getItem('console-theme') || 'auto';
  choice.addEventListener('change', () => {
    localStorage.setItem('console-theme', choice.value);
    window.dispatchEvent(new Event('themechoice'));
  });
}

async function parked() {
  const { items } = await get('dead-letters/groups');
  const many = items.reduce((sum, group) => sum + group.many, 0);
  const place = document.getElementById('parked-count');
  place.hidden = many === 0;
  place.replaceChildren(number(many), h('span', { class: 'unseen' }, ' waiting'));
}

async function start() {
  themes();
  document.getElementById('logout').addEventListener('click', async () => {
    await logout();
    location.assign('/login?logout');
  });
  session = await get('session');
  document.getElementById('who').textContent = session.user;
  document.getElementById('sandbox-note').hidden = !session.sandbox;
  document.getElementById('sandbox-link').hidden = !session.sandbox;
  await show();
  const forever = new AbortController().signal;
  listen();
  parked().catch(() => {});
  onNews(() => parked().catch(() => {}), forever, 5000);
}

start().catch((failure) => main.replaceChildren(h('h1', {}, 'The console cannot start'), notice('bad', failure.message)));
