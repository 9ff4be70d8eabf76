import connector from "../../connector.app.mjs";
import {
  parseItems,
  parseNumber,
  parseObject,
} from "../../common/values.mjs";

export default {
  key: "connector-dreamstudio-mask-image",
  name: "Redraw Masked Part of Image",
  description: "Redraws the masked part of an image from a text prompt and saves each result to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/SDXL-1.0-and-SD1.6/operation/masking)",
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
          action: "dreamstudio-mask-image",
        }),
      ],
    },
    initImage: {
      propDefinition: [
        connector,
        "initImage",
      ],
    },
    maskSource: {
      type: "string",
      label: "Mask Source",
      description: "What is redrawn: the white or the black pixels of the mask image, or the transparent ones of the init image. One of MASK_IMAGE_WHITE, MASK_IMAGE_BLACK, INIT_IMAGE_ALPHA.",
      options: [
        {
          label: "White pixels of the mask image",
          value: "MASK_IMAGE_WHITE",
        },
        {
          label: "Black pixels of the mask image",
          value: "MASK_IMAGE_BLACK",
        },
        {
          label: "Transparent pixels of the init image",
          value: "INIT_IMAGE_ALPHA",
        },
      ],
    },
    maskImage: {
      type: "string",
      label: "Mask Image File Path or URL",
      description: "A greyscale image as large as the init image that says what is redrawn, and how strongly. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 5,242,880 bytes.",
      optional: true,
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
      action: "dreamstudio-mask-image",
      idempotencyKey: this.idempotencyKey,
      files: {
        init_image: this.initImage,
        mask_image: this.maskImage,
      },
      input: {
        engine_id: this.engineId,
        mask_source: this.maskSource,
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
