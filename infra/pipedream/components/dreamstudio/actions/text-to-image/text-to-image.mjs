import dreamstudio from "../../dreamstudio.app.mjs";
import {
  cfgScale,
  clipGuidancePreset,
  engineId,
  extras,
  height,
  negativePrompt,
  prompt,
  sampler,
  samples,
  seed,
  steps,
  stylePreset,
  textPrompts,
  width,
} from "../../common/parameters.mjs";
import {
  count,
  drawnSize,
  needs,
} from "../../common/rules.mjs";

export default {
  key: "dreamstudio-text-to-image",
  name: "Generate Image From Text",
  description: "Generates one or more images from a text prompt and saves each to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/SDXL-1.0-and-SD1.6/operation/textToImage)",
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
        "engineId",
      ],
    },
    prompt: {
      propDefinition: [
        dreamstudio,
        "prompt",
      ],
    },
    negativePrompt: {
      propDefinition: [
        dreamstudio,
        "negativePrompt",
      ],
    },
    width: {
      type: "integer",
      label: "Width",
      description: "Pixels across. Which sizes are drawn depends on the engine, which also chooses when it is left out. At least 128, in steps of 64.",
      min: 128,
      optional: true,
    },
    height: {
      type: "integer",
      label: "Height",
      description: "Pixels down. Which sizes are drawn depends on the engine, which also chooses when it is left out. At least 128, in steps of 64.",
      min: 128,
      optional: true,
    },
    stylePreset: {
      propDefinition: [
        dreamstudio,
        "stylePreset",
      ],
    },
    samples: {
      propDefinition: [
        dreamstudio,
        "samples",
      ],
    },
    seed: {
      propDefinition: [
        dreamstudio,
        "seed",
      ],
    },
    steps: {
      propDefinition: [
        dreamstudio,
        "steps",
      ],
    },
    cfgScale: {
      propDefinition: [
        dreamstudio,
        "cfgScale",
      ],
    },
    sampler: {
      propDefinition: [
        dreamstudio,
        "sampler",
      ],
    },
    clipGuidancePreset: {
      propDefinition: [
        dreamstudio,
        "clipGuidancePreset",
      ],
    },
    textPrompts: {
      propDefinition: [
        dreamstudio,
        "textPrompts",
      ],
    },
    extras: {
      propDefinition: [
        dreamstudio,
        "extras",
      ],
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
      accessMode: "write",
      sync: true,
      optional: true,
    },
  },
  async run({ $ }) {
    return this.dreamstudio.generateImage({
      $,
      name: "dreamstudio-text-to-image",
      props: this,
      path: [
        "/v1/generation/",
        engineId,
        "/text-to-image",
      ],
      body: "json",
      parameters: [
        engineId,
        prompt,
        negativePrompt,
        width,
        height,
        stylePreset,
        samples,
        seed,
        steps,
        cfgScale,
        sampler,
        clipGuidancePreset,
        textPrompts,
        extras,
      ],
      rules: [
        count([
          prompt,
          textPrompts,
        ], {
          least: 1,
        }),
        needs(negativePrompt, [
          prompt,
          textPrompts,
        ]),
        drawnSize(engineId, width, height, [
          {
            ids: /^stable-diffusion-xl-1024-/,
            sizes: "1024x1024, 1152x896, 896x1152, 1216x832, 832x1216, 1344x768, 768x1344, 1536x640, 640x1536",
            pairs: [
              "1024x1024",
              "1152x896",
              "896x1152",
              "1216x832",
              "832x1216",
              "1344x768",
              "768x1344",
              "1536x640",
              "640x1536",
            ],
            defaultSide: 1024,
          },
          {
            ids: /^stable-diffusion-xl-beta-/,
            sizes: "sides of 128 to 896, only one of them over 512",
            defaultSide: 512,
            minSide: 128,
            maxSide: 896,
            maxShorterSide: 512,
          },
          {
            ids: /^stable-diffusion-v1-6$/,
            sizes: "sides of 320 to 1536",
            defaultSide: 512,
            minSide: 320,
            maxSide: 1536,
          },
          {
            ids: /-768-/,
            sizes: "589,824 to 1,048,576 pixels in all",
            minPixels: 589824,
            maxPixels: 1048576,
          },
          {
            ids: /-512-|^stable-diffusion-v1-5$/,
            sizes: "262,144 to 1,048,576 pixels in all",
            defaultSide: 512,
            minPixels: 262144,
            maxPixels: 1048576,
          },
        ]),
      ],
      answer: {
        noun: "image",
        accept: "image/png",
        seedHeader: "Seed",
        finishReasonHeader: "Finish-Reason",
        count: samples,
        acceptSeveral: "application/json",
        json: {
          data: "base64",
          seed: "seed",
          finishReason: "finishReason",
        },
      },
      summary: (values, images) => `Generated ${images} with ${values.engine_id}.`,
    });
  },
};
