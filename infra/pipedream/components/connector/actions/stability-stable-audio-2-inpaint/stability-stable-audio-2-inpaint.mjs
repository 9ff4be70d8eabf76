import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-stable-audio-2-inpaint",
  name: "Inpaint Audio",
  description: "Redraws a stretch of a sound from a text prompt with Stable Audio 2.5 and saves it to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Audio/paths/~1v2beta~1audio~1stable-audio-2~1inpaint/post)",
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
        "audio",
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
      description: "The second at which redrawing starts. 0 to 190. Default 30.",
      optional: true,
      default: "30",
    },
    maskEnd: {
      type: "string",
      label: "Mask End",
      description: "The second at which redrawing ends. 0 to 190. Default 190.",
      optional: true,
      default: "190",
    },
    duration: {
      type: "string",
      label: "Duration",
      description: "The length of the result in seconds. 1 to 190. Default 190.",
      optional: true,
      default: "190",
    },
    steps: {
      propDefinition: [
        connector,
        "steps",
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
      accessMode: "read-write",
      sync: true,
      optional: true,
    },
  },
  async run({ $ }) {
    const result = await this.connector.runAction({
      $,
      action: "stability-stable-audio-2-inpaint",
      idempotencyKey: this.idempotencyKey,
      files: {
        audio: this.audio,
      },
      input: {
        prompt: this.prompt,
        mask_start: parseNumber("Mask Start", this.maskStart, {
          min: 0,
          max: 190,
        }),
        mask_end: parseNumber("Mask End", this.maskEnd, {
          min: 0,
          max: 190,
        }),
        duration: parseNumber("Duration", this.duration, {
          min: 1,
          max: 190,
        }),
        steps: this.steps,
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
