// The runs of this session, each with a card of its own. Each is a job, so that it can be cancelled, and is found again after a reload.
import { call, getJson, postJson, Refusal } from './api.mjs';
import { button, el } from './dom.mjs';
import { showResult } from './result.mjs';
import { dropRun, keepRun, runs, wantsNotice } from './session.mjs';
import { credits, say, t } from './texts.mjs';

const FIRST_LOOK = 250;
const LONGEST_PAUSE = 3000;
const LONG = 10_000;

const cards = () => document.getElementById('cards');
const wait = (time) => new Promise((done) => { setTimeout(done, time); });

/** Begins a run; one with several inputs is a batch. */
export async function startRun({ action, title, inputs }) {
  const many = Array.isArray(inputs);
  const key = crypto.randomUUID();
  const headers = { 'Idempotency-Key': key };
  const answer = await (many
    ? postJson('batches', { action, inputs }, headers)
    : postJson(`actions/${action}`, inputs, { ...headers, Prefer: 'respond-async' }));
  const begun = await answer.json();
  const run = { key, action, title, inputs, many, id: begun.batch_id ?? begun.job_id, started: Date.now() };
  keepRun(run);
  follow(run).scrollIntoView({ block: 'nearest' });
  return run;
}

/** Shows the runs that this session had before the page was loaded anew. */
export function restoreRuns() {
  runs().forEach(follow);
}

function follow(run) {
  document.getElementById('no-runs').hidden = true;
  const status = el('p', { className: 'status' }, t('begun'));
  const bar = el('progress', { 'aria-label': t('progress_of', run.title) });
  const cancel = button(t('cancel'), () => stop(run, cancel, status), { className: 'quiet' });
  const body = el('div', { className: 'result' });
  const card = el('li', { className: 'card', tabIndex: -1 },
    el('header', { className: 'row' }, el('h3', {}, run.title), button('✕', () => { dropRun(run.key); card.remove(); document.getElementById('no-runs').hidden = cards().children.length > 0; }, { className: 'quiet', 'aria-label': t('dismiss', run.title) })),
    status, bar, cancel, body);
  cards().prepend(card);
  const clock = setInterval(() => { card.querySelector('.elapsed')?.replaceChildren(elapsed(run)); }, 200);
  const end = () => { clearInterval(clock); bar.remove(); cancel.remove(); };
  look(run, status, body, bar, card).then(end, end);
  return card;
}

const elapsed = (run) => t('seconds', ((run.took ?? Date.now() - run.started) / 1000).toFixed(1));

async function look(run, status, body, bar, card) {
  const path = `${run.many ? 'batches' : 'jobs'}/${run.id}`;
  let pause = FIRST_LOOK;
  for (;;) {
    try {
      const seen = await getJson(path);
      if (seen.status && seen.status !== 'ended') {
        tell(status, run, seen, bar);
      } else {
        return ended(run, seen, status, body, card);
      }
    } catch (refusal) {
      // A server that is away for a moment, or has too much to do, has the run all the same.
      if (!(refusal instanceof Refusal) || (refusal.status !== 0 && refusal.status !== 503 && refusal.status !== 429) || refusal.problem.may_have_been_charged !== undefined) {
        return failed(run, refusal, status, body, card);
      }
      status.replaceChildren(refusal.message);
    }
    await wait(pause);
    pause = Math.min(LONGEST_PAUSE, pause * 1.4);
  }
}

function tell(status, run, seen, bar) {
  const words = run.many ? t('batch_state', seen.ended, seen.total, seen.running) : t(`state_${seen.status}`);
  status.replaceChildren(words, ' ', el('span', { className: 'elapsed' }, elapsed(run)));
  if (run.many) { bar.max = seen.total; bar.value = seen.ended; }
}

function finish(run, card, text) {
  run.took ??= Date.now() - run.started;
  keepRun(run);
  say(text);
  document.dispatchEvent(new Event('ran'));
  if (run.took > LONG && wantsNotice() && document.hidden && Notification.permission === 'granted') {
    new Notification(run.title, { body: text }).onclick = () => { focus(); card.focus(); };
  }
}

function ended(run, seen, status, body, card) {
  run.credits = seen.credits ?? 0;
  if (run.many) {
    status.replaceChildren(t('batch_ended', seen.succeeded, seen.failed, credits(seen.credits)));
    for (const item of seen.items) {
      if (item.receipt) showResult(body, item.receipt, { ...run, inputs: run.inputs[item.index] }); else body.append(el('p', { className: 'problem' }, item.problem?.detail ?? ''));
    }
  } else {
    status.replaceChildren(seen.summary ?? t('done'), ' ', el('span', { className: 'elapsed' }, elapsed(run)));
    showResult(body, seen, run);
  }
  finish(run, card, t('run_done', run.title));
}

function failed(run, refusal, status, body, card) {
  const { problem } = refusal;
  const title = problem.code === 'content_filtered' ? t('filtered') : problem.code === 'run_cancelled' ? t('was_cancelled') : problem.title ?? t('failed');
  status.replaceChildren(el('strong', {}, title));
  body.replaceChildren(el('p', { className: 'problem' }, problem.code === 'content_filtered' ? `${t('filtered_help')} ${refusal.message}` : refusal.message));
  if (problem.may_have_been_charged) body.append(el('p', { className: 'warning' }, t('maybe_charged')));
  if (problem.request_id) body.append(el('p', { className: 'hint' }, t('request_id', problem.request_id)));
  if (!run.many) body.append(button(t('edit_again'), () => document.dispatchEvent(new CustomEvent('send-to', { detail: { action: run.action, inputs: run.inputs } }))));
  finish(run, card, `${run.title}: ${title}`);
}

async function stop(run, cancel, status) {
  cancel.disabled = true;
  try {
    await call(`${run.many ? 'batches' : 'jobs'}/${run.id}`, { method: 'DELETE' });
    status.replaceChildren(t('cancelling'));
  } catch (refusal) {
    cancel.disabled = false;
    status.replaceChildren(refusal.message);
  }
}
