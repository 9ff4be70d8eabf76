import connector from "../../connector.app.mjs";
import {
  parseItems,
  parseNumber,
  parseObject,
} from "../../common/values.mjs";

export default {
  key: "connector-dreamstudio-text-to-image",
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
    connector,
    engineId: {
      propDefinition: [
        connector,
        "engineId",
        () => ({
          action: "dreamstudio-text-to-image",
        }),
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
      accessMode: "write",
      sync: true,
      optional: true,
    },
  },
  async run({ $ }) {
    const result = await this.connector.runAction({
      $,
      action: "dreamstudio-text-to-image",
      idempotencyKey: this.idempotencyKey,
      input: {
        engine_id: this.engineId,
        width: this.width,
        height: this.height,
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
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
