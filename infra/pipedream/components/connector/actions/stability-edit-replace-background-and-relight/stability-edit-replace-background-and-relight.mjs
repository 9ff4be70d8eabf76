import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-edit-replace-background-and-relight",
  name: "Start Background Replacement",
  description: "Begins to put a subject before another background in fitting light, and answers the id that stability-get-result fetches the image with. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Edit/paths/~1v2beta~1stable-image~1edit~1replace-background-and-relight/post)",
  version: "0.0.1",
  type: "action",
  annotations: {
    destructiveHint: false,
    openWorldHint: true,
    readOnlyHint: false,
  },
  props: {
    connector,
    subjectImage: {
      type: "string",
      label: "Subject Image File Path or URL",
      description: "The image with the subject. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes. Sides of at least 64 pixels. Together 4096 to 9437184 pixels. Proportions of 1:2.5 to 2.5:1.",
    },
    backgroundPrompt: {
      type: "string",
      label: "Background Prompt",
      description: "The new background, or just its light. At most 10000 characters.",
      optional: true,
    },
    backgroundReference: {
      type: "string",
      label: "Background Reference File Path or URL",
      description: "An image whose style the new background takes. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes. Sides of at least 64 pixels. Together 4096 to 9437184 pixels.",
      optional: true,
    },
    foregroundPrompt: {
      type: "string",
      label: "Foreground Prompt",
      description: "The subject, so that the background does not bleed into it. At most 10000 characters.",
      optional: true,
    },
    negativePrompt: {
      propDefinition: [
        connector,
        "negativePrompt",
      ],
    },
    preserveOriginalSubject: {
      type: "string",
      label: "Preserve Original Subject",
      description: "How much of the subject stays as it is; 1 keeps every pixel. 0 to 1. Default 0.6.",
      optional: true,
      default: "0.6",
    },
    originalBackgroundDepth: {
      type: "string",
      label: "Original Background Depth",
      description: "How far the new background keeps the depth of the old one. 0 to 1. Default 0.5.",
      optional: true,
      default: "0.5",
    },
    keepOriginalBackground: {
      type: "boolean",
      label: "Keep Original Background",
      description: "Keeps the background and changes the light only. Default false.",
      optional: true,
      default: false,
    },
    lightSourceDirection: {
      type: "string",
      label: "Light Source Direction",
      description: "Where the light comes from. One of left, right, above, below.",
      options: [
        {
          label: "Left",
          value: "left",
        },
        {
          label: "Right",
          value: "right",
        },
        {
          label: "Above",
          value: "above",
        },
        {
          label: "Below",
          value: "below",
        },
      ],
      optional: true,
    },
    lightReference: {
      type: "string",
      label: "Light Reference File Path or URL",
      description: "An image whose bright parts set the light. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes. Sides of at least 64 pixels. Together 4096 to 9437184 pixels.",
      optional: true,
    },
    lightSourceStrength: {
      type: "string",
      label: "Light Source Strength",
      description: "How strong the light is. 0 to 1. Default 0.3.",
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
      accessMode: "read",
      sync: true,
      optional: true,
    },
  },
  async run({ $ }) {
    const result = await this.connector.runAction({
      $,
      action: "stability-edit-replace-background-and-relight",
      idempotencyKey: this.idempotencyKey,
      files: {
        subject_image: this.subjectImage,
        background_reference: this.backgroundReference,
        light_reference: this.lightReference,
      },
      input: {
        background_prompt: this.backgroundPrompt,
        foreground_prompt: this.foregroundPrompt,
        negative_prompt: this.negativePrompt,
        preserve_original_subject: parseNumber("Preserve Original Subject", this.preserveOriginalSubject, {
          min: 0,
          max: 1,
        }),
        original_background_depth: parseNumber("Original Background Depth", this.originalBackgroundDepth, {
          min: 0,
          max: 1,
        }),
        keep_original_background: this.keepOriginalBackground,
        light_source_direction: this.lightSourceDirection,
        light_source_strength: parseNumber("Light Source Strength", this.lightSourceStrength, {
          min: 0,
          max: 1,
        }),
        seed: this.seed,
        output_format: this.outputFormat,
        fit: this.fit,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
