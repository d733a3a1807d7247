// Charts in the page's own colours, each with a table that says the same.
import { h, row, table } from './dom.js';

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
export const SERIES = ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5'];

/** How the stretch that begins then is named on the axis. */
function tick(at, width, range) {
  const when = new Date(at);
  if (range > 2 * 86400 && width >= 86400) return when.toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
  if (range > 2 * 86400) return when.toLocaleDateString(undefined, { weekday: 'short' }) + ' ' + when.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return when.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400];

/** Steps of an axis of seconds that read well as seconds, minutes or hours. */
function seconds(series) {
  const most = Math.max(0, ...series.flatMap((one) => one.data).filter((value) => value !== null && value !== undefined));
  return STEPS.find((step) => most <= step * 5) || 86400 * Math.ceil(most / 432000);
}

/** The starts of all stretches between two moments. */
export function stretches(from, to, seconds) {
  const starts = [];
  const width = seconds * 1000;
  for (let at = Math.floor(new Date(from) / width) * width; at < new Date(to); at += width) starts.push(at);
  return starts;
}

/**
 * A chart over time or of groups.
 *
 * series: [{label, colour, data, type?, line?}], labels: texts, or starts in milliseconds with {width, range}
 */
export function chart({ title, note, kind, labels, series, stacked, unit, format, width, range, horizontal, signal }) {
  const canvas = h('canvas', { role: 'img', 'aria-label': title + '. The numbers are in the table below the chart.' });
  const names = labels.map((label) => (typeof label === 'number' ? tick(label, width, range) : label));
  const say = format || ((value) => String(value));
  const used = labels.map((label, place) => place).filter((place) => series.some((one) => one.data[place]));
  const rows = used.map((place) => row(String(place), [names[place], ...series.map((one) => (one.data[place] === null || one.data[place] === undefined ? '–' : say(one.data[place])))]));
  const head = labels.length && typeof labels[0] === 'number' ? 'From' : 'What';
  const figure = h('figure', { class: 'chart' },
    h('figcaption', {}, h('h2', {}, title), note && h('p', { class: 'hint' }, note)),
    h('div', { class: 'canvas' }, canvas, used.length === 0 && h('p', { class: 'nothing' }, 'Nothing in this time')),
    h('details', {}, h('summary', {}, 'As a table'),
      used.length ? table(title, [head, ...series.map((one) => one.label)], rows) : h('p', { class: 'hint' }, 'Nothing in this time')));
  let drawn = null;
  const draw = () => {
    if (drawn) drawn.destroy();
    const text = colour('soft');
    const grid = colour('line-soft');
    drawn = new Chart(canvas, {
      type: kind,
      data: {
        labels: names,
        datasets: series.map((one) => {
          const own = colour(one.colour);
          return {
            type: one.type || kind, label: one.label, data: one.data, backgroundColor: own, borderColor: own,
            borderWidth: (one.type || kind) === 'line' ? 2 : 0, pointRadius: labels.length > 24 ? 1.5 : 3,
            borderDash: one.dash, tension: 0.25, spanGaps: true, borderRadius: 2, maxBarThickness: 34,
          };
        }),
      },
      options: {
        responsive: true, maintainAspectRatio: false, indexAxis: horizontal ? 'y' : 'x',
        animation: false,
        interaction: { mode: 'index', intersect: false, axis: horizontal ? 'y' : 'x' },
        scales: {
          [horizontal ? 'y' : 'x']: { stacked, grid: { display: false }, border: { color: grid }, ticks: { color: text, maxRotation: 0, autoSkipPadding: 14 } },
          [horizontal ? 'x' : 'y']: { stacked, beginAtZero: true, grid: { color: grid }, border: { display: false }, ticks: { color: text, maxTicksLimit: 7, stepSize: unit === 'seconds' ? seconds(series) : undefined, precision: unit === 'count' ? 0 : undefined, callback: (value) => say(value) } },
        },
        plugins: {
          legend: { display: series.length > 1, position: 'bottom', labels: { color: colour('text'), boxWidth: kind === 'line' ? 22 : 10, boxHeight: 10, padding: 14, usePointStyle: kind === 'line', pointStyle: 'line' } },
          tooltip: { callbacks: { label: (item) => ' ' + item.dataset.label + ': ' + say(item.raw) } },
        },
      },
    });
  };
  // Chart.js measures its place, so that has to be on the page first.
  const begin = () => (canvas.isConnected ? draw() : requestAnimationFrame(() => !signal.aborted && begin()));
  begin();
  window.addEventListener('themechange', draw, { signal });
  signal.addEventListener('abort', () => drawn && drawn.destroy());
  return figure;
}
