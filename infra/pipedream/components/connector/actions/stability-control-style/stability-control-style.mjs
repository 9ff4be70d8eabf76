import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-control-style",
  name: "Generate Image in Style of Image",
  description: "Generates an image in the style of another from a text prompt and saves it to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Control/paths/~1v2beta~1stable-image~1control~1style/post)",
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
    image: {
      propDefinition: [
        connector,
        "image",
      ],
    },
    fidelity: {
      type: "string",
      label: "Fidelity",
      description: "How close the result's style is to the image's. 0 to 1. Default 0.5.",
      optional: true,
      default: "0.5",
    },
    aspectRatio: {
      propDefinition: [
        connector,
        "aspectRatio",
      ],
    },
    negativePrompt: {
      propDefinition: [
        connector,
        "negativePrompt",
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
      action: "stability-control-style",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
      },
      input: {
        prompt: this.prompt,
        fidelity: parseNumber("Fidelity", this.fidelity, {
          min: 0,
          max: 1,
        }),
        aspect_ratio: this.aspectRatio,
        negative_prompt: this.negativePrompt,
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
