import { client } from "./client/client.gen";
import { checkDreamstudioTextToImage, dreamstudioTextToImage, getFile, getJob, listActions, listOptions, stabilityUpscaleFast, startDreamstudioTextToImage, storeFile } from "./client/sdk.gen";

declare const process: { argv: string[] };
const [, , server, key] = process.argv;
const say = (step: string, ...what: unknown[]) => console.log(`${step}: ${what.join(" ")}`);

async function main() {
  client.setConfig({ baseUrl: `${server}api`, headers: { "x-functions-key": key } });
  const { data: manifest } = await listActions();
  say("actions", manifest!.actions.length);
  const { data: engines } = await listOptions({ path: { app: "dreamstudio", list: "engines" }, query: { action: "dreamstudio-text-to-image" } });
  const engine = engines![0].value;
  say("engine", engine);
  const { data: drawn } = await dreamstudioTextToImage({ body: { prompt: "A lighthouse", engine_id: engine, style_preset: "digital-art", seed: null } });
  say("drawn", drawn!.path);
  const { data: picture } = await getFile({ path: { path: drawn!.path } });
  say("downloaded", picture!.size, picture!.type);
  const { data: stored } = await storeFile({ body: picture! });
  say("stored", stored!.path, stored!.width);
  const { data: larger } = await stabilityUpscaleFast({ body: { image: stored!.path } });
  say("upscaled", larger!.path);
  const { error } = await dreamstudioTextToImage({ body: { prompt: "x", cfg_scale: 40 } });
  say("problem", error!.code, error!.problems![0].parameter);
  const { data: check } = await checkDreamstudioTextToImage({ body: { prompt: "x", cfg_scale: 40 } });
  say("check", check!.valid, check!.problems[0].parameter);
  const { data: job } = await startDreamstudioTextToImage({ body: { prompt: "A lighthouse" } });
  for (;;) {
    const { data: answer } = await getJob({ path: { id: job!.job_id } });
    if (answer!.files) {
      say("job", answer!.files[0].path);
      break;
    }
  }
}

main();
