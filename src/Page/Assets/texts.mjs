// The page's words, in the language that the server chose.
const words = JSON.parse(document.getElementById('texts').textContent);

/** A text; values stand for {0}, {1} in it. */
export const t = (name, ...values) => (words[name] ?? name).replace(/\{(\d)\}/g, (_, index) => values[index] ?? '');

/** Tells people who do not see the page what has just happened. */
export const say = (text) => { document.getElementById('say').textContent = text; };

/** Tells everybody what went wrong where no other place says so: it is shown and read out. */
export const warn = (text) => { document.getElementById('toast').textContent = text; };

/** Credits as people write them. */
export const credits = (value) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 }).format(value);
