import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-edit-erase",
  name: "Erase From Image",
  description: "Removes what a mask covers from an image and saves the result to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Edit/paths/~1v2beta~1stable-image~1edit~1erase/post)",
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
        "stabilityEditEraseImage",
      ],
    },
    mask: {
      propDefinition: [
        connector,
        "mask",
      ],
    },
    growMask: {
      type: "string",
      label: "Grow Mask",
      description: "By how many pixels the mask is grown and its rim blurred. 0 to 20. Default 5.",
      optional: true,
      default: "5",
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
      action: "stability-edit-erase",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
        mask: this.mask,
      },
      input: {
        grow_mask: parseNumber("Grow Mask", this.growMask, {
          min: 0,
          max: 20,
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
