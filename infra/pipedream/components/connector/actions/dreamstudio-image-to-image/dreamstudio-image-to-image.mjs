import connector from "../../connector.app.mjs";
import {
  parseItems,
  parseNumber,
  parseObject,
} from "../../common/values.mjs";

export default {
  key: "connector-dreamstudio-image-to-image",
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
    connector,
    engineId: {
      propDefinition: [
        connector,
        "engineId",
        () => ({
          action: "dreamstudio-image-to-image",
        }),
      ],
    },
    initImage: {
      propDefinition: [
        connector,
        "initImage",
      ],
    },
    prompt: {
      propDefinition: [
        connector,
        "dreamstudioPrompt",
      ],
    },
    negativePrompt: {
      propDefinition: [
        connector,
        "dreamstudioNegativePrompt",
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
        connector,
        "dreamstudioStylePreset",
      ],
    },
    samples: {
      propDefinition: [
        connector,
        "samples",
      ],
    },
    seed: {
      propDefinition: [
        connector,
        "dreamstudioSeed",
      ],
    },
    steps: {
      propDefinition: [
        connector,
        "dreamstudioSteps",
      ],
    },
    cfgScale: {
      propDefinition: [
        connector,
        "cfgScale",
      ],
    },
    sampler: {
      propDefinition: [
        connector,
        "sampler",
      ],
    },
    clipGuidancePreset: {
      propDefinition: [
        connector,
        "clipGuidancePreset",
      ],
    },
    textPrompts: {
      propDefinition: [
        connector,
        "textPrompts",
      ],
    },
    extras: {
      propDefinition: [
        connector,
        "extras",
      ],
    },
    onFiltered: {
      propDefinition: [
        connector,
        "onFiltered",
      ],
    },
    fit: {
      propDefinition: [
        connector,
        "fit",
      ],
    },
    maxCredits: {
      propDefinition: [
        connector,
        "maxCredits",
      ],
    },
    idempotencyKey: {
      propDefinition: [
        connector,
        "idempotencyKey",
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
    const result = await this.connector.runAction({
      $,
      action: "dreamstudio-image-to-image",
      idempotencyKey: this.idempotencyKey,
      files: {
        init_image: this.initImage,
      },
      input: {
        engine_id: this.engineId,
        init_image_mode: this.initImageMode,
        image_strength: parseNumber("Image Strength", this.imageStrength, {
          min: 0,
          max: 1,
        }),
        step_schedule_start: parseNumber("Step Schedule Start", this.stepScheduleStart, {
          min: 0,
          max: 1,
        }),
        step_schedule_end: parseNumber("Step Schedule End", this.stepScheduleEnd, {
          min: 0,
          max: 1,
        }),
        style_preset: this.stylePreset,
        samples: this.samples,
        seed: this.seed,
        steps: this.steps,
        cfg_scale: parseNumber("CFG Scale", this.cfgScale, {
          min: 0,
          max: 35,
        }),
        sampler: this.sampler,
        clip_guidance_preset: this.clipGuidancePreset,
        ...parseItems({
          name: "text_prompts",
          label: "Text Prompts",
          value: this.textPrompts,
          field: "text",
          texts: {
            prompt: {
              text: this.prompt,
              weight: 1,
            },
            negative_prompt: {
              text: this.negativePrompt,
              weight: -1,
            },
          },
        }),
        extras: parseObject("Extras", this.extras),
        on_filtered: this.onFiltered,
        fit: this.fit,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
