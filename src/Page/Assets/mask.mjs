// A mask drawn over a picture: white is what is to be redrawn.
import { show, upload } from './api.mjs';
import { button, dialog, el } from './dom.mjs';
import { t } from './texts.mjs';

const WHITE = '#fff';

/** Lets a person draw a mask over a stored picture; what is saved is a stored file, whose path done gets. */
export async function drawMask(path, done, tell) {
  if (!path) return tell(t('mask_needs_image'));
  const image = new Image();
  let address;
  try { address = await show(path); } catch (refusal) { return tell(refusal.message); }
  await new Promise((resolve) => { image.onload = image.onerror = resolve; image.src = address; });
  if (!image.naturalWidth) return tell(t('no_picture'));
  const { naturalWidth: width, naturalHeight: height } = image;
  const picture = el('canvas', { width, height, className: 'under', 'aria-hidden': 'true' });
  picture.getContext('2d').drawImage(image, 0, 0);
  URL.revokeObjectURL(address);
  const canvas = el('canvas', { width, height, tabIndex: 0, role: 'application', 'aria-label': t('mask_canvas') });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const past = [];
  const size = el('input', { type: 'range', min: 4, max: Math.round(Math.max(width, height) / 4), value: Math.round(Math.max(width, height) / 16) });
  const feather = el('input', { type: 'range', min: 0, max: 64, value: 0 });
  const erase = el('input', { type: 'checkbox' });
  const spot = { x: width / 2, y: height / 2 };
  let last = null;

  const remember = () => { past.push(pen.getImageData(0, 0, width, height)); if (past.length > 20) past.shift(); };
  const undo = () => { const before = past.pop(); if (before) pen.putImageData(before, 0, 0); };
  function invert() {
    remember();
    pen.globalCompositeOperation = 'xor';
    pen.fillStyle = WHITE;
    pen.fillRect(0, 0, width, height);
    pen.globalCompositeOperation = 'source-over';
  }
  function stroke(to) {
    const from = last ?? to;
    pen.globalCompositeOperation = erase.checked ? 'destination-out' : 'source-over';
    pen.strokeStyle = WHITE;
    pen.lineWidth = size.value;
    pen.lineCap = 'round';
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x + 0.01, to.y);
    pen.stroke();
    pen.globalCompositeOperation = 'source-over';
    last = to;
  }
  const at = (event) => { const box = canvas.getBoundingClientRect(); return { x: (event.clientX - box.left) * width / box.width, y: (event.clientY - box.top) * height / box.height }; };

  canvas.addEventListener('pointerdown', (event) => { canvas.setPointerCapture(event.pointerId); remember(); last = null; stroke(at(event)); });
  canvas.addEventListener('pointermove', (event) => { if (event.buttons) stroke(at(event)); });
  canvas.addEventListener('keydown', (event) => {
    const step = Number(size.value) / 2;
    const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (way) {
      event.preventDefault();
      spot.x = Math.min(width, Math.max(0, spot.x + way[0]));
      spot.y = Math.min(height, Math.max(0, spot.y + way[1]));
      if (event.shiftKey) stroke({ ...spot }); else last = null;
      cursor.style.left = `${100 * spot.x / width}%`;
      cursor.style.top = `${100 * spot.y / height}%`;
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      remember();
      last = null;
      stroke({ ...spot });
    } else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      undo();
    }
  });

  async function save() {
    const result = el('canvas', { width, height });
    const paper = result.getContext('2d');
    paper.fillStyle = '#000';
    paper.fillRect(0, 0, width, height);
    if (feather.value > 0) paper.filter = `blur(${feather.value}px)`;
    paper.drawImage(canvas, 0, 0);
    const file = await new Promise((resolve) => { result.toBlob(resolve, 'image/png'); });
    try {
      done(await upload(file));
      shown.close();
    } catch (refusal) {
      state.textContent = refusal.message;
    }
  }

  const cursor = el('span', { className: 'cursor', 'aria-hidden': 'true' });
  const state = el('p', { className: 'problem', role: 'alert' });
  const shown = dialog(t('draw_mask'), t('close'),
    el('p', { className: 'hint' }, t('mask_hint')),
    el('div', { className: 'row' },
      el('label', {}, t('brush_size'), size), el('label', {}, t('feather'), feather),
      el('label', { className: 'check' }, erase, ` ${t('rub_out')}`),
      button(t('undo'), undo), button(t('invert'), invert), button(t('save_mask'), save, { className: 'main' })),
    state, el('div', { className: 'paper' }, picture, canvas, cursor));
  shown.classList.add('wide');
  canvas.focus();
}
