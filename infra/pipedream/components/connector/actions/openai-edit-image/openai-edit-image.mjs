import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-openai-edit-image",
  name: "Edit Image",
  description: "Edits an image, or makes one of several, as a text prompt says, and saves the result to files. [See the documentation](https://platform.openai.com/docs/api-reference/images/createEdit)",
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
      type: "string",
      label: "Image File Path or URL",
      description: "The image to edit, or a list of images to make one of. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
    },
    prompt: {
      propDefinition: [
        connector,
        "openaiPrompt",
      ],
    },
    mask: {
      type: "string",
      label: "Mask File Path or URL",
      description: "An image of the first one's size whose transparent parts say where that one is edited. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, at most 4,000,000 bytes.",
      optional: true,
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
    inputFidelity: {
      type: "string",
      label: "Input Fidelity",
      description: "How closely the result keeps to the images, faces above all; for the GPT image models only. One of high, low. Default low.",
      options: [
        {
          label: "High",
          value: "high",
        },
        {
          label: "Low",
          value: "low",
        },
      ],
      optional: true,
      default: "low",
    },
    user: {
      propDefinition: [
        connector,
        "user",
      ],
    },
    image2: {
      type: "string",
      label: "Image 2 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image3: {
      type: "string",
      label: "Image 3 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image4: {
      type: "string",
      label: "Image 4 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image5: {
      type: "string",
      label: "Image 5 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image6: {
      type: "string",
      label: "Image 6 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image7: {
      type: "string",
      label: "Image 7 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image8: {
      type: "string",
      label: "Image 8 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image9: {
      type: "string",
      label: "Image 9 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image10: {
      type: "string",
      label: "Image 10 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image11: {
      type: "string",
      label: "Image 11 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image12: {
      type: "string",
      label: "Image 12 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image13: {
      type: "string",
      label: "Image 13 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image14: {
      type: "string",
      label: "Image 14 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image15: {
      type: "string",
      label: "Image 15 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
    },
    image16: {
      type: "string",
      label: "Image 16 File Path or URL",
      description: "A further image beside the first one. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 50,000,000 bytes.",
      optional: true,
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
      action: "openai-edit-image",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
        mask: this.mask,
        image_2: this.image2,
        image_3: this.image3,
        image_4: this.image4,
        image_5: this.image5,
        image_6: this.image6,
        image_7: this.image7,
        image_8: this.image8,
        image_9: this.image9,
        image_10: this.image10,
        image_11: this.image11,
        image_12: this.image12,
        image_13: this.image13,
        image_14: this.image14,
        image_15: this.image15,
        image_16: this.image16,
      },
      input: {
        prompt: this.prompt,
        model: this.model,
        n: this.n,
        size: this.size,
        quality: this.quality,
        background: this.background,
        output_format: this.outputFormat,
        output_compression: this.outputCompression,
        input_fidelity: this.inputFidelity,
        user: this.user,
        on_filtered: this.onFiltered,
        fit: this.fit,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
