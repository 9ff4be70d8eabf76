// The form of an action: what a rule demands or excludes comes and goes, the price is told before the button is pressed, and what is
// wrong is shown at its field.
import { getJson, postJson } from './api.mjs';
import { button, copy, el } from './dom.mjs';
import { enhanceFile } from './file-field.mjs';
import { enhanceMargins } from './outpaint.mjs';
import { startRun } from './runs.mjs';
import { dialects, write } from './calls.mjs';
import { draft, keepDraft, keepLastAction } from './session.mjs';
import { credits, say, t } from './texts.mjs';

const PAUSE = 350;

/** The problems of a field, or of something within it, such as text_prompts[0].text. */
const problemsOf = (field, problems) => problems.filter((problem) => problem.parameter.split(/[.[]/)[0] === field.name);

const fixes = (count) => count === 1 ? t('fix_field') : t('fix_fields', count);

export function enhanceForm(form) {
  const fields = [...form.querySelectorAll('.field')].map((root) => enhanceField(root, form));
  const byName = new Map(fields.map((field) => [field.name, field]));
  const rules = JSON.parse(form.dataset.rules);
  const action = form.dataset.action;
  const price = form.querySelector('#price');
  let checking;
  let timer;
  // The server says what is wrong, all at once and at its field; the browser would stop at the first.
  form.noValidate = true;

  const given = (name) => byName.get(name)?.value() !== undefined;
  const inputs = () => Object.fromEntries(fields.filter((field) => !field.root.hidden).map((field) => [field.name, field.value()]).filter(([, value]) => value !== undefined));

  function applyRules() {
    const hidden = new Set();
    const demanded = new Set();
    for (const rule of rules) {
      if (rule.choice) {
        const value = byName.get(rule.choice).value();
        if (value === rule.value || (value === undefined && rule.default)) {
          rule.excludes.forEach((name) => hidden.add(name));
          rule.demands.forEach((name) => demanded.add(name));
        }
      } else if (!rule.beside.some((name) => given(name))) {
        rule.fields.filter((name) => !given(name)).forEach((name) => hidden.add(name));
      }
    }
    for (const field of fields) {
      field.root.hidden = hidden.has(field.name);
      const need = field.root.querySelector('.need');
      if (need) need.hidden = !(field.required || demanded.has(field.name));
    }
  }

  function showProblems(refusal) {
    const summary = form.querySelector('#problem');
    const problems = refusal?.problem?.problems ?? [];
    const placed = new Set();
    for (const field of fields) {
      const own = problemsOf(field, problems);
      own.forEach((problem) => placed.add(problem));
      field.showError(own.map((problem) => problem.message).join(' '));
      if (own.length) field.root.closest('details')?.setAttribute('open', '');
    }
    const rest = problems.filter((problem) => !placed.has(problem));
    summary.textContent = !refusal ? '' : problems.length === 0 ? refusal.message : rest.length ? rest.map((problem) => problem.message).join(' ') : fixes(fields.filter((field) => field.hasError).length);
    summary.hidden = !refusal;
    return placed.size;
  }

  function tellPrice(answer) {
    price.textContent = answer.credits === undefined ? t('price_unknown') : t('price', credits(answer.credits));
    price.dataset.state = 'known';
  }

  /** Asks the server what a call would cost, and what is wrong with it; only what the person has filled in is told as wrong. */
  async function check() {
    checking?.abort();
    checking = new AbortController();
    try {
      const answer = await (await postJson(`actions/${action}?dry_run=true`, inputs(), {}, checking.signal)).json();
      showProblems(null);
      tellPrice(answer);
    } catch (refusal) {
      if (refusal.name === 'AbortError') return;
      price.dataset.state = 'unknown';
      const problems = refusal.problem?.problems ?? [];
      let wrong = 0;
      for (const field of fields) {
        const own = field.touched && field.value() !== undefined ? problemsOf(field, problems) : [];
        field.showError(own.map((problem) => problem.message).join(' '));
        if (own.length) wrong++;
      }
      price.textContent = problems.length === 0 ? refusal.message : t(wrong === 0 ? 'price_when_valid' : wrong === 1 ? 'price_when_one_fixed' : 'price_when_fixed');
    }
  }

  async function tellBalance() {
    if (form.dataset.costs !== 'yes') return;
    try {
      const app = action.split('-')[0];
      const test = await getJson(`connections/${app}/test`);
      form.querySelector('.balance')?.remove();
      if (test.credits !== undefined) price.after(el('p', { className: 'balance' }, t('balance', credits(test.credits))));
    } catch { /* The connections tell what is wrong with the key. */ }
  }

  function changed() {
    applyRules();
    tellCall();
    keepDraft(action, Object.fromEntries(fields.map((field) => [field.name, field.value()])));
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  }

  const dialect = form.querySelector('#dialect');
  const code = form.querySelector('#call');
  dialect.append(...dialects.map((one) => el('option', { value: one.name }, one.label)));
  const tellCall = () => { code.textContent = write(dialect.value, action, inputs(), location.origin + document.body.dataset.base); };
  dialect.addEventListener('change', tellCall);
  form.querySelector('#copy-call').addEventListener('click', async () => say(t(await copy(code.textContent, code) ? 'copied' : 'copy_by_hand')));

  form.addEventListener('input', (event) => {
    const field = byName.get(event.target.closest('.field')?.dataset.field);
    if (field) { field.touched = true; field.fault = ''; }
    changed();
  });
  form.addEventListener('fill', (event) => {
    for (const field of fields) if (field.name in event.detail) { field.fill(event.detail[field.name]); field.fault = ''; }
    for (const field of fields) if (field.root.closest('details') && field.value() !== undefined) field.root.closest('details').open = true;
    changed();
  });
  form.querySelector('#clear').addEventListener('click', () => {
    fields.forEach((field) => { field.fill(undefined); field.touched = false; field.fault = ''; });
    showProblems(null);
    changed();
  });
  const submit = form.querySelector('[type=submit]');
  // The second half of a double click is no second run.
  submit.addEventListener('click', (event) => { if (event.detail > 1) event.preventDefault(); });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    checking?.abort();
    const unread = fields.filter((field) => field.unreadable());
    fields.forEach((field) => field.showError(field.unreadable() ?? ''));
    if (unread.length) { unread[0].focus(); return; }
    submit.disabled = true;
    try {
      // What is wrong is found before anything is begun, and shown where it is.
      tellPrice(await (await postJson(`actions/${action}?dry_run=true`, inputs())).json());
      showProblems(null);
      await startRun({ action, title: form.querySelector('h1').textContent, inputs: inputs() });
    } catch (refusal) {
      const placed = showProblems(refusal);
      const first = placed ? fields.find((field) => field.hasError) : null;
      if (first) first.focus(); else form.querySelector('#problem').focus();
    } finally {
      submit.disabled = false;
    }
  });
  document.addEventListener('ran', () => { if (form.isConnected) tellBalance(); });

  enhanceMargins(form, byName);
  applyRules();
  tellCall();
  keepLastAction(action);
  const typed = draft(action);
  if (typed) form.dispatchEvent(new CustomEvent('fill', { detail: typed })); else check();
  tellBalance();
}

