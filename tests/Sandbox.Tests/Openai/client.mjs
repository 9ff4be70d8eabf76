// The openai package against a server of ours: node client.mjs <base url> <key>. Writes what came as one line of JSON.
import { createReadStream } from "node:fs";
import OpenAI from "openai";

const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const model = "gpt-image-1";

const drawn = await client.images.generate({ model, prompt: "an otter" });
const edited = await client.images.edit({ model, prompt: "an otter with a hat", image: createReadStream("otter.png") });
const merged = await client.images.edit({ model, prompt: "two otters", image: [createReadStream("otter.png"), createReadStream("otter.png")] });

const failure = async (call) => {
  try {
    await call;
    return null;
  } catch (error) {
    return error;
  }
};
const blocked = await failure(client.images.generate({ model, prompt: "sandbox:refused" }));
const wrong = await failure(client.images.generate({ model, prompt: "an otter", size: "17x17" }));

console.log(JSON.stringify({
  images: [drawn, edited, merged].map((answer) => answer.data[0].b64_json),
  usage: drawn.usage,
  blocked: { status: blocked.status, code: blocked.code, type: blocked.type },
  wrong: { status: wrong.status, code: wrong.code, param: wrong.param },
}));
