import createClient from "openapi-fetch";
import type { paths } from "./client";

declare const process: { argv: string[] };
const [, , server, key] = process.argv;
const client = createClient<paths>({ baseUrl: `${server}api`, headers: { "x-functions-key": key } });
const say = (step: string, ...what: unknown[]) => console.log(`${step}: ${what.join(" ")}`);

async function main() {
  const { data: manifest } = await client.GET("/actions");
  say("actions", manifest!.actions.length);
  const { data: engines } = await client.GET("/options/{app}/{list}", { params: { path: { app: "dreamstudio", list: "engines" }, query: { action: "dreamstudio-text-to-image" } } });
  const engine = engines![0].value;
  say("engine", engine);
  const { data: drawn } = await client.POST("/actions/dreamstudio-text-to-image", { body: { prompt: "A lighthouse", engine_id: engine, style_preset: "digital-art", seed: null } });
  say("drawn", drawn!.path);
  const { data: picture } = await client.GET("/files/{path}", { params: { path: { path: drawn!.path } }, parseAs: "blob" });
  say("downloaded", (picture as unknown as Blob).size, (picture as unknown as Blob).type);
  const { data: stored } = await client.POST("/files", { body: picture as unknown as string, bodySerializer: (body: unknown) => body as Blob, headers: { "Content-Type": "application/octet-stream" } });
  say("stored", stored!.path, stored!.width);
  const { data: larger } = await client.POST("/actions/stability-upscale-fast", { body: { image: stored!.path } });
  say("upscaled", larger!.path);
  const { error } = await client.POST("/actions/dreamstudio-text-to-image", { body: { prompt: "x", cfg_scale: 40 } });
  say("problem", error!.code, error!.problems![0].parameter);
  const { data: check } = await client.POST("/actions/dreamstudio-text-to-image/check", { body: { prompt: "x", cfg_scale: 40 } });
  say("check", check!.valid, check!.problems[0].parameter);
  const { data: job } = await client.POST("/actions/dreamstudio-text-to-image/jobs", { body: { prompt: "A lighthouse" } });
  for (;;) {
    const { data: answer } = await client.GET("/jobs/{id}", { params: { path: { id: job!.job_id } } });
    if (answer!.files) {
      say("job", answer!.files[0].path);
      break;
    }
  }
}

main();
