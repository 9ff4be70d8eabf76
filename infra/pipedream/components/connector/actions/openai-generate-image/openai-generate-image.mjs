import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-openai-generate-image",
  name: "Create Image",
  description: "Generates images from a text prompt and saves them to files. [See the documentation](https://platform.openai.com/docs/api-reference/images/create)",
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
        "openaiPrompt",
      ],
    },
    model: {
      propDefinition: [
        connector,
        "openaiModel",
      ],
    },
    n: {
      propDefinition: [
        connector,
        "n",
      ],
    },
    size: {
      propDefinition: [
        connector,
        "size",
      ],
    },
    quality: {
      propDefinition: [
        connector,
        "quality",
      ],
    },
    background: {
      propDefinition: [
        connector,
        "background",
      ],
    },
    outputFormat: {
      propDefinition: [
        connector,
        "openaiOutputFormat",
      ],
    },
    outputCompression: {
      propDefinition: [
        connector,
        "outputCompression",
      ],
    },
    moderation: {
      type: "string",
      label: "Moderation",
      description: "How strictly the prompt is moderated; for the GPT image models only. One of auto, low. Default auto.",
      options: [
        {
          label: "Auto",
          value: "auto",
        },
        {
          label: "Low",
          value: "low",
        },
      ],
      optional: true,
      default: "auto",
    },
    user: {
      propDefinition: [
        connector,
        "user",
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
      action: "openai-generate-image",
      idempotencyKey: this.idempotencyKey,
      input: {
        prompt: this.prompt,
        model: this.model,
        n: this.n,
        size: this.size,
        quality: this.quality,
        background: this.background,
        output_format: this.outputFormat,
        output_compression: this.outputCompression,
        moderation: this.moderation,
        user: this.user,
        on_filtered: this.onFiltered,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
