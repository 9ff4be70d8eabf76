import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-control-style-transfer",
  name: "Transfer Style to Image",
  description: "Gives an image the style of another and saves the result to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Control/paths/~1v2beta~1stable-image~1control~1style-transfer/post)",
  version: "0.0.1",
  type: "action",
  annotations: {
    destructiveHint: false,
    openWorldHint: true,
    readOnlyHint: false,
  },
  props: {
    connector,
    initImage: {
      type: "string",
      label: "Init Image File Path or URL",
      description: "The image to restyle. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes. Sides of 64 to 16383 pixels. Together 4096 to 9437184 pixels. Proportions of 1:2.5 to 2.5:1.",
    },
    styleImage: {
      type: "string",
      label: "Style Image File Path or URL",
      description: "The image whose style is taken. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes. Sides of 64 to 16383 pixels. Together 4096 to 9437184 pixels.",
    },
    prompt: {
      propDefinition: [
        connector,
        "stabilityControlStyleTransferPrompt",
      ],
    },
    negativePrompt: {
      propDefinition: [
        connector,
        "negativePrompt",
      ],
    },
    styleStrength: {
      type: "string",
      label: "Style Strength",
      description: "How much the style image counts. 0 to 1. Default 1.",
      optional: true,
      default: "1",
    },
    compositionFidelity: {
      type: "string",
      label: "Composition Fidelity",
      description: "How close the composition stays to the init image's. 0 to 1. Default 0.9.",
      optional: true,
      default: "0.9",
    },
    changeStrength: {
      type: "string",
      label: "Change Strength",
      description: "How much of the init image may change. 0.1 to 1. Default 0.9.",
      optional: true,
      default: "0.9",
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
      action: "stability-control-style-transfer",
      idempotencyKey: this.idempotencyKey,
      files: {
        init_image: this.initImage,
        style_image: this.styleImage,
      },
      input: {
        prompt: this.prompt,
        negative_prompt: this.negativePrompt,
        style_strength: parseNumber("Style Strength", this.styleStrength, {
          min: 0,
          max: 1,
        }),
        composition_fidelity: parseNumber("Composition Fidelity", this.compositionFidelity, {
          min: 0,
          max: 1,
        }),
        change_strength: parseNumber("Change Strength", this.changeStrength, {
          min: 0.1,
          max: 1,
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
