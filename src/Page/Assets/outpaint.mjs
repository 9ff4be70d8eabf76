// Handles around a picture that is to be continued: how far on each side.
import { thumbnail } from './api.mjs';
import { button, el } from './dom.mjs';
import { t } from './texts.mjs';

const SIDES = ['left', 'right', 'up', 'down'];
const STEP = 16;

/** Shows the handles where an action has a picture and a number for each side. */
export function enhanceMargins(form, fields) {
  const source = [...fields.values()].find((field) => field.kind === 'file');
  if (!source || !SIDES.every((side) => fields.has(side))) return;
  const image = el('img', { alt: '' });
  const frame = el('div', { className: 'frame' }, image);
  const box = el('div', { className: 'margins', hidden: true }, el('p', { className: 'hint' }, t('margins_hint')), frame);
  source.root.after(box);
  let scale = 1;

  const read = (side) => Number(fields.get(side).value()) || 0;
  const most = (side) => Number(fields.get(side).root.querySelector('input[type=number]').max) || 2000;
  function put(side, value) {
    fields.get(side).fill(Math.round(Math.min(most(side), Math.max(0, value))) || undefined);
    fields.get(side).root.querySelector('input[type=number]').dispatchEvent(new Event('input', { bubbles: true }));
  }
  function draw() {
    for (const side of SIDES) frame.style.setProperty(`--${side}`, `${Math.min(120, read(side) * scale)}px`);
    for (const handle of frame.querySelectorAll('button')) handle.setAttribute('aria-label', t('margin', t(`side_${handle.dataset.side}`), read(handle.dataset.side)));
  }
  for (const side of SIDES) {
    const handle = button('', () => {}, { className: `handle ${side}` });
    handle.dataset.side = side;
    const across = side === 'left' || side === 'right';
    const sign = side === 'left' || side === 'up' ? -1 : 1;
    handle.addEventListener('keydown', (event) => {
      const out = { left: 'ArrowLeft', right: 'ArrowRight', up: 'ArrowUp', down: 'ArrowDown' };
      const back = { left: 'ArrowRight', right: 'ArrowLeft', up: 'ArrowDown', down: 'ArrowUp' };
      if (event.key === out[side]) put(side, read(side) + STEP); else if (event.key === back[side]) put(side, read(side) - STEP); else return;
      event.preventDefault();
    });
    handle.addEventListener('pointerdown', (event) => {
      handle.setPointerCapture(event.pointerId);
      const [from, before] = [across ? event.clientX : event.clientY, read(side)];
      const move = (moved) => put(side, before + sign * ((across ? moved.clientX : moved.clientY) - from) / scale);
      handle.addEventListener('pointermove', move);
      handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', move), { once: true });
    });
    frame.append(handle);
  }
  form.addEventListener('input', draw);

  let shown = '';
  async function preview() {
    const path = source.value() ?? '';
    if (path === shown) return;
    shown = path;
    box.hidden = true;
    if (!path || /^(https?|data):/.test(path)) return;
    try {
      const address = await thumbnail(path, 320);
      image.onload = () => {
        URL.revokeObjectURL(address);
        scale = image.clientWidth / image.naturalWidth / 3 || 0.1;
        box.hidden = false;
        draw();
      };
      image.src = address;
    } catch { /* The dry run says what is wrong with the path. */ }
  }
  form.addEventListener('input', preview);
  form.addEventListener('fill', () => setTimeout(() => { preview(); draw(); }));
}
