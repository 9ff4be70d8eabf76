import dreamstudio from "../../dreamstudio.app.mjs";
import {
  cfgScale,
  clipGuidancePreset,
  engineId,
  extras,
  initImage,
  maskImage,
  maskSource,
  negativePrompt,
  prompt,
  sampler,
  samples,
  seed,
  steps,
  stylePreset,
  textPrompts,
} from "../../common/parameters.mjs";
import {
  count,
  needs,
  when,
} from "../../common/rules.mjs";

export default {
  key: "dreamstudio-mask-image",
  name: "Redraw Masked Part of Image",
  description: "Redraws the masked part of an image from a text prompt and saves each result to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/SDXL-1.0-and-SD1.6/operation/masking)",
  version: "0.0.1",
  type: "action",
  annotations: {
    destructiveHint: false,
    openWorldHint: true,
    readOnlyHint: false,
  },
  props: {
    dreamstudio,
    engineId: {
      propDefinition: [
        dreamstudio,
        "engineId",
      ],
    },
    initImage: {
      propDefinition: [
        dreamstudio,
        "initImage",
      ],
    },
    maskSource: {
      type: "string",
      label: "Mask Source",
      description: "What is redrawn: the white or the black pixels of the mask image, or the transparent ones of the init image. One of MASK_IMAGE_WHITE, MASK_IMAGE_BLACK, INIT_IMAGE_ALPHA.",
      options: [
        {
          label: "White pixels of the mask image",
          value: "MASK_IMAGE_WHITE",
        },
        {
          label: "Black pixels of the mask image",
          value: "MASK_IMAGE_BLACK",
        },
        {
          label: "Transparent pixels of the init image",
          value: "INIT_IMAGE_ALPHA",
        },
      ],
    },
    maskImage: {
      type: "string",
      label: "Mask Image File Path or URL",
      description: "A greyscale image as large as the init image that says what is redrawn, and how strongly. A file in `/tmp` (for example, `/tmp/image.png`), or a URL. png, jpg, webp, at most 5,242,880 bytes.",
      optional: true,
    },
    prompt: {
      propDefinition: [
        dreamstudio,
        "prompt",
      ],
    },
    negativePrompt: {
      propDefinition: [
        dreamstudio,
        "negativePrompt",
      ],
    },
    stylePreset: {
      propDefinition: [
        dreamstudio,
        "stylePreset",
      ],
    },
    samples: {
      propDefinition: [
        dreamstudio,
        "samples",
      ],
    },
    seed: {
      propDefinition: [
        dreamstudio,
        "seed",
      ],
    },
    steps: {
      propDefinition: [
        dreamstudio,
        "steps",
      ],
    },
    cfgScale: {
      propDefinition: [
        dreamstudio,
        "cfgScale",
      ],
    },
    sampler: {
      propDefinition: [
        dreamstudio,
        "sampler",
      ],
    },
    clipGuidancePreset: {
      propDefinition: [
        dreamstudio,
        "clipGuidancePreset",
      ],
    },
    textPrompts: {
      propDefinition: [
        dreamstudio,
        "textPrompts",
      ],
    },
    extras: {
      propDefinition: [
        dreamstudio,
        "extras",
      ],
    },
    organization: {
      propDefinition: [
        dreamstudio,
        "organization",
      ],
    },
    clientId: {
      propDefinition: [
        dreamstudio,
        "clientId",
      ],
    },
    clientVersion: {
      propDefinition: [
        dreamstudio,
        "clientVersion",
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
    return this.dreamstudio.generateImage({
      $,
      name: "dreamstudio-mask-image",
      props: this,
      path: [
        "/v1/generation/",
        engineId,
        "/image-to-image/masking",
      ],
      body: "form",
      parameters: [
        engineId,
        initImage,
        maskSource,
        maskImage,
        prompt,
        negativePrompt,
        stylePreset,
        samples,
        seed,
        steps,
        cfgScale,
        sampler,
        clipGuidancePreset,
        textPrompts,
        extras,
      ],
      rules: [
        count([
          prompt,
          textPrompts,
        ], {
          least: 1,
        }),
        needs(negativePrompt, [
          prompt,
          textPrompts,
        ]),
        when(maskSource, "MASK_IMAGE_WHITE", {
          required: [
            maskImage,
          ],
        }),
        when(maskSource, "MASK_IMAGE_BLACK", {
          required: [
            maskImage,
          ],
        }),
        when(maskSource, "INIT_IMAGE_ALPHA", {
          forbidden: [
            maskImage,
          ],
        }),
      ],
      answer: {
        noun: "image",
        accept: "image/png",
        seedHeader: "Seed",
        finishReasonHeader: "Finish-Reason",
        count: samples,
        acceptSeveral: "application/json",
        json: {
          data: "base64",
          seed: "seed",
          finishReason: "finishReason",
        },
      },
      summary: (values, images) => `Redrew the masked part of an image into ${images} with ${values.engine_id}.`,
    });
  },
};
