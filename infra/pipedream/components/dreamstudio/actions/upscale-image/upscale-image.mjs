import dreamstudio from "../../dreamstudio.app.mjs";
import {
  cfgScale,
  image,
  negativePrompt,
  prompt,
  seed,
  steps,
  textPrompts,
  upscaleImageEngineId,
  upscaleImageHeight,
  upscaleImageWidth,
} from "../../common/parameters.mjs";
import {
  count,
  needs,
  notWith,
} from "../../common/rules.mjs";

export default {
  key: "dreamstudio-upscale-image",
  name: "Upscale Image",
  description: "Enlarges an image, the latent upscaler by a text prompt too, and saves the result to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/SDXL-1.0-and-SD1.6/operation/upscaleImage)",
  version: "0.0.1",
  type: "action",
  annotations: {
    destructiveHint: false,
    openWorldHint: true,
    readOnlyHint: false,
  },
  props: {
    dreamstudio,
    engineId: {
      propDefinition: [
        dreamstudio,
        "upscaleImageEngineId",
      ],
    },
    image: {
      type: "string",
      label: "Image File Path or URL",
      description: "The image to enlarge. A file in `/tmp` (for example, `/tmp/image.png`), or a URL. png, jpg, webp, at most 5,242,880 bytes.",
    },
    width: {
      type: "integer",
      label: "Width",
      description: "Pixels across of the result; the height follows. Left out with height, the engine's own factor holds. At least 512.",
      min: 512,
      optional: true,
    },
    height: {
      type: "integer",
      label: "Height",
      description: "Pixels down of the result; the width follows. Left out with width, the engine's own factor holds. At least 512.",
      min: 512,
      optional: true,
    },
    prompt: {
      type: "string",
      label: "Prompt",
      description: "What the image should show. 1 to 2000 characters.",
      optional: true,
    },
    negativePrompt: {
      propDefinition: [
        dreamstudio,
        "negativePrompt",
      ],
    },
    textPrompts: {
      propDefinition: [
        dreamstudio,
        "textPrompts",
      ],
    },
    seed: {
      type: "integer",
      label: "Seed",
      description: "The seed of the random noise: the same seed and inputs draw the same image. 0 or left out is a random seed. 0 to 4294967295. Default 0.",
      min: 0,
      max: 4294967295,
      optional: true,
    },
    steps: {
      type: "integer",
      label: "Steps",
      description: "How many diffusion steps to run; more take longer and cost more. 10 to 150. Default 30.",
      min: 10,
      max: 150,
      optional: true,
    },
    cfgScale: {
      type: "string",
      label: "CFG Scale",
      description: "How strictly the image follows the prompt; higher keeps it closer. 0 to 35. Default 7.",
      optional: true,
    },
    organization: {
      propDefinition: [
        dreamstudio,
        "organization",
      ],
    },
    clientId: {
      propDefinition: [
        dreamstudio,
        "clientId",
      ],
    },
    clientVersion: {
      propDefinition: [
        dreamstudio,
        "clientVersion",
      ],
    },
    syncDir: {
      type: "dir",
      accessMode: "read-write",
      sync: true,
      optional: true,
    },
  },
  async run({ $ }) {
    return this.dreamstudio.generateImage({
      $,
      name: "dreamstudio-upscale-image",
      props: this,
      path: [
        "/v1/generation/",
        upscaleImageEngineId,
        "/image-to-image/upscale",
      ],
      body: "form",
      parameters: [
        upscaleImageEngineId,
        image,
        upscaleImageWidth,
        upscaleImageHeight,
        prompt,
        negativePrompt,
        textPrompts,
        seed,
        steps,
        cfgScale,
      ],
      rules: [
        count([
          upscaleImageWidth,
          upscaleImageHeight,
        ], {
          most: 1,
        }),
        needs(negativePrompt, [
          prompt,
          textPrompts,
        ]),
        notWith(upscaleImageEngineId, /esrgan/i, "stable-diffusion-x4-latent-upscaler", [
          prompt,
          negativePrompt,
          textPrompts,
          seed,
          steps,
          cfgScale,
        ]),
      ],
      answer: {
        noun: "image",
        accept: "image/png",
        seedHeader: "Seed",
        finishReasonHeader: "Finish-Reason",
      },
      summary: (values, images) => `Upscaled ${images} with ${values.engine_id}.`,
    });
  },
};
