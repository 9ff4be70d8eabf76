// A script that does what each line of standard input asks, { id, method, params }, and answers each with a line, { id, result } or { id, error }.
import { createInterface } from 'node:readline';

/** Answers until standard input ends. */
export function converse(answer) {
  const say = line => process.stdout.write(`${JSON.stringify(line)}\n`);
  createInterface({ input: process.stdin }).on('line', async line => {
    const { id, method, params } = JSON.parse(line);
    try {
      say({ id, result: (await answer(method, params, id)) ?? null });
    } catch (error) {
      say({ id, error: { code: error.code, message: error.message } });
    }
  }).on('close', () => process.exit());
}
