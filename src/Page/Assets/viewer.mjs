// A picture seen closely: zoom, the grid behind transparent parts, and the input beside it.
import { show } from './api.mjs';
import { about, madeBy } from './catalog.mjs';
import { button, dialog, el } from './dom.mjs';
import { t } from './texts.mjs';

const STEPS = [0.25, 0.5, 1, 2, 4, 8];

/** Shows a stored picture; the picture that it was made from can be drawn over it. */
export async function view(file, run) {
  const image = el('img', { alt: t('result_of', run?.title ?? file.path), className: 'after' });
  const stage = el('div', { className: 'stage', tabIndex: 0, role: 'group', 'aria-label': t('zoom_hint') }, el('div', { className: 'pair' }, image));
  const level = el('output', {});
  const grid = el('label', { className: 'check' }, el('input', { type: 'checkbox', checked: true }), ` ${t('grid')}`);
  let zoom = 1;
  let fits = true;
  const set = (next) => {
    fits = false;
    zoom = Math.min(STEPS.at(-1), Math.max(STEPS[0], next));
    stage.style.setProperty('--width', `${(file.width ?? image.naturalWidth) * zoom}px`);
    stage.classList.add('zoomed');
    level.textContent = `${Math.round(zoom * 100)} %`;
  };
  const fit = () => { fits = true; stage.classList.remove('zoomed'); level.textContent = ''; };
  const closer = () => set(STEPS.find((step) => step > (fits ? 0.99 : zoom)) ?? zoom);
  const farther = () => set(STEPS.findLast((step) => step < (fits ? 1.01 : zoom)) ?? zoom);
  const tools = el('div', { className: 'row' }, button('+', closer, { 'aria-label': t('zoom_in') }), button('−', farther, { 'aria-label': t('zoom_out') }), button(t('fit'), fit), level, grid);
  const shown = dialog(madeBy(file.path), t('close'), tools, stage);
  shown.classList.add('wide');
  stage.addEventListener('keydown', (event) => {
    const press = { '+': closer, '=': closer, '-': farther, 0: fit }[event.key];
    if (press) { event.preventDefault(); press(); }
  });
  stage.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    if (event.deltaY < 0) closer(); else farther();
  }, { passive: false });
  grid.firstChild.addEventListener('change', (event) => stage.classList.toggle('plain', !event.target.checked));
  fit();
  const addresses = [];
  shown.addEventListener('close', () => addresses.forEach((address) => URL.revokeObjectURL(address)));
  try {
    addresses.push(await show(file.path));
    image.src = addresses[0];
  } catch (refusal) {
    stage.replaceChildren(el('p', { className: 'problem' }, refusal.message));
    return;
  }
  const before = beforeOf(run);
  try {
    if (before) {
      addresses.push(await show(before));
      compare(stage, tools, addresses[1]);
    }
  } catch { /* An input that is gone hides nothing: the result is shown without it. */ }
  shown.dataset.ready = 'yes';
}

/** The first stored picture among the inputs that are files; a prompt may look like a path. */
const beforeOf = (run) => (about(run?.action)?.files ?? []).filter((input) => input.noun === 'image').map((input) => run.inputs?.[input.name])
  .find((value) => typeof value === 'string' && !/^(https?|data):/.test(value));

function compare(stage, tools, address) {
  const before = el('img', { src: address, alt: t('before'), className: 'before' });
  const slider = el('input', { type: 'range', min: 0, max: 100, value: 50, 'aria-label': t('compare') });
  const move = () => stage.style.setProperty('--cut', `${slider.value}%`);
  slider.addEventListener('input', move);
  move();
  stage.firstChild.append(before, el('span', { className: 'cut', 'aria-hidden': 'true' }));
  tools.append(el('label', { className: 'check' }, `${t('compare')} `, slider));
}
