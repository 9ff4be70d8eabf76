// What the browser keeps. It may be full, disabled, or hold what nobody here wrote: it is a help, and nothing ends for lack of it.
function shelf(name) {
  const memory = new Map();
  const ask = (what) => { try { return what(window[name]); } catch { return null; } };
  return {
    get: (key) => memory.get(key) ?? ask((store) => store.getItem(key)),
    /** Writes the first of the texts that fits; what does not fit lives as long as the page is open. */
    set(key, ...texts) {
      const fitting = texts.findIndex((text) => ask((store) => { store.setItem(key, text); return true; }));
      if (fitting === 0) memory.delete(key); else memory.set(key, texts[0]);
    },
    remove(key) { memory.delete(key); ask((store) => store.removeItem(key)); },
  };
}

export const session = shelf('sessionStorage');
export const local = shelf('localStorage');

/** A value that was written as JSON; null for none. */
export function parsed(text) {
  try { return JSON.parse(text); } catch { return null; }
}
