import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-upscale-conservative",
  name: "Upscale Image Conservatively",
  description: "Enlarges an image to about 4K with as little change as possible and saves the result to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Upscale/paths/~1v2beta~1stable-image~1upscale~1conservative/post)",
  version: "0.0.1",
  type: "action",
  annotations: {
    destructiveHint: false,
    openWorldHint: true,
    readOnlyHint: false,
  },
  props: {
    connector,
    image: {
      type: "string",
      label: "Image File Path or URL",
      description: "The image to enlarge. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes. Sides of at least 64 pixels. Together 4096 to 9437184 pixels. Proportions of 1:2.5 to 2.5:1.",
    },
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
    creativity: {
      type: "string",
      label: "Creativity",
      description: "How readily new detail is added. 0.2 to 0.5. Default 0.35.",
      optional: true,
      default: "0.35",
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
      action: "stability-upscale-conservative",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
      },
      input: {
        prompt: this.prompt,
        negative_prompt: this.negativePrompt,
        creativity: parseNumber("Creativity", this.creativity, {
          min: 0.2,
          max: 0.5,
        }),
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
