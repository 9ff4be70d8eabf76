// What was spent this month: by day, by caller and by action, and what is left of the limits.
import { getJson } from './api.mjs';
import { about } from './catalog.mjs';
import { el } from './dom.mjs';
import { credits, t } from './texts.mjs';

const language = document.documentElement.lang;
const dayName = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A table whose bars show each row's part of the largest. */
function chart(title, rows) {
  const most = Math.max(...rows.map((row) => row.credits), 0);
  return el('table', { className: 'spend' }, el('caption', {}, title), el('tbody', {}, ...rows.map((row) => {
    const bar = el('span', { className: 'bar', 'aria-hidden': 'true' });
    bar.style.width = `${most ? 100 * row.credits / most : 0}%`;
    return el('tr', {}, el('th', { scope: 'row' }, row.name), el('td', { className: 'bars' }, bar), el('td', {}, t('spend_row', credits(row.credits), row.calls)));
  })));
}

/** Rows that have something in common, added up. */
function grouped(rows, nameOf) {
  const sums = new Map();
  for (const row of rows) {
    const name = nameOf(row);
    const sum = sums.get(name) ?? { name, credits: 0, calls: 0 };
    sums.set(name, { name, credits: sum.credits + row.credits, calls: sum.calls + row.calls });
  }
  return [...sums.values()];
}

const dearest = (rows) => rows.sort((one, other) => other.credits - one.credits);

function limitOf(limit) {
  const name = t(limit.period === 'month' ? 'limit_month' : 'limit_day', credits(limit.spent), credits(limit.credits), new Date(limit.ends).toLocaleString(language));
  return el('p', { className: 'limit' }, el('meter', { min: 0, max: 1, low: 0.8, high: 0.95, optimum: 0, value: Math.min(1, limit.share), 'aria-label': name }), el('span', {}, name));
}

function charts(rows) {
  if (!rows.length) return [];
  const shown = [chart(t('by_day'), grouped(rows, (row) => dayName(row.day)))];
  // Where no key has a name, all are one.
  if (rows.some((row) => row.caller)) shown.push(chart(t('by_caller'), dearest(grouped(rows, (row) => row.caller ?? t('nobody')))));
  return [...shown, chart(t('by_action'), dearest(grouped(rows, (row) => about(row.action)?.title ?? row.action)))];
}

/** Shows it, and who is signed in. */
export async function showSpend(place) {
  try {
    const report = await getJson('spend?by=day,caller,action');
    place.replaceChildren(
      el('h2', {}, t('spend')),
      ...[report.caller ? el('p', { id: 'signed-in' }, t('signed_in', report.caller)) : null,
      el('p', {}, t('spend_total', credits(report.total.credits), report.total.calls, dayName(report.from))),
      report.total.uncertain_calls ? el('p', { className: 'hint' }, t('spend_uncertain', report.total.uncertain_calls)) : null,
      report.total.unpriced_calls ? el('p', { className: 'hint' }, t('spend_unpriced', report.total.unpriced_calls)) : null].filter(Boolean),
      ...(report.limits ?? []).map(limitOf),
      ...charts(report.rows));
  } catch (refusal) {
    place.replaceChildren(el('h2', {}, t('spend')), el('p', { className: 'state' }, refusal.message));
  }
}
