import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-stable-audio-inpaint",
  name: "Start Audio Inpaint",
  description: "Begins to redraw a stretch of a sound from a text prompt with Stable Audio 3, and answers the id that stability-get-audio-result fetches it with. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Audio/paths/~1v2beta~1audio~1stable-audio~1inpaint/post)",
  version: "0.0.1",
  type: "action",
  annotations: {
    destructiveHint: false,
    openWorldHint: true,
    readOnlyHint: false,
  },
  props: {
    connector,
    audio: {
      propDefinition: [
        connector,
        "stabilityAudio",
      ],
    },
    prompt: {
      propDefinition: [
        connector,
        "stabilityPrompt",
      ],
    },
    maskStart: {
      type: "string",
      label: "Mask Start",
      description: "The second at which redrawing starts. 0 to 380. Default 30.",
      optional: true,
      default: "30",
    },
    maskEnd: {
      type: "string",
      label: "Mask End",
      description: "The second at which redrawing ends. 0 to 380. Default 380.",
      optional: true,
      default: "380",
    },
    duration: {
      type: "string",
      label: "Duration",
      description: "The length of the result in seconds. 1 to 380. Default 190.",
      optional: true,
      default: "190",
    },
    model: {
      propDefinition: [
        connector,
        "model",
      ],
    },
    steps: {
      propDefinition: [
        connector,
        "steps",
      ],
    },
    cfgScale: {
      propDefinition: [
        connector,
        "stabilityCfgScale",
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
        "stabilityOutputFormat",
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
      action: "stability-stable-audio-inpaint",
      idempotencyKey: this.idempotencyKey,
      files: {
        audio: this.audio,
      },
      input: {
        prompt: this.prompt,
        mask_start: parseNumber("Mask Start", this.maskStart, {
          min: 0,
          max: 380,
        }),
        mask_end: parseNumber("Mask End", this.maskEnd, {
          min: 0,
          max: 380,
        }),
        duration: parseNumber("Duration", this.duration, {
          min: 1,
          max: 380,
        }),
        model: this.model,
        steps: this.steps,
        cfg_scale: parseNumber("CFG Scale", this.cfgScale, {
          min: 1,
          max: 25,
        }),
        seed: this.seed,
        output_format: this.outputFormat,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
