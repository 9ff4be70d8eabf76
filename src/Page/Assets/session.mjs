// What this session knows: the access key, the runs and what they cost, what was typed. It ends with the browser's tab.
import { parsed, session } from './storage.mjs';

const KEY = 'connector.key';
const RUNS = 'connector.runs';
const NOTIFY = 'connector.notify';
const LAST = 'connector.last';
const DRAFT = 'connector.draft.';
const MOST_RUNS = 50;
/** Longer texts of a form are files as data, not what a person typed. */
const LONG = 20_000;

export const accessKey = () => session.get(KEY) ?? '';
export const keepAccessKey = (key) => key ? session.set(KEY, key) : session.remove(KEY);

export const wantsNotice = () => session.get(NOTIFY) === 'yes';
export const keepNotice = (wanted) => session.set(NOTIFY, wanted ? 'yes' : 'no');

export function runs() {
  const list = parsed(session.get(RUNS));
  return Array.isArray(list) ? list.filter((run) => run?.key && run.id) : [];
}

const bare = (run) => ({ ...run, inputs: undefined });

function keep(list) {
  const kept = list.slice(-MOST_RUNS);
  // Where storage is short, the inputs go first: without them a run is shown, and only not repeated.
  session.set(RUNS, JSON.stringify(kept), ...[
    () => kept.map((run) => JSON.stringify(run).length > LONG ? bare(run) : run),
    () => kept.map(bare),
    () => kept.slice(-1).map(bare),
  ].map((version) => () => JSON.stringify(version())));
  document.dispatchEvent(new Event('spent'));
}

/** Writes a new run down. */
export const keepRun = (run) => keep([...runs(), run]);

/** Writes down how a run has changed, unless it was dismissed. */
export const changeRun = (run) => keep(runs().map((one) => one.key === run.key ? run : one));

export const dropRun = (key) => keep(runs().filter((run) => run.key !== key));

/** The credits of this session's runs, as far as their prices are documented. */
export const spent = () => runs().reduce((sum, run) => sum + (run.credits ?? 0), 0);

/** The action whose form was shown last. */
export const lastAction = () => session.get(LAST);
export const keepLastAction = (action) => session.set(LAST, action);

/** What was typed into an action's form; null for nothing. */
export const draft = (action) => parsed(session.get(DRAFT + action));
export const dropDraft = (action) => session.remove(DRAFT + action);

export function keepDraft(action, values) {
  const typed = Object.entries(values).filter(([, value]) => value !== undefined && JSON.stringify(value).length <= LONG);
  if (typed.length) session.set(DRAFT + action, JSON.stringify(Object.fromEntries(typed))); else dropDraft(action);
}
