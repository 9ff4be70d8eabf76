// Reads a message as a receiver of CloudEvents does.
import { readFileSync } from 'node:fs';
import { HTTP } from 'cloudevents';

const event = HTTP.toEvent(JSON.parse(readFileSync(process.argv[2], 'utf8')));
event.validate();
console.log(`${event.type} ${event.specversion} ${event.data.content_type}`);
