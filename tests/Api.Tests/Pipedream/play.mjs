// Plays the part of Pipedream's runtime: gives components their app and props, runs them, and answers what came of it.
// node play.mjs <folder of the app>, which is named after it; then a part and its parameters are asked for at a time.
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { converse } from "../../Testing/dialogue.mjs";

console.log = console.error;

const folder = process.argv[2];
const slug = basename(folder);
const app = await load(`${slug}.app.mjs`);

async function load(...path) {
  return (await import(pathToFileURL(join(folder, ...path)))).default;
}

/** The app as a component has it; one whose account names no host is told where its API is in place of the true one. */
function connect({ base_url, ...auth }) {
  return { ...app.methods, ...base_url && { _baseUrl: () => base_url }, $auth: auth };
}

/** A prop as the builder sees it: what it refers to, with what it says itself. */
function resolve(prop) {
  const [owner, name, parameters] = prop.propDefinition ?? [];
  return { ...owner?.propDefinitions[name], ...prop, reference: name, parameters };
}

const parts = {
  async describe({ component }) {
    const { props, run, ...metadata } = component;
    const described = Object.entries(props).map(([name, prop]) => [name, { ...resolve(prop), propDefinition: undefined, methods: undefined, propDefinitions: undefined }]);
    return { ...metadata, props: described.map(([name, prop]) => ({ name, ...prop, options: typeof prop.options === "function" ? "async" : prop.options })) };
  },
  async app() {
    return { type: app.type, app: app.app, methods: Object.keys(app.methods), definitions: Object.keys(app.propDefinitions) };
  },
  async options({ component, auth, prop }) {
    const { options, parameters } = resolve(component.props[prop]);
    return options.call(connect(auth), { page: 0, ...parameters?.({}) });
  },
  async waits() {
    const { secondsToWait } = await import(pathToFileURL(join(folder, "common", "retries.mjs")));
    return {
      doubling: [1, 2, 3, 4].map((tries) => secondsToWait({}, tries)),
      told: secondsToWait({ response: { headers: { "retry-after": "30" } } }, 1),
    };
  },
  /** What a component asks of its app. */
  async request({ component, props }) {
    let request;
    const asked = { runAction: async (call) => (request = call, {}) };
    await component.run.call({ ...props, [slug]: asked }, { $: { export() {} } });
    return request;
  },
  /** A source as its platform has it: deployed, told of a request, and deleted. */
  async source({ source, auth, endpoint, hook, event, stored }) {
    const component = await load("sources", source, `${source}.mjs`);
    const emitted = [];
    const answers = [];
    const kept = { ...stored };
    const self = {
      ...component.methods,
      [slug]: connect(auth),
      db: { get: (key) => kept[key], set: (key, value) => (kept[key] = value) },
      http: { endpoint, respond: (answer) => answers.push(answer) },
      $emit: (data, metadata) => emitted.push({ data, ...metadata }),
    };
    await (hook ? component.hooks[hook].call(self) : component.run.call(self, event));
    return { emitted, answers, stored: kept, dedupe: component.dedupe };
  },
  async run({ component, auth, props }) {
    const exports = {};
    const $ = { export: (name, value) => exports[name] = value, context: { id: "run" } };
    try {
      return { value: await component.run.call({ ...props, [slug]: connect(auth) }, { $ }), exports };
    } catch (error) {
      return { error: { name: error.name, message: error.message }, exports };
    }
  },
};

converse(async (part, { action, ...call }) => parts[part]({ ...call, component: action && await load("actions", action, `${action}.mjs`) }));
