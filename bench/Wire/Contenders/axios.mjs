// As Pipedream's component does: axios takes the whole answer, and a file is written of it.
import { createServer } from "node:http";
import { writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";

const [modules, upstream, folder, port] = process.argv.slice(2);
const axios = createRequire(`${modules}/`)("axios");

createServer(async (request, response) => {
  try {
    const body = [];
    for await (const part of request) body.push(part);
    const answer = await axios.post(upstream, Buffer.concat(body), {
      headers: { "content-type": request.headers["content-type"] }, responseType: "arraybuffer", maxBodyLength: Infinity,
    });
    if (request.url === "/samples") {
      for (const sample of JSON.parse(answer.data).artifacts) await writeFile(`${folder}/${randomUUID()}.png`, Buffer.from(sample.base64, "base64"));
    } else {
      await writeFile(`${folder}/${randomUUID()}.png`, Buffer.from(answer.data));
    }
    response.end("{}");
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error));
  }
}).listen(Number(port), "127.0.0.1");
