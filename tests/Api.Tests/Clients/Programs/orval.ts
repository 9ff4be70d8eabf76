import axios, { AxiosError } from "axios";
import { checkDreamstudioTextToImage, dreamstudioTextToImage, getFile, getJob, listActions, listOptions, stabilityUpscaleFast, startDreamstudioTextToImage, storeFile } from "./client";
import type { ProblemDocument } from "./client";

declare const process: { argv: string[] };
const [, , server, key] = process.argv;
const say = (step: string, ...what: unknown[]) => console.log(`${step}: ${what.join(" ")}`);

async function main() {
  axios.defaults.adapter = "fetch"; // Node.js: only this one brings bytes as a Blob, as browsers do.
  axios.defaults.baseURL = `${server}api`;
  axios.defaults.headers.common["x-functions-key"] = key;
  say("actions", (await listActions()).data.actions.length);
  const engine = (await listOptions("dreamstudio", "engines", { action: "dreamstudio-text-to-image" })).data[0].value;
  say("engine", engine);
  const drawn = (await dreamstudioTextToImage({ prompt: "A lighthouse", engine_id: engine, style_preset: "digital-art", seed: null })).data;
  say("drawn", drawn.path);
  const picture = (await getFile(drawn.path)).data;
  say("downloaded", picture.size, picture.type);
  const stored = (await storeFile(picture, { headers: { "Content-Type": "application/octet-stream" } })).data;
  say("stored", stored.path, stored.width);
  say("upscaled", (await stabilityUpscaleFast({ image: stored.path })).data.path);
  await dreamstudioTextToImage({ prompt: "x", cfg_scale: 40 }).catch((failure: AxiosError<ProblemDocument>) =>
    say("problem", failure.response!.data.code, failure.response!.data.problems![0].parameter));
  const check = (await checkDreamstudioTextToImage({ prompt: "x", cfg_scale: 40 })).data;
  say("check", check.valid, check.problems[0].parameter);
  const job = (await startDreamstudioTextToImage({ prompt: "A lighthouse" })).data;
  for (;;) {
    const answer = (await getJob(job.job_id)).data;
    if (answer.files) {
      say("job", answer.files[0].path);
      break;
    }
  }
}

main();
