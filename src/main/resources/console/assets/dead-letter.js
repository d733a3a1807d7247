// One dead letter: why, what to mend, and what to do with it.
import { get, post } from './api.js';
import { ask, badge, field, h, notice } from './dom.js';
import { about, said, title, trouble } from './handoff.js';

const OPEN = ['received', 'delivering', 'retrying'];

/** Shows a refusal at its field, where it names one. */
function faults(form, failure, place) {
  form.querySelectorAll('[aria-invalid]').forEach((each) => each.removeAttribute('aria-invalid'));
  form.querySelectorAll('.fault').forEach((each) => { each.textContent = ''; });
  const others = [];
  failure.errors.forEach((error) => {
    const input = form.elements[String(error.pointer || '').replace(/^\//, '')];
    if (!input || !input.id) {
      others.push(error.message);
      return;
    }
    input.setAttribute('aria-invalid', 'true');
    document.getElementById(input.id + '-fault').textContent = error.message;
  });
  const first = form.querySelector('[aria-invalid]');
  if (first) first.focus();
  place.replaceChildren(notice('bad', failure.message, others.length ? ' ' + others.join('; ') : ''));
}

export default async function deadLetter({ main, id, signal, onNews }) {
  const path = 'handoffs/' + encodeURIComponent(id);
  const outcome = h('div', {});
  const state = h('span', {});
  let story = await get(path, {}, signal);
  const known = story.visitor || {};
  const unclear = story.steps.some((step) => step.state === 'uncertain' || step.state === 'started');
  const was = { email: known.email || '', phone: known.phone || '', department: story.department || '', subject: story.subject || '' };

  const form = h('form', { class: 'mend', onsubmit: async (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const changed = Object.fromEntries(Object.keys(was).filter((name) => data.get(name).trim() !== was[name]).map((name) => [name, data.get(name).trim()]));
    if (data.get('notAtZoho')) changed.notAtZoho = true;
    try {
      story = await post('dead-letters/' + encodeURIComponent(id) + '/replay', changed);
      done(notice('good', 'Sent again. ', h('a', { href: '/console/handoffs/' + encodeURIComponent(id) }, 'See how it goes on')));
    } catch (failure) {
      faults(form, failure, outcome);
    }
  } },
  h('p', { class: 'hint' }, 'Change only what is wrong; the request as it came stays as it is. A step that is done at Zoho is not repeated.'),
  field('E-mail', h('input', { name: 'email', type: 'text', inputmode: 'email', value: was.email, maxlength: 255, autocomplete: 'off' })),
  field('Phone', h('input', { name: 'phone', type: 'tel', value: was.phone, maxlength: 64, autocomplete: 'off' })),
  field('Department', h('input', { name: 'department', inputmode: 'numeric', value: was.department, maxlength: 20, autocomplete: 'off' }), 'The id of the department at Zoho; empty is the one of the settings'),
  field('Subject', h('input', { name: 'subject', value: was.subject, maxlength: 1000, autocomplete: 'off' })),
  unclear && h('div', { class: 'check' }, h('input', { type: 'checkbox', name: 'notAtZoho', id: 'absent', 'aria-describedby': 'absent-hint' }), h('label', { for: 'absent' }, 'I have looked at Zoho, and it is not there'),
    h('span', { class: 'hint', id: 'absent-hint' }, 'Zoho gave no clear answer about one step. With this it is made anew; without it, it is looked for once more.')),
  h('p', { class: 'actions' }, h('button', { class: 'primary' }, 'Send it again'), h('button', { type: 'button', class: 'danger', onclick: discard }, 'Give it up')));

  async function discard() {
    const answer = await ask('Give this handoff up?', [
      h('p', {}, 'It will not be delivered any more. The reason is kept with your name.'),
      field('Reason', h('input', { name: 'reason', maxlength: 1000, required: true, autocomplete: 'off' }))], 'Give it up', 'bad');
    if (!answer) return;
    try {
      story = await post('dead-letters/' + encodeURIComponent(id) + '/discard', { reason: answer.get('reason') });
      done(notice('good', 'Given up. ', h('a', { href: '/console/dead-letters' }, 'To the other dead letters')));
    } catch (failure) {
      faults(form, failure, outcome);
    }
  }

  function done(words) {
    form.remove();
    outcome.replaceChildren(words);
    outcome.tabIndex = -1;
    outcome.focus();
    shown();
  }

  function shown() {
    state.replaceChildren(badge(story.state));
  }

  shown();
  const mendable = story.state === 'parked';
  if (!mendable) outcome.append(notice(OPEN.includes(story.state) ? 'warn' : 'good', 'This handoff is ' + story.state + ', so there is nothing to mend. ', h('a', { href: '/console/handoffs/' + encodeURIComponent(id) }, 'See what happened')));
  main.append(
    h('p', { class: 'crumbs' }, h('a', { href: '/console/dead-letters' }, 'Dead letters')),
    h('div', { class: 'head' }, h('h1', {}, title(story)), state),
    outcome,
    h('div', { class: 'columns' },
      h('div', {}, trouble(story), mendable && h('section', { class: 'panel' }, h('h2', {}, 'Mend it and send it again'), form)),
      h('div', {}, h('section', { class: 'panel' }, h('h2', {}, 'About it'), about(story), h('p', {}, h('a', { href: '/console/handoffs/' + encodeURIComponent(id) }, 'What happened, step by step'))),
        story.transcript.length > 0 && h('section', { class: 'panel' }, h('h2', {}, 'The conversation before it'), said(story.transcript)))));
  onNews(async (news) => {
    if (!news.missed && !news.handoffs.some((each) => each.id === id || each.id === '*')) return;
    story = await get(path, {}, signal).catch(() => story);
    shown();
  }, 1000);
  return 'Dead letter: ' + title(story);
}
