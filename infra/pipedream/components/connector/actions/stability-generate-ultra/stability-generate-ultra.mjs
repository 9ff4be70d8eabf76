import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-generate-ultra",
  name: "Generate Image With Ultra",
  description: "Generates an image of the highest quality from a text prompt, and an image if one is given, and saves it to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Generate/paths/~1v2beta~1stable-image~1generate~1ultra/post)",
  version: "0.0.1",
  type: "action",
  annotations: {
    destructiveHint: false,
    openWorldHint: true,
    readOnlyHint: false,
  },
  props: {
    connector,
    prompt: {
      propDefinition: [
        connector,
        "prompt",
      ],
    },
    negativePrompt: {
      propDefinition: [
        connector,
        "negativePrompt",
      ],
    },
    aspectRatio: {
      propDefinition: [
        connector,
        "aspectRatio",
      ],
    },
    image: {
      type: "string",
      label: "Image File Path or URL",
      description: "An image to start from. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes. Sides of 64 to 16384 pixels. Together at least 4096 pixels.",
      optional: true,
    },
    strength: {
      propDefinition: [
        connector,
        "strength",
      ],
    },
    stylePreset: {
      propDefinition: [
        connector,
        "stylePreset",
      ],
    },
    seed: {
      propDefinition: [
        connector,
        "seed",
      ],
    },
    outputFormat: {
      propDefinition: [
        connector,
        "outputFormat",
      ],
    },
    upstreamForm: {
      propDefinition: [
        connector,
        "upstreamForm",
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
      action: "stability-generate-ultra",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
      },
      input: {
        prompt: this.prompt,
        negative_prompt: this.negativePrompt,
        aspect_ratio: this.aspectRatio,
        strength: parseNumber("Strength", this.strength, {
          min: 0,
          max: 1,
        }),
        style_preset: this.stylePreset,
        seed: this.seed,
        output_format: this.outputFormat,
        upstream_form: this.upstreamForm,
        on_filtered: this.onFiltered,
        fit: this.fit,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
