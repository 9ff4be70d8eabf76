// The page comes alive: links change only the middle, so that runs go on beside it.
import { getJson } from './api.mjs';
import { enhanceForm } from './form.mjs';
import { restoreRuns } from './runs.mjs';
import { say, t } from './texts.mjs';

const page = document.body.dataset.page;
const main = () => document.getElementById('main');

function enhance() {
  const form = document.getElementById('form');
  if (form) enhanceForm(form);
  // What a form does not need is loaded with the view that does.
  if (document.getElementById('gallery')) import('./gallery.mjs').then((module) => module.enhanceGallery());
  if (document.getElementById('connections')) import('./connections.mjs').then((module) => module.enhanceConnections());
}

/** Shows another part of the page; state is what its form is filled with. */
export async function go(address, { fill = null, push = true } = {}) {
  const answer = await fetch(address);
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  document.title = next.title;
  main().replaceWith(document.adoptNode(next.getElementById('main')));
  document.querySelector('.tabs').replaceWith(document.adoptNode(next.querySelector('.tabs')));
  for (const link of document.querySelectorAll('.actions a')) {
    if (link.href === new URL(address, location).href) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
  if (push) history.pushState(null, '', address);
  enhance();
  if (fill) document.getElementById('form').dispatchEvent(new CustomEvent('fill', { detail: fill }));
  main().focus({ preventScroll: true });
  scrollTo(0, 0);
  say(main().querySelector('h1')?.textContent ?? '');
}

/** Shows an action's form, filled. */
export const goToAction = (name, inputs) => go(page + name, { fill: inputs });

document.addEventListener('send-to', (event) => goToAction(event.detail.action, event.detail.inputs));
addEventListener('popstate', () => go(location.href, { push: false }));
document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
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
        const fits = words.every((word) => link.dataset.words.includes(word));
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
  const keep = localStorage.getItem('connector.theme');
  if (keep) root.dataset.theme = keep;
  document.getElementById('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    localStorage.setItem('connector.theme', root.dataset.theme);
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
