import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-gateway-generate-image",
  name: "Generate Image",
  description: "Generates an image from a text prompt, or from an image and a text prompt, and saves it to a file. [See the documentation](https://gateway.serevixai.ai/)",
  version: "0.0.1",
  type: "action",
  annotations: {
    destructiveHint: false,
    openWorldHint: true,
    readOnlyHint: false,
  },
  props: {
    connector,
    model: {
      type: "string",
      label: "Model",
      description: "The model that draws the image. At least 1 character. For example sd3-large, sd3-large-turbo, sd-core.",
      options: [
        "sd3-large",
        "sd3-large-turbo",
        "sd-core",
      ],
    },
    prompt: {
      type: "string",
      label: "Prompt",
      description: "What the image should show, preferably in English. 1 to 10000 characters.",
    },
    negativePrompt: {
      type: "string",
      label: "Negative Prompt",
      description: "What the image should not show; not for sd3-large-turbo.",
      optional: true,
    },
    mode: {
      type: "string",
      label: "Mode",
      description: "Whether the image is drawn from the prompt alone, or from an image and the prompt; sd-core draws from the prompt only. One of text-to-image, image-to-image. Default text-to-image.",
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
      optional: true,
      default: "text-to-image",
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
    aspectRatio: {
      type: "string",
      label: "Aspect Ratio",
      description: "The proportions of the result. One of 16:9, 1:1, 21:9, 2:3, 3:2, 4:5, 5:4, 9:16, 9:21. Default 1:1.",
      options: [
        {
          label: "16:9",
          value: "16:9",
        },
        {
          label: "1:1",
          value: "1:1",
        },
        {
          label: "21:9",
          value: "21:9",
        },
        {
          label: "2:3",
          value: "2:3",
        },
        {
          label: "3:2",
          value: "3:2",
        },
        {
          label: "4:5",
          value: "4:5",
        },
        {
          label: "5:4",
          value: "5:4",
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
      default: "1:1",
    },
    stylePreset: {
      type: "string",
      label: "Style Preset",
      description: "A style to steer the image towards; for sd-core only. One of 3d-model, analog-film, anime, cinematic, comic-book, digital-art, enhance, fantasy-art, isometric, line-art, low-poly, modeling-compound, neon-punk, origami, photographic, pixel-art, tile-texture.",
      options: [
        {
          label: "3D model",
          value: "3d-model",
        },
        {
          label: "Analog film",
          value: "analog-film",
        },
        {
          label: "Anime",
          value: "anime",
        },
        {
          label: "Cinematic",
          value: "cinematic",
        },
        {
          label: "Comic book",
          value: "comic-book",
        },
        {
          label: "Digital art",
          value: "digital-art",
        },
        {
          label: "Enhance",
          value: "enhance",
        },
        {
          label: "Fantasy art",
          value: "fantasy-art",
        },
        {
          label: "Isometric",
          value: "isometric",
        },
        {
          label: "Line art",
          value: "line-art",
        },
        {
          label: "Low poly",
          value: "low-poly",
        },
        {
          label: "Modeling compound",
          value: "modeling-compound",
        },
        {
          label: "Neon punk",
          value: "neon-punk",
        },
        {
          label: "Origami",
          value: "origami",
        },
        {
          label: "Photographic",
          value: "photographic",
        },
        {
          label: "Pixel art",
          value: "pixel-art",
        },
        {
          label: "Tile texture",
          value: "tile-texture",
        },
      ],
      optional: true,
    },
    seed: {
      type: "integer",
      label: "Seed",
      description: "The seed of the random noise. 0 or left out is a random seed. 0 to 4294967294.",
      min: 0,
      max: 4294967294,
      optional: true,
    },
    outputFormat: {
      type: "string",
      label: "Output Format",
      description: "The format of the result. One of jpeg, png. Default png.",
      options: [
        {
          label: "JPEG",
          value: "jpeg",
        },
        {
          label: "PNG",
          value: "png",
        },
      ],
      optional: true,
      default: "png",
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
      action: "gateway-generate-image",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
      },
      input: {
        model: this.model,
        prompt: this.prompt,
        negative_prompt: this.negativePrompt,
        mode: this.mode,
        strength: parseNumber("Strength", this.strength, {
          min: 0,
          max: 1,
        }),
        aspect_ratio: this.aspectRatio,
        style_preset: this.stylePreset,
        seed: this.seed,
        output_format: this.outputFormat,
        on_filtered: this.onFiltered,
        fit: this.fit,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
