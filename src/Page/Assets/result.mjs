// What a run brought: the picture with its facts, and what can be done with it next.
import { filePath, getJson, show, showIn } from './api.mjs';
import { about, catalog } from './catalog.mjs';
import { button, copy, dialog, el, starter } from './dom.mjs';
import { part } from './part.mjs';
import { startFromCard } from './runs.mjs';
import { credits, say, t, warn } from './texts.mjs';

const VARIATIONS = 4;
const MOST_SEED = 4294967294;

/** Adds a receipt's files and facts to a card. */
export function showResult(body, receipt, run) {
  for (const file of receipt.files ?? []) body.append(fileCard(file, receipt, run));
  for (const warning of receipt.warnings ?? []) body.append(el('p', { className: 'warning' }, warning));
  if (receipt.data !== undefined) body.append(el('pre', { tabIndex: 0 }, JSON.stringify(receipt.data, null, 2)));
}

function fileCard(file, receipt, run) {
  const card = el('figure', { className: 'file' });
  const facts = [
    file.width ? `${file.width} × ${file.height}` : null,
    file.seed === undefined ? null : t('seed', file.seed),
    file.finish_reason && file.finish_reason !== 'SUCCESS' ? file.finish_reason : null,
    receipt.credits === undefined ? null : t('cost', credits(receipt.credits)),
    `${Math.ceil(file.bytes / 1024)} kB`,
  ].filter(Boolean);
  if (file.content_type.startsWith('image/')) card.append(pictureOf(file, run));
  else if (file.content_type.startsWith('audio/')) card.append(soundOf(file));
  card.append(el('figcaption', {},
    el('p', { className: 'facts' }, facts.join(' · ')),
    el('p', { className: 'row path' }, el('code', {}, file.path), button(t('copy_path'), async (event) => say(t(await copy(file.path, event.target.previousSibling) ? 'copied' : 'copy_by_hand')), { className: 'quiet' })),
    el('div', { className: 'row' }, ...stepsFor(file, run))));
  return card;
}

function pictureOf(file, run) {
  const image = el('img', { alt: t('result_of', run.title), width: file.width, height: file.height });
  const open = button('', async () => (await part('./viewer.mjs'))?.view(file, run), { className: 'picture', 'aria-label': t('look_closer') });
  open.append(image);
  open.draggable = true;
  open.addEventListener('dragstart', (event) => event.dataTransfer.setData('text/plain', file.path));
  show(file.path).then((address) => showIn(image, address)).catch((refusal) => open.replaceWith(el('p', { className: 'problem' }, refusal.message)));
  return open;
}

function soundOf(file) {
  const sound = el('audio', { controls: true });
  show(file.path).then((address) => { sound.src = address; }).catch((refusal) => sound.replaceWith(el('p', { className: 'problem' }, refusal.message)));
  return sound;
}

/** Saves a stored file on the person's own disk. */
export async function download(path) {
  try {
    const address = await show(path);
    el('a', { href: address, download: path.split('/').at(-1) }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  } catch (refusal) {
    warn(refusal.message);
  }
}

/** Opens an action's form, filled. */
export const sendTo = (action, inputs, beside = false) => document.dispatchEvent(new CustomEvent('send-to', { detail: { action, inputs, beside } }));

function stepsFor(file, run) {
  const steps = [button(t('download'), () => download(file.path), { className: 'quiet' }), sendMenu(file)];
  const action = about(run.action);
  if (action && run.inputs) {
    steps.push(starter(t('again_run'), () => startFromCard(run), { className: 'quiet' }));
    steps.push(button(t('edit_again'), () => sendTo(run.action, run.inputs), { className: 'quiet' }));
    if (action.seed && file.seed !== undefined) {
      steps.push(button(t('same_seed'), () => sendTo(run.action, { ...run.inputs, seed: file.seed }), { className: 'quiet' }));
      steps.push(starter(t('vary', VARIATIONS), () => startFromCard({ ...run, inputs: variations(run.inputs) }), { className: 'quiet' }));
    }
  }
  return steps;
}

const variations = (inputs) => Array.from(crypto.getRandomValues(new Uint32Array(VARIATIONS)), (value) => ({ ...inputs, seed: Math.min(MOST_SEED, value) || 1 }));

/** A menu of the inputs of other actions that take such a file; null where none does. */
export function sendMenu(file) {
  const noun = file.content_type.split('/')[0];
  const menu = el('select', { 'aria-label': t('send_to'), className: 'send' }, el('option', { value: '' }, t('send_to')));
  for (const action of catalog) {
    const inputs = action.files.filter((input) => input.noun === noun);
    for (const input of inputs) menu.append(el('option', { value: `${action.name} ${input.name}` }, inputs.length > 1 ? `${action.title}: ${input.name}` : action.title));
  }
  if (menu.length === 1) return null;
  menu.addEventListener('change', () => {
    const [action, input] = menu.value.split(' ');
    if (action) sendTo(action, { [input]: file.path }, true);
    menu.value = '';
  });
  return menu;
}

/** Fills the form with what a stored picture was made from. */
export async function recall(path) {
  try {
    const { action, inputs, seed } = await getJson(`${filePath(path)}?view=recipe`);
    const takesSeed = seed !== undefined && about(action)?.seed;
    sendTo(action, takesSeed ? { ...inputs, seed } : inputs);
  } catch (refusal) {
    dialog(t('recall'), t('close'), el('p', {}, refusal.message));
  }
}
