// A file of an action: dropped, pasted, chosen, from the gallery, or the address or path of one. It is stored at once, and the action is given its path.
import { getJson, showIn, thumbnail, upload } from './api.mjs';
import { madeBy } from './catalog.mjs';
import { button, dialog, el } from './dom.mjs';
import { part } from './part.mjs';
import { say, t } from './texts.mjs';

export function enhanceFile(field, form) {
  const drop = field.root.querySelector('.drop');
  const chooser = drop.querySelector('input');
  const noun = drop.dataset.noun;
  const id = chooser.id;
  const path = el('input', { type: 'text', id, placeholder: t('file_place'), autocomplete: 'off', spellcheck: false });
  path.setAttribute('aria-describedby', chooser.getAttribute('aria-describedby'));
  const picture = el('img', { alt: '', hidden: true });
  const state = el('p', { className: 'hint', role: 'status' });
  chooser.id = `${id}-file`;
  chooser.removeAttribute('name');
  chooser.hidden = true;
  const tools = el('div', { className: 'row' },
    button(t('choose_file'), () => chooser.click()),
    button(t('from_gallery'), () => pick(noun, set), { className: 'quiet' }));
  if (field.name.includes('mask') && noun === 'image') {
    tools.append(button(t('draw_mask'), async () => (await part('./mask.mjs'))?.drawMask(sourceOf(form, field), set, (text) => { state.textContent = text; }), { className: 'quiet' }));
  }
  tools.append(button('✕', () => set(undefined), { className: 'quiet', 'aria-label': t('clear_file', field.name), title: t('clear_file', field.name) }));
  drop.append(path, tools, el('p', { className: 'hint' }, t('drop_hint')), picture, state);

  let shown = 0;
  async function preview() {
    const turn = ++shown;
    picture.hidden = true;
    const value = path.value.trim();
    if (noun !== 'image' || value === '' || /^(https?:|data:)/.test(value)) return;
    try {
      const address = await thumbnail(value, 160);
      if (turn !== shown) return URL.revokeObjectURL(address);
      await showIn(picture, address);
      picture.hidden = picture.naturalWidth === 0;
      picture.alt = t('preview_of', field.root.querySelector('label').firstChild.textContent.trim());
    } catch { /* The dry run says what is wrong with the path. */ }
  }

  function set(value) {
    path.value = value ?? '';
    state.textContent = '';
    path.dispatchEvent(new Event('input', { bubbles: true }));
    preview();
  }

  async function take(file) {
    if (!file) return;
    state.textContent = t('storing', file.name || noun);
    try {
      set(await upload(file));
      say(t('stored', path.value));
    } catch (refusal) {
      state.textContent = '';
      field.fault = refusal.message;
      field.showError('');
    }
  }

  // The field changes when the file is stored: what the chooser says before that is no change of the form.
  chooser.addEventListener('input', (event) => event.stopPropagation());
  chooser.addEventListener('change', () => { take(chooser.files[0]); chooser.value = ''; });
  path.addEventListener('change', preview);
  for (const name of ['dragenter', 'dragover']) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add('over'); });
  for (const name of ['dragleave', 'drop']) drop.addEventListener(name, () => drop.classList.remove('over'));
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    const stored = event.dataTransfer.getData('text/plain');
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]); else if (stored) set(stored);
  });
  drop.addEventListener('paste', (event) => {
    const file = [...event.clipboardData.files][0];
    if (file) { event.preventDefault(); take(file); }
  });

  field.value = () => path.value.trim() || undefined;
  field.fill = (value) => { path.value = typeof value === 'string' ? value : ''; preview(); };
  field.focus = () => path.focus();
  return field;
}

/** The picture that a mask is for: the first other picture of the form. */
function sourceOf(form, field) {
  const other = [...form.querySelectorAll('.field[data-kind=file]')].find((root) => root !== field.root && root.querySelector('.drop').dataset.noun === 'image');
  return other?.querySelector('input[type=text]').value.trim() ?? '';
}

/** Lets a person choose one of the stored files. */
async function pick(noun, choose) {
  const files = el('ul', { className: 'files' });
  const state = el('p', { role: 'status' }, t('loading'));
  const shown = dialog(t('from_gallery'), t('close'), state, files);
  try {
    const page = await getJson('files?order=newest');
    const suited = page.files.filter((file) => file.content_type.startsWith(`${noun}/`));
    state.textContent = suited.length ? '' : t('no_files');
    for (const file of suited) {
      const image = el('img', { alt: '', loading: 'lazy' });
      const choice = button('', () => { shown.close(); choose(file.path); }, { className: 'tile', 'aria-label': file.path });
      choice.append(image, el('span', {}, madeBy(file.path)));
      files.append(el('li', {}, choice));
      if (noun === 'image') thumbnail(file.path, 160).then((address) => showIn(image, address)).catch(() => {});
    }
  } catch (refusal) {
    state.textContent = refusal.message;
  }
}