function enhanceField(root, form) {
  const { field: name, type, kind } = root.dataset;
  const error = root.querySelector('.error');
  const field = {
    name, root, kind, required: root.dataset.required === 'yes', touched: false, hasError: false,
    /** What is wrong with a file that was not taken: the server never sees it, so that it stays until the field changes. */
    fault: '',
    showError(found) {
      const text = found || field.fault;
      field.hasError = text !== '';
      error.textContent = text;
      error.hidden = text === '';
      root.querySelectorAll('input, select, textarea').forEach((control) => text ? control.setAttribute('aria-invalid', 'true') : control.removeAttribute('aria-invalid'));
    },
    unreadable: () => null,
    focus: () => root.querySelector('input:not([type=range]):not([hidden]), select, textarea, button')?.focus(),
  };
  if (kind === 'file') return enhanceFile(field, form);
  if (kind === 'list') return enhanceList(field);
  let control = root.querySelector('[name]');
  if (control.dataset.options) control = enhanceOptions(control);
  slide(root);
  field.value = () => read(control, type, kind);
  field.fill = (value) => put(control, value);
  if (kind === 'json') field.unreadable = () => { try { read(control, type, kind); return null; } catch { return t('no_json'); } };
  return field;
}

/** A value as JSON has it; undefined for none. A number that is none stays as it is written: the server says what is wrong with it. */
function read(control, type, kind) {
  const text = control.value;
  if (text.trim() === '') return control.validity?.badInput ? 'NaN' : undefined;
  if (kind === 'json') { try { return JSON.parse(text); } catch { return text; } }
  if (type === 'boolean') return text === 'true';
  if (type === 'integer' || type === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  return text;
}

function put(control, value) {
  control.value = value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  // A dropdown that does not have it yet gets it: the server knows whether it is right.
  if (control.tagName === 'SELECT' && control.value === '' && value) {
    control.append(el('option', { value: String(value) }, String(value)));
    control.value = String(value);
  }
  control.dispatchEvent?.(new Event('slid'));
}

/** A slider beside its number: the number is what counts. */
function slide(root) {
  for (const slider of root.querySelectorAll('[data-slides]')) {
    const number = root.querySelector(`#${CSS.escape(slider.dataset.slides)}`);
    const first = slider.value;
    slider.disabled = false;
    slider.addEventListener('input', () => { number.value = Math.round(slider.value * 1000) / 1000; });
    const follow = () => { slider.value = number.value === '' ? first : number.value; };
    number.addEventListener('input', follow);
    number.addEventListener('slid', follow);
  }
}

/** A dropdown whose values the server knows: loading, there, empty or failed, in which case the text field stays. */
function enhanceOptions(input) {
  const select = el('select', { name: input.name, disabled: true }, el('option', { value: '' }, t('loading')));
  const state = el('p', { className: 'hint', role: 'status' });
  const control = {
    get value() { return select.isConnected ? (select.disabled ? select.dataset.wanted ?? '' : select.value) : input.value; },
    set value(value) { if (!select.isConnected) input.value = value; else if (select.disabled) select.dataset.wanted = value; else put(select, value); },
  };
  async function load() {
    state.textContent = '';
    try {
      const options = await getJson(input.dataset.options.replace(/^.*?\/api\//, ''));
      if (options.length === 0) { state.textContent = t('no_options'); swap(input); return; }
      const kept = select.dataset.wanted ?? '';
      select.replaceChildren(el('option', { value: '' }, input.placeholder ? t('default', input.placeholder) : t('choose')), ...options.map((one) => el('option', { value: one.value }, one.label)));
      select.disabled = false;
      if (kept) put(select, kept);
    } catch (refusal) {
      state.replaceChildren(`${t('options_failed')} ${refusal.message} `, button(t('again'), () => { swap(select); load(); }, { className: 'quiet' }));
      swap(input);
    }
  }
  function swap(to) {
    const from = to === input ? select : input;
    if (!from.isConnected) return;
    if (to === input) input.value ||= select.dataset.wanted ?? '';
    to.id = from.id;
    if (from.getAttribute('aria-describedby')) to.setAttribute('aria-describedby', from.getAttribute('aria-describedby'));
    from.replaceWith(to);
    to.after(state);
  }
  swap(select);
  load();
  return control;
}

/** Rows of a list, such as weighted prompts. */
function enhanceList(field) {
  const list = field.root.querySelector('.list');
  const template = field.root.querySelector('template');
  function add(values = {}) {
    const line = template.content.cloneNode(true).firstElementChild;
    for (const control of line.querySelectorAll('[name]')) put(control, values[control.name]);
    line.querySelector('.remove').addEventListener('click', () => {
      const next = line.nextElementSibling ?? line.previousElementSibling;
      line.remove();
      (next?.querySelector('[name]') ?? field.root.querySelector('.add')).focus();
      list.dispatchEvent(new Event('input', { bubbles: true }));
    });
    list.append(line);
    return line;
  }
  field.root.querySelector('.add').addEventListener('click', () => add().querySelector('[name]').focus());
  field.value = () => {
    const items = [...list.children].map((line) => Object.fromEntries([...line.querySelectorAll('[name]')]
      .map((control) => [control.name, read(control, control.type === 'number' ? 'number' : 'string')]).filter(([, value]) => value !== undefined)))
      .filter((item) => Object.keys(item).length);
    return items.length ? items : undefined;
  };
  field.fill = (value) => { list.replaceChildren(); (value ?? []).forEach(add); };
  return field;
}
