import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-edit-search-and-replace",
  name: "Search and Replace in Image",
  description: "Finds a thing in an image by its name, puts another in its place and saves the result to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Edit/paths/~1v2beta~1stable-image~1edit~1search-and-replace/post)",
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
    searchPrompt: {
      type: "string",
      label: "Search Prompt",
      description: "The thing to replace, in a few words. At most 10000 characters.",
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
    growMask: {
      propDefinition: [
        connector,
        "growMask",
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
      action: "stability-edit-search-and-replace",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
      },
      input: {
        search_prompt: this.searchPrompt,
        prompt: this.prompt,
        negative_prompt: this.negativePrompt,
        grow_mask: parseNumber("Grow Mask", this.growMask, {
          min: 0,
          max: 20,
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
