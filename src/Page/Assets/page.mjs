// The page comes alive: links change only the middle, so that runs go on beside it.
import { getJson } from './api.mjs';
import { enhanceForm } from './form.mjs';
import { about } from './catalog.mjs';
import { part } from './part.mjs';
import { restoreRuns } from './runs.mjs';
import { dropDraft, lastAction } from './session.mjs';
import { local } from './storage.mjs';
import { say, t, warn } from './texts.mjs';

const page = document.body.dataset.page;
const main = () => document.getElementById('main');

function enhance() {
  const form = document.getElementById('form');
  if (form) enhanceForm(form);
  else if (about(lastAction())) document.querySelector('.tabs a').href = page + lastAction();
  // What a form does not need is loaded with the view that does.
  if (document.getElementById('gallery')) part('./gallery.mjs').then((module) => module?.enhanceGallery());
  if (document.getElementById('connections')) part('./connections.mjs').then((module) => module?.enhanceConnections());
}

const placeOf = (address) => { const url = new URL(address, location); return url.pathname + url.search; };
/** What is shown, and what is on its way to be. */
let shown = placeOf(location);
let turn = new AbortController();

/** The document at an address; undefined where there is none, which is told. */
async function documentAt(address, signal) {
  try {
    const answer = await fetch(address, { signal, headers: { Accept: 'text/html' } });
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    // A host before the server may answer in its place.
    if (next.getElementById('main')) return next;
    warn(t('refused', answer.status));
  } catch {
    if (!signal.aborted) warn(t('unreachable'));
  }
}

/** Shows another part of the page, unless something else is wanted before it is there; fill is for its form. */
async function go(address, { fill = null, beside = false, push = true } = {}) {
  turn.abort();
  turn = new AbortController();
  const { signal } = turn;
  const next = await documentAt(address, signal);
  if (!next || signal.aborted) return;
  shown = placeOf(address);
  document.title = next.title;
  main().replaceWith(document.adoptNode(next.getElementById('main')));
  document.querySelector('.tabs').replaceWith(document.adoptNode(next.querySelector('.tabs')));
  for (const link of document.querySelectorAll('.actions a')) {
    if (link.href === new URL(address, location).href) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
  if (push && shown !== placeOf(location)) history.pushState(null, '', address);
  const form = document.getElementById('form');
  // A file goes beside what was typed there; the inputs of a run are all there is.
  if (form && fill && !beside) dropDraft(form.dataset.action);
  enhance();
  if (fill) form?.dispatchEvent(new CustomEvent('fill', { detail: fill }));
  main().focus({ preventScroll: true });
  scrollTo(0, 0);
  say(main().querySelector('h1')?.textContent ?? '');
}

document.addEventListener('send-to', ({ detail: { action, inputs, beside } }) => {
  go(page + action, { fill: inputs, beside });
});
let pressed = null;
document.addEventListener('click', (event) => {
  // What was told stays until the next step.
  warn('');
  // The second half of a double click is not for what has moved under the pointer since the first.
  const target = event.target.closest('button, a');
  if (event.detail > 1 && target && target !== pressed) { event.preventDefault(); event.stopPropagation(); }
  pressed = target;
}, { capture: true });
addEventListener('popstate', () => {
  // The link to the content changes the address and shows nothing else.
  if (placeOf(location) === shown) turn.abort(); else go(location.href, { push: false });
});
document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (link?.hash && placeOf(link.href) === shown) return;
  if (!link?.href.startsWith(new URL(page, location).href) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.href);
});

function enhanceSearch() {
  const search = document.getElementById('search');
  const none = document.getElementById('search-none');
  search.addEventListener('input', () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const group of document.querySelectorAll('.group')) {
      let inGroup = 0;
      for (const link of group.querySelectorAll('a')) {
        const own = `${link.pathname.split('/').at(-1)} ${link.textContent} ${link.dataset.words}`.toLowerCase();
        const fits = words.every((word) => own.includes(word));
        link.parentElement.hidden = !fits;
        if (fits) inGroup++;
      }
      group.hidden = inGroup === 0;
      found += inGroup;
    }
    none.hidden = found > 0;
  });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') document.querySelector('.group:not([hidden]) li:not([hidden]) a')?.click();
  });
}

function enhanceTheme() {
  const root = document.documentElement;
  const keep = local.get('connector.theme');
  if (keep) root.dataset.theme = keep;
  document.getElementById('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    local.set('connector.theme', root.dataset.theme);
  });
}

async function tellStanding() {
  const standing = document.getElementById('standing');
  try {
    const health = await getJson('health');
    const played = health.apps.filter((app) => app.sandbox).length;
    standing.textContent = t(played === health.apps.length ? 'all_sandbox' : played ? 'some_sandbox' : 'all_real');
    standing.dataset.state = played ? 'sandbox' : 'real';
  } catch (refusal) {
    standing.textContent = refusal.message;
  }
}

document.documentElement.classList.add('scripted');
if (matchMedia('(max-width: 60rem)').matches) document.querySelector('.actions details').open = false;
enhanceTheme();
enhanceSearch();
enhance();
restoreRuns();
tellStanding();
document.documentElement.dataset.ready = 'yes';
