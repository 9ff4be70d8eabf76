import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-edit-outpaint",
  name: "Outpaint Image",
  description: "Extends an image beyond its edges and saves the result to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Edit/paths/~1v2beta~1stable-image~1edit~1outpaint/post)",
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
      propDefinition: [
        connector,
        "image",
      ],
    },
    left: {
      type: "integer",
      label: "Left",
      description: "Pixels to add on the left. 0 to 2000. Default 0.",
      min: 0,
      max: 2000,
      optional: true,
      default: 0,
    },
    right: {
      type: "integer",
      label: "Right",
      description: "Pixels to add on the right. 0 to 2000. Default 0.",
      min: 0,
      max: 2000,
      optional: true,
      default: 0,
    },
    up: {
      type: "integer",
      label: "Up",
      description: "Pixels to add on top. 0 to 2000. Default 0.",
      min: 0,
      max: 2000,
      optional: true,
      default: 0,
    },
    down: {
      type: "integer",
      label: "Down",
      description: "Pixels to add below. 0 to 2000. Default 0.",
      min: 0,
      max: 2000,
      optional: true,
      default: 0,
    },
    prompt: {
      propDefinition: [
        connector,
        "stabilityControlStyleTransferPrompt",
      ],
    },
    creativity: {
      type: "string",
      label: "Creativity",
      description: "How readily new detail is added. 0 to 1. Default 0.5.",
      optional: true,
      default: "0.5",
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
      action: "stability-edit-outpaint",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
      },
      input: {
        left: this.left,
        right: this.right,
        up: this.up,
        down: this.down,
        prompt: this.prompt,
        creativity: parseNumber("Creativity", this.creativity, {
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
