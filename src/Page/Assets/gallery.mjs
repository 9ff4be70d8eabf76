// The stored files, newest first.
import { call, filePath, getJson, showIn, thumbnail } from './api.mjs';
import { madeBy } from './catalog.mjs';
import { button, dialog, el } from './dom.mjs';
import { download, recall, sendMenu } from './result.mjs';
import { say, t } from './texts.mjs';
import { view } from './viewer.mjs';

export function enhanceGallery() {
  const list = document.getElementById('files');
  const state = document.getElementById('gallery-state');
  const filter = document.getElementById('of-action');
  const remove = document.getElementById('delete');
  const all = document.getElementById('select-all');
  const more = document.getElementById('more');
  let next = null;
  let turn = 0;

  const chosen = () => [...list.querySelectorAll('input:checked')];
  const count = () => { remove.disabled = chosen().length === 0; remove.textContent = chosen().length ? t('delete_count', chosen().length) : t('delete'); };

  async function load(anew) {
    const mine = anew ? ++turn : turn;
    if (anew) { list.replaceChildren(); next = null; count(); }
    state.textContent = t('loading');
    try {
      const query = new URLSearchParams({ order: 'newest' });
      if (filter.value) query.set('prefix', `${filter.value}/`);
      if (next) query.set('continuation', next);
      const page = await getJson(`files?${query}`);
      if (mine !== turn) return;
      page.files.forEach((file) => list.append(tile(file)));
      next = page.continuation ?? null;
      more.hidden = !next;
      state.textContent = list.children.length ? '' : t('no_files');
    } catch (refusal) {
      if (mine === turn) state.textContent = refusal.message;
    }
  }

  function tile(file) {
    const name = `${madeBy(file.path)}, ${new Date(file.last_modified).toLocaleString(document.documentElement.lang)}`;
    const image = el('img', { alt: '' });
    const open = button('', () => file.content_type.startsWith('image/') ? view({ ...file, bytes: file.bytes }) : download(file.path), { className: 'picture', 'aria-label': t('open', name) });
    open.append(file.content_type.startsWith('image/') ? image : el('span', { className: 'kind' }, file.path.split('.').at(-1)));
    seen.observe(open);
    open.load = () => thumbnail(file.path).then((address) => showIn(image, address)).catch((refusal) => { open.title = refusal.message; });
    return el('li', { className: 'tile' },
      open,
      el('label', { className: 'check' }, el('input', { type: 'checkbox', value: file.path, 'aria-label': t('select', name) }), el('span', {}, name)),
      el('div', { className: 'row' },
        button(t('download'), () => download(file.path), { className: 'quiet' }),
        button(t('recall'), () => recall(file.path), { className: 'quiet' }),
        sendMenu(file)));
  }

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      seen.unobserve(entry.target);
      if (entry.target.querySelector('img')) entry.target.load();
    }
  }, { rootMargin: '200px' });

  function confirmDelete() {
    const paths = chosen().map((box) => box.value);
    const asked = dialog(t('delete_title'), t('close'),
      el('p', {}, t('delete_sure', paths.length)),
      el('div', { className: 'row' }, button(t('delete_count', paths.length), async () => {
        asked.close();
        let gone = 0;
        for (const path of paths) {
          try { await call(filePath(path), { method: 'DELETE' }); gone++; } catch (refusal) { if (refusal.status === 404) gone++; else { state.textContent = refusal.message; break; } }
        }
        say(t('deleted', gone));
        await load(true);
        all.focus();
      }, { className: 'danger' }), button(t('keep_them'), () => asked.close())));
  }

  list.addEventListener('change', count);
  filter.addEventListener('change', () => load(true));
  all.addEventListener('click', () => { const boxes = [...list.querySelectorAll('input[type=checkbox]')]; const every = boxes.every((box) => box.checked); boxes.forEach((box) => { box.checked = !every; }); count(); });
  remove.addEventListener('click', confirmDelete);
  more.addEventListener('click', () => load(false));
  load(true);
}
