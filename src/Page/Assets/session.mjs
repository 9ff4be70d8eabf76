// What this session knows: the access key, the runs and what they cost. It ends with the browser's tab.
const KEY = 'connector.key';
const RUNS = 'connector.runs';
const NOTIFY = 'connector.notify';

export const accessKey = () => sessionStorage.getItem(KEY) ?? '';
export const keepAccessKey = (key) => key ? sessionStorage.setItem(KEY, key) : sessionStorage.removeItem(KEY);

export const wantsNotice = () => sessionStorage.getItem(NOTIFY) === 'yes';
export const keepNotice = (wanted) => sessionStorage.setItem(NOTIFY, wanted ? 'yes' : 'no');

export const runs = () => JSON.parse(sessionStorage.getItem(RUNS) ?? '[]');
const keep = (list) => { sessionStorage.setItem(RUNS, JSON.stringify(list.slice(-50))); };

/** Writes a run down, anew or as it has changed. */
export function keepRun(run) {
  const list = runs();
  const at = list.findIndex((one) => one.key === run.key);
  if (at < 0) list.push(run); else list[at] = run;
  keep(list);
  document.dispatchEvent(new Event('spent'));
}

export const dropRun = (key) => keep(runs().filter((run) => run.key !== key));

/** The credits of this session's runs, as far as their prices are documented. */
export const spent = () => runs().reduce((sum, run) => sum + (run.credits ?? 0), 0);
