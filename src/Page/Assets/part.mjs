// A part of the page that is loaded when it is needed.
import { t, warn } from './texts.mjs';

/** The module; undefined where the server is away, which is told. */
export async function part(module) {
  try { return await import(module); } catch { return warn(t('unreachable')); }
}
