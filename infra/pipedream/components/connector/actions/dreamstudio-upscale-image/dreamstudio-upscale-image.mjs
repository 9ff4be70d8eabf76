import connector from "../../connector.app.mjs";
import {
  parseItems,
  parseNumber,
} from "../../common/values.mjs";

export default {
  key: "connector-dreamstudio-upscale-image",
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
    connector,
    engineId: {
      propDefinition: [
        connector,
        "dreamstudioEngineId",
        () => ({
          action: "dreamstudio-upscale-image",
        }),
      ],
    },
    image: {
      type: "string",
      label: "Image File Path or URL",
      description: "The image to enlarge. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 5,242,880 bytes.",
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
        connector,
        "dreamstudioNegativePrompt",
      ],
    },
    textPrompts: {
      propDefinition: [
        connector,
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
      action: "dreamstudio-upscale-image",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
      },
      input: {
        engine_id: this.engineId,
        width: this.width,
        height: this.height,
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
        seed: this.seed,
        steps: this.steps,
        cfg_scale: parseNumber("CFG Scale", this.cfgScale, {
          min: 0,
          max: 35,
        }),
        on_filtered: this.onFiltered,
        fit: this.fit,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
