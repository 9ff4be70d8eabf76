// What the browser keeps. It may be full, disabled, or hold what nobody here wrote: it is a help, and nothing ends for lack of it.
function shelf(name) {
  const memory = new Map();
  const ask = (what) => { try { return what(window[name]); } catch { return null; } };
  return {
    get: (key) => memory.get(key) ?? ask((store) => store.getItem(key)),
    /** Writes a text, or the first of shorter ones, made then, that fits; the whole lives as long as the page is open. */
    set(key, text, ...shorter) {
      const fits = (one) => ask((store) => { store.setItem(key, one); return true; });
      if (fits(text)) { memory.delete(key); return; }
      memory.set(key, text);
      shorter.some((make) => fits(make()));
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
