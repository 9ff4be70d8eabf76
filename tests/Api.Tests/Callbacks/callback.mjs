// Verifies a message as a receiver does.
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';

const { headers, body } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const webhook = new Webhook(process.argv[3]);
const event = webhook.verify(body, headers);
let refused = '';
try {
  webhook.verify(body.replace('image/png', 'image/gif'), headers);
} catch {
  refused = ', changed refused';
}

console.log(`${event.type} verified${refused}`);
