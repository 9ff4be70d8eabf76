// The same call in other places. Secrets are placeholders: whoever copies it fills them in.
const KEY = 'YOUR_ACCESS_KEY';
const json = (value, indent = 2) => JSON.stringify(value, null, indent);
const quoteShell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const writers = {
  curl: (action, inputs, base) => [
    `curl -sS ${quoteShell(`${base}/api/actions/${action}`)} \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -H 'x-functions-key: ${KEY}' \\`,
    `  -d ${quoteShell(json(inputs))}`,
  ].join('\n'),
  PowerShell: (action, inputs, base) => [
    `$body = @'`, json(inputs), `'@`,
    `$receipt = Invoke-RestMethod -Method Post -Uri '${base}/api/actions/${action}' \``,
    `  -ContentType 'application/json; charset=utf-8' -Headers @{ 'x-functions-key' = '${KEY}' } \``,
    `  -Body ([Text.Encoding]::UTF8.GetBytes($body))`,
    `$receipt.path ?? $receipt`,
  ].join('\n'),
  'C#': (action, inputs, base) => [
    `using System.Net.Http.Json;`, `using System.Text;`, `using System.Text.Json.Nodes;`, ``,
    `using var http = new HttpClient();`,
    `http.DefaultRequestHeaders.Add("x-functions-key", "${KEY}");`,
    `const string Body = """"""`, json(inputs), `"""""";`,
    `using var content = new StringContent(Body, Encoding.UTF8, "application/json");`,
    `using var answer = await http.PostAsync("${base}/api/actions/${action}", content);`,
    `var receipt = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;`,
    `Console.WriteLine(answer.IsSuccessStatusCode ? receipt["path"] ?? receipt : receipt["detail"]);`,
  ].join('\n'),
  JavaScript: (action, inputs, base) => [
    `const answer = await fetch('${base}/api/actions/${action}', {`,
    `  method: 'POST',`,
    `  headers: { 'Content-Type': 'application/json', 'x-functions-key': '${KEY}' },`,
    `  body: JSON.stringify(${json(inputs).replaceAll('\n', '\n  ')}),`,
    `});`,
    `const receipt = await answer.json();`,
    `console.log(answer.ok ? receipt.path ?? receipt : receipt.detail);`,
  ].join('\n'),
  'Pipedream step': (action, inputs, base) => [
    `import { axios } from '@pipedream/platform';`, ``,
    `export default defineComponent({`,
    `  props: { key: { type: 'string', label: 'Access Key', secret: true } },`,
    `  async run({ $ }) {`,
    `    return axios($, {`,
    `      method: 'POST',`,
    `      url: '${base}/api/actions/${action}',`,
    `      headers: { 'x-functions-key': this.key },`,
    `      data: ${json(inputs).replaceAll('\n', '\n      ')},`,
    `    });`,
    `  },`,
    `});`,
  ].join('\n'),
  'Power Automate body': (action, inputs) => json(inputs),
  'Logic Apps action': (action, inputs, base) => json({
    [action.replaceAll('-', '_')]: {
      type: 'Http',
      inputs: {
        method: 'POST', uri: `${base}/api/actions/${action}`,
        headers: { 'Content-Type': 'application/json', 'x-functions-key': "@parameters('accessKey')" }, body: inputs,
      },
      runAfter: {},
    },
  }),
  'n8n node': (action, inputs, base) => json({
    nodes: [{
      name: action, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, position: [0, 0],
      parameters: {
        method: 'POST', url: `${base}/api/actions/${action}`, authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth',
        sendBody: true, specifyBody: 'json', jsonBody: json(inputs), options: {},
      },
    }],
    connections: {},
  }),
  'MCP call': (action, inputs) => json({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: action, arguments: inputs } }),
};

/** The places that a call can be taken to. */
export const dialects = Object.keys(writers).map((name) => ({ name, label: name }));

/** A call as a place writes it. */
export const write = (dialect, action, inputs, base) => writers[dialect](action, inputs, base);
