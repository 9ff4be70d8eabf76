import dreamstudio from "../../dreamstudio.app.mjs";
import {
  cfgScale,
  clipGuidancePreset,
  engineId,
  extras,
  imageStrength,
  initImage,
  initImageMode,
  negativePrompt,
  prompt,
  sampler,
  samples,
  seed,
  stepScheduleEnd,
  stepScheduleStart,
  steps,
  stylePreset,
  textPrompts,
} from "../../common/parameters.mjs";
import {
  count,
  needs,
  when,
} from "../../common/rules.mjs";

export default {
  key: "dreamstudio-image-to-image",
  name: "Generate Image From Image",
  description: "Generates one or more images from an image and a text prompt and saves each to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/SDXL-1.0-and-SD1.6/operation/imageToImage)",
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
    initImage: {
      propDefinition: [
        dreamstudio,
        "initImage",
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
    initImageMode: {
      type: "string",
      label: "Init Image Mode",
      description: "Whether a strength or a step schedule says how much the init image counts. One of IMAGE_STRENGTH, STEP_SCHEDULE. Default IMAGE_STRENGTH.",
      options: [
        {
          label: "Image strength",
          value: "IMAGE_STRENGTH",
        },
        {
          label: "Step schedule",
          value: "STEP_SCHEDULE",
        },
      ],
      optional: true,
      default: "IMAGE_STRENGTH",
    },
    imageStrength: {
      type: "string",
      label: "Image Strength",
      description: "How much the init image counts: near 1 the result is very similar to it, near 0 wildly different. 0 to 1. Default 0.35.",
      optional: true,
    },
    stepScheduleStart: {
      type: "string",
      label: "Step Schedule Start",
      description: "The share of steps skipped at the start: 0 returns the init image, 1 ignores it. 0 to 1. Default 0.65.",
      optional: true,
    },
    stepScheduleEnd: {
      type: "string",
      label: "Step Schedule End",
      description: "The share of steps skipped at the end. 0 to 1.",
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
      accessMode: "read-write",
      sync: true,
      optional: true,
    },
  },
  async run({ $ }) {
    return this.dreamstudio.generateImage({
      $,
      name: "dreamstudio-image-to-image",
      props: this,
      path: [
        "/v1/generation/",
        engineId,
        "/image-to-image",
      ],
      body: "form",
      parameters: [
        engineId,
        initImage,
        prompt,
        negativePrompt,
        initImageMode,
        imageStrength,
        stepScheduleStart,
        stepScheduleEnd,
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
        when(initImageMode, "IMAGE_STRENGTH", {
          forbidden: [
            stepScheduleStart,
            stepScheduleEnd,
          ],
        }),
        when(initImageMode, "STEP_SCHEDULE", {
          forbidden: [
            imageStrength,
          ],
        }),
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
      summary: (values, images) => `Generated ${images} from an image with ${values.engine_id}.`,
    });
  },
};
