// Has the client of MCP's TypeScript SDK do what it is asked.
import { createRequire } from 'node:module';
import { converse } from '../../Testing/dialogue.mjs';

const [packages, settings] = process.argv.slice(2);
const { url, headers, command, args, cwd, env } = JSON.parse(settings);
const sdk = createRequire(`${packages}/`);
const { Client } = sdk('@modelcontextprotocol/sdk/client/index.js');
const { StdioClientTransport } = sdk('@modelcontextprotocol/sdk/client/stdio.js');
const { StreamableHTTPClientTransport } = sdk('@modelcontextprotocol/sdk/client/streamableHttp.js');

const client = new Client({ name: 'connector-tests', version: '1.0.0' });
const errors = [];
client.onerror = error => errors.push(error.message);
const running = new Map();

const own = {
  connect: () => client.connect(url
    ? new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } })
    : new StdioClientTransport({ command, args, cwd, env, stderr: 'inherit' })),
  server: () => ({ ...client.getServerVersion(), instructions: client.getInstructions(), capabilities: client.getServerCapabilities() }),
  errors: () => errors,
  abort: ({ id }) => running.get(id).abort('The test says so.'),
  close: () => client.close(),
};

converse((method, params, id) => {
  const stop = new AbortController();
  running.set(id, stop);
  const options = { signal: stop.signal, timeout: 300_000 };
  return method in own ? own[method](params)
    : method === 'callTool' ? client.callTool(params, undefined, options)
    : client[method](params, options);
});
