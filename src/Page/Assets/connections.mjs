// Apps, the access key of this session, and what it cost.
import { getJson } from './api.mjs';
import { part } from './part.mjs';
import { accessKey, keepAccessKey, keepNotice, spent, wantsNotice } from './session.mjs';
import { credits, say, t } from './texts.mjs';

const NO_KEY = /[^\x20-\x7e]/;

export async function enhanceConnections() {
  const key = document.getElementById('access-key');
  const tellSpend = () => part('./spend.mjs').then((module) => module?.showSpend(document.getElementById('spend')));
  key.value = accessKey();
  const access = document.getElementById('access-state');
  const tellAccess = (name, good) => { access.textContent = t(name); access.dataset.state = good ? 'good' : 'bad'; };
  document.getElementById('access').addEventListener('submit', (event) => {
    event.preventDefault();
    const given = key.value.trim();
    // The key travels in a header, which has no other letters.
    const fits = !NO_KEY.test(given);
    if (fits) keepAccessKey(given);
    if (fits) tellSpend();
    tellAccess(!fits ? 'no_key_letters' : given ? 'kept' : 'forgotten', fits);
  });
  document.getElementById('forget').addEventListener('click', () => { key.value = ''; keepAccessKey(''); tellAccess('forgotten', true); tellSpend(); });

  const tellSpent = () => { const shown = document.getElementById('spent'); if (shown) shown.textContent = credits(spent()); };
  document.addEventListener('spent', tellSpent);
  tellSpent();

  const notify = document.getElementById('notify');
  notify.checked = wantsNotice();
  notify.addEventListener('change', async () => {
    keepNotice(notify.checked && await Notification.requestPermission() === 'granted');
    if (notify.checked && !wantsNotice()) { notify.checked = false; say(t('notify_refused')); }
  });

  tellSpend();
  for (const row of document.querySelectorAll('[data-app]')) {
    const state = row.querySelector('.state');
    row.querySelector('.test').addEventListener('click', async () => {
      state.textContent = t('testing');
      try {
        const test = await getJson(`connections/${row.dataset.app}/test`);
        state.dataset.state = test.ok ? 'good' : 'bad';
        state.textContent = [test.ok ? t('key_works') : t('key_fails', test.problem?.detail ?? ''), test.sandbox ? t('is_sandbox') : null, test.credits === undefined ? null : t('balance', credits(test.credits))].filter(Boolean).join(' ');
      } catch (refusal) {
        state.dataset.state = 'bad';
        state.textContent = refusal.message;
      }
    });
  }
  for (const control of document.querySelectorAll('#connections :disabled')) control.disabled = false;
  try {
    for (const app of (await getJson('health')).apps) {
      const state = document.querySelector(`[data-app="${CSS.escape(app.app)}"] .state`);
      if (state && !state.textContent) state.textContent = app.sandbox ? t('is_sandbox') : app.api_key ? t('has_key') : t('no_key');
    }
  } catch { /* The top of the page says that the server is away. */ }
}
