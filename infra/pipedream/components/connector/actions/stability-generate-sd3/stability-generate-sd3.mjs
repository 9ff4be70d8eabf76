import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-generate-sd3",
  name: "Generate Image With Stable Diffusion 3.5",
  description: "Generates an image from a text prompt, or from an image and a text prompt, and saves it to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Generate/paths/~1v2beta~1stable-image~1generate~1sd3/post)",
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
    model: {
      type: "string",
      label: "Model",
      description: "The model that draws the image. One of sd3.5-large, sd3.5-large-turbo, sd3.5-medium, sd3.5-flash, sd3-large, sd3-large-turbo, sd3-medium. Default sd3.5-large.",
      options: [
        {
          label: "Stable Diffusion 3.5 Large",
          value: "sd3.5-large",
        },
        {
          label: "Stable Diffusion 3.5 Large Turbo",
          value: "sd3.5-large-turbo",
        },
        {
          label: "Stable Diffusion 3.5 Medium",
          value: "sd3.5-medium",
        },
        {
          label: "Stable Diffusion 3.5 Flash",
          value: "sd3.5-flash",
        },
        {
          label: "Stable Diffusion 3 Large (served by 3.5)",
          value: "sd3-large",
        },
        {
          label: "Stable Diffusion 3 Large Turbo (served by 3.5)",
          value: "sd3-large-turbo",
        },
        {
          label: "Stable Diffusion 3 Medium (served by 3.5)",
          value: "sd3-medium",
        },
      ],
      default: "sd3.5-large",
    },
    mode: {
      type: "string",
      label: "Mode",
      description: "Whether the image is drawn from the prompt alone, or from an image and the prompt. One of text-to-image, image-to-image. Default text-to-image.",
      options: [
        {
          label: "Text to image",
          value: "text-to-image",
        },
        {
          label: "Image to image",
          value: "image-to-image",
        },
      ],
      default: "text-to-image",
    },
    aspectRatio: {
      type: "string",
      label: "Aspect Ratio",
      description: "The proportions of the result. One of 21:9, 16:9, 3:2, 5:4, 1:1, 4:5, 2:3, 9:16, 9:21. Default 1:1.",
      options: [
        {
          label: "21:9",
          value: "21:9",
        },
        {
          label: "16:9",
          value: "16:9",
        },
        {
          label: "3:2",
          value: "3:2",
        },
        {
          label: "5:4",
          value: "5:4",
        },
        {
          label: "1:1",
          value: "1:1",
        },
        {
          label: "4:5",
          value: "4:5",
        },
        {
          label: "2:3",
          value: "2:3",
        },
        {
          label: "9:16",
          value: "9:16",
        },
        {
          label: "9:21",
          value: "9:21",
        },
      ],
      optional: true,
    },
    image: {
      propDefinition: [
        connector,
        "gatewayImage",
      ],
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
    cfgScale: {
      type: "string",
      label: "CFG Scale",
      description: "How strictly the image follows the prompt. Each model has a value of its own when it is left out. 1 to 10.",
      optional: true,
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
      action: "stability-generate-sd3",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
      },
      input: {
        prompt: this.prompt,
        negative_prompt: this.negativePrompt,
        model: this.model,
        mode: this.mode,
        aspect_ratio: this.aspectRatio,
        strength: parseNumber("Strength", this.strength, {
          min: 0,
          max: 1,
        }),
        style_preset: this.stylePreset,
        cfg_scale: parseNumber("CFG Scale", this.cfgScale, {
          min: 1,
          max: 10,
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
