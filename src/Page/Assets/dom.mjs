/** An element with properties, attributes (of names that are no properties) and children; children that are null are left out. */
export function el(name, given = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (key in element && key !== 'list') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A button that does something when it is pressed. */
export const button = (label, press, given = {}) => {
  const made = el('button', { type: 'button', ...given }, label);
  made.addEventListener('click', press);
  return made;
};

/** A button that begins something: neither a double click nor a press before it has begun begins it twice. */
export const starter = (label, start, given = {}) => {
  const made = button(label, async (event) => {
    if (made.disabled || event.detail > 1) return;
    made.disabled = true;
    try { await start(); } finally {
      made.disabled = false;
      // A disabled button loses the focus of who works by keyboard.
      if (document.activeElement === document.body) made.focus({ preventScroll: true });
    }
  }, given);
  return made;
};

/** A dialog that is shown, and gone from the page once it is closed. */
export function dialog(title, closeLabel, ...children) {
  const shown = el('dialog', { 'aria-label': title },
    el('header', { className: 'row' }, el('h2', {}, title), button('✕', () => shown.close(), { className: 'quiet', 'aria-label': closeLabel })),
    ...children);
  shown.addEventListener('close', () => shown.remove());
  document.body.append(shown);
  shown.showModal();
  return shown;
}

/** Puts a text on the clipboard; where pages may not, it is selected for the person to copy. */
export async function copy(text, element) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (element) getSelection().selectAllChildren(element);
    return false;
  }
}
