// The runs of this session, each with a card of its own. Each is a job, so that it can be cancelled, and is found again after a reload.
import { call, getJson, postJson, Refusal } from './api.mjs';
import { button, el } from './dom.mjs';
import { sendTo, showResult } from './result.mjs';
import { changeRun, dropRun, keepRun, runs, wantsNotice } from './session.mjs';
import { credits, say, t } from './texts.mjs';

const FIRST_LOOK = 250;
const LONGEST_PAUSE = 3000;
const LONG = 10_000;

const cards = () => document.getElementById('cards');
const wait = (time) => new Promise((done) => { setTimeout(done, time); });

/** Begins a run; one with several inputs is a batch. */
export async function startRun({ action, title, inputs }) {
  const many = Array.isArray(inputs);
  // randomUUID is missing where a page comes over plain HTTP from another machine.
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const headers = { 'Idempotency-Key': key };
  const answer = await (many
    ? postJson('batches', { action, inputs }, headers)
    : postJson(`actions/${action}`, inputs, { ...headers, Prefer: 'respond-async' }));
  const begun = await answer.json();
  const run = { key, action, title, inputs, many, id: begun.batch_id ?? begun.job_id, started: Date.now() };
  const card = cardOf(run);
  keepRun(run);
  follow(run, card);
  bring(card.root);
}

/** Begins a run from a card, which has no form that could say what is wrong: a refusal gets a card of its own. */
export async function startFromCard({ action, title, inputs }) {
  try {
    await startRun({ action, title, inputs });
  } catch (refusal) {
    const run = { action, title, inputs, many: Array.isArray(inputs), started: Date.now() };
    const card = cardOf(run);
    card.end();
    failed(run, refusal, card);
    bring(card.root);
  }
}

/** Brings a card to where a person looks, with room below it for its picture. */
function bring(root) {
  const { top } = root.getBoundingClientRect();
  if (top >= 0 && top < innerHeight / 2) return;
  root.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

/** Shows the runs that this session had before the page was loaded anew. */
export function restoreRuns() {
  runs().forEach((run) => follow(run, cardOf(run)));
}

/** A card at the top of the others, and the parts of it that change. */
function cardOf(run) {
  document.getElementById('no-runs').hidden = true;
  const status = el('p', { className: 'status' }, t('begun'));
  const bar = el('progress', { 'aria-label': t('progress_of', run.title) });
  const cancel = button(t('cancel'), () => stop(run, cancel, status), { className: 'quiet' });
  const body = el('div', { className: 'result' });
  const root = el('li', { className: 'card', tabIndex: -1 },
    el('header', { className: 'row' }, el('h3', {}, run.title), button('✕', () => { dropRun(run.key); root.remove(); document.getElementById('no-runs').hidden = cards().children.length > 0; }, { className: 'quiet', 'aria-label': t('dismiss', run.title) })),
    status, bar, cancel, body);
  cards().prepend(root);
  const clock = setInterval(() => { root.querySelector('.elapsed')?.replaceChildren(elapsed(run)); }, 200);
  return { root, status, body, bar, end() { clearInterval(clock); bar.remove(); cancel.remove(); } };
}

const follow = (run, card) => look(run, card).then(card.end, card.end);

const elapsed = (run) => t('seconds', ((run.took ?? Date.now() - run.started) / 1000).toFixed(1));

async function look(run, card) {
  const path = `${run.many ? 'batches' : 'jobs'}/${run.id}`;
  let pause = FIRST_LOOK;
  for (;;) {
    try {
      const seen = await getJson(path);
      if (seen.status && seen.status !== 'ended') {
        tell(run, seen, card);
      } else {
        return ended(run, seen, card);
      }
    } catch (refusal) {
      // A server that is away for a moment, or has too much to do, has the run all the same.
      if (!(refusal instanceof Refusal) || (refusal.status !== 0 && refusal.status !== 503 && refusal.status !== 429) || refusal.problem.may_have_been_charged !== undefined) {
        return failed(run, refusal, card);
      }
      card.status.replaceChildren(`${refusal.message} ${t('asked_again')}`);
    }
    await wait(pause);
    pause = Math.min(LONGEST_PAUSE, pause * 1.4);
  }
}

function tell(run, seen, { status, bar }) {
  const words = run.many ? t('batch_state', seen.ended, seen.total, seen.running) : t(`state_${seen.status}`);
  status.replaceChildren(words, ' ', el('span', { className: 'elapsed' }, elapsed(run)));
  if (run.many) { bar.max = seen.total; bar.value = seen.ended; }
}

function finish(run, card, text) {
  // One that was found again, ended before: nobody waits for it, and its price is in the balance already.
  const known = run.took !== undefined;
  run.took ??= Date.now() - run.started;
  changeRun(run);
  if (known) return;
  say(text);
  document.dispatchEvent(new Event('ran'));
  if (run.took > LONG && wantsNotice() && document.hidden && Notification.permission === 'granted') {
    new Notification(run.title, { body: text }).onclick = () => { focus(); card.root.focus(); };
  }
}

function ended(run, seen, card) {
  const { status, body } = card;
  run.credits = seen.credits ?? 0;
  if (run.many) {
    status.replaceChildren(t('batch_ended', seen.succeeded, seen.failed, credits(seen.credits)));
    for (const item of seen.items) {
      if (item.receipt) showResult(body, item.receipt, { ...run, inputs: run.inputs?.[item.index] }); else body.append(el('p', { className: 'problem' }, item.problem?.detail ?? ''));
    }
  } else {
    status.replaceChildren(seen.summary ?? t('done'), ' ', el('span', { className: 'elapsed' }, elapsed(run)));
    showResult(body, seen, run);
  }
  finish(run, card, t('run_done', run.title));
}

function failed(run, refusal, card) {
  const { status, body } = card;
  const problem = refusal.problem ?? {};
  const title = problem.code === 'content_filtered' ? t('filtered') : problem.code === 'run_cancelled' ? t('was_cancelled') : problem.title ?? t('failed');
  status.replaceChildren(el('strong', {}, title));
  body.replaceChildren(el('p', { className: 'problem' }, problem.code === 'content_filtered' ? `${t('filtered_help')} ${refusal.message}` : refusal.message));
  if (problem.may_have_been_charged) body.append(el('p', { className: 'warning' }, t('maybe_charged')));
  if (problem.request_id) body.append(el('p', { className: 'hint' }, t('request_id', problem.request_id)));
  if (!run.many && run.inputs) body.append(button(t('edit_again'), () => sendTo(run.action, run.inputs)));
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
