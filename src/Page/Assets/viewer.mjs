// A picture seen closely: zoom, the grid behind transparent parts, and the input beside it.
import { show } from './api.mjs';
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
  const shown = dialog(file.path.split('/')[0], t('close'), tools, stage);
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
  try {
    const addresses = [await show(file.path)];
    image.src = addresses[0];
    const before = beforeOf(run);
    if (before) {
      addresses.push(await show(before));
      compare(stage, tools, addresses[1]);
    }
    shown.addEventListener('close', () => addresses.forEach((address) => URL.revokeObjectURL(address)));
  } catch (refusal) {
    stage.replaceChildren(el('p', { className: 'problem' }, refusal.message));
  }
}

/** The first stored picture among the inputs. */
const beforeOf = (run) => Object.values(run?.inputs ?? {}).find((value) => typeof value === 'string' && /\.(png|jpe?g|webp)$/i.test(value) && !/^(https?|data):/.test(value));

function compare(stage, tools, address) {
  const before = el('img', { src: address, alt: t('before'), className: 'before' });
  const slider = el('input', { type: 'range', min: 0, max: 100, value: 50, 'aria-label': t('compare') });
  const move = () => stage.style.setProperty('--cut', `${slider.value}%`);
  slider.addEventListener('input', move);
  move();
  stage.firstChild.append(before);
  tools.append(el('label', { className: 'check' }, `${t('compare')} `, slider));
}
