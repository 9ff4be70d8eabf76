import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-generate-core",
  name: "Generate Image With Core",
  description: "Generates an image fast and cheaply from a text prompt and saves it to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Generate/paths/~1v2beta~1stable-image~1generate~1core/post)",
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
      action: "stability-generate-core",
      idempotencyKey: this.idempotencyKey,
      input: {
        prompt: this.prompt,
        negative_prompt: this.negativePrompt,
        aspect_ratio: this.aspectRatio,
        style_preset: this.stylePreset,
        seed: this.seed,
        output_format: this.outputFormat,
        upstream_form: this.upstreamForm,
        on_filtered: this.onFiltered,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
