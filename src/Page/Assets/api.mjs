// Calls to this server, and to no other.
import { accessKey } from './session.mjs';
import { t } from './texts.mjs';

const base = document.body.dataset.base;

/** A call that was refused: the problem document says why. */
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Sends a request below /api; what was refused is thrown. */
export async function call(path, options = {}) {
  const headers = new Headers(options.headers);
  if (accessKey()) headers.set('x-functions-key', accessKey());
  let answer;
  try {
    answer = await fetch(path.startsWith('http') ? path : `${base}/api/${path}`, { ...options, headers });
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new Refusal(0, { detail: t('unreachable') });
  }
  if (answer.ok) return answer;
  const text = await answer.text();
  let problem;
  try { problem = JSON.parse(text); } catch { problem = { detail: text || t('refused', answer.status) }; }
  if (answer.status === 401) problem.detail = t(accessKey() ? 'wrong_key' : 'needs_key');
  throw new Refusal(answer.status, problem, Number(answer.headers.get('Retry-After')) || 0);
}

export const getJson = async (path, options) => (await call(path, options)).json();

export const postJson = (path, body, headers = {}, signal = undefined) =>
  call(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers }, signal });

/** A stored file's address below /api, its path's parts escaped. A part of dots would lead out of it, escaped or not. */
export function filePath(path) {
  const parts = path.split('/');
  if (parts.includes('..') || parts.includes('.')) throw new Refusal(404, { detail: t('no_path', path) });
  return `files/${parts.map(encodeURIComponent).join('/')}`;
}

/** Stores a file and returns its path. */
export async function upload(file) {
  const answer = await call('files', { method: 'POST', body: file, headers: { 'Content-Type': file.type || 'application/octet-stream' } });
  return (await answer.json()).path;
}

/** The address at which the browser can show a stored file: an access key travels in a header only, so the bytes are fetched first. */
export async function show(path, query = '') {
  const answer = await call(filePath(path) + query);
  return URL.createObjectURL(await answer.blob());
}

/** Whether this server makes small pictures; one that was published without that says so once. */
let makesSmall = true;

/** A small picture of a stored one; the picture itself where there is no smaller one. */
export async function thumbnail(path, width = 320) {
  if (!makesSmall) return show(path);
  try { return await show(path, `?width=${width}`); } catch (refusal) {
    makesSmall = refusal.status !== 501;
    if (refusal.status < 400 || refusal.status === 401 || refusal.status === 404) throw refusal;
    return show(path);
  }
}

/** Frees an address that show() gave, once the picture is shown. */
export const showIn = (image, address) => new Promise((resolve) => {
  image.onload = image.onerror = () => { URL.revokeObjectURL(address); resolve(); };
  image.src = address;
});
