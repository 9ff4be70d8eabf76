import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-stable-audio-audio-to-audio",
  name: "Start Audio From Audio",
  description: "Begins to generate music or sound from a sound and a text prompt with Stable Audio 3, and answers the id that stability-get-audio-result fetches it with. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Audio/paths/~1v2beta~1audio~1stable-audio~1audio-to-audio/post)",
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
    duration: {
      propDefinition: [
        connector,
        "stabilityDuration",
      ],
    },
    strength: {
      propDefinition: [
        connector,
        "stabilityStrength",
      ],
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
      action: "stability-stable-audio-audio-to-audio",
      idempotencyKey: this.idempotencyKey,
      files: {
        audio: this.audio,
      },
      input: {
        prompt: this.prompt,
        duration: parseNumber("Duration", this.duration, {
          min: 1,
          max: 380,
        }),
        strength: parseNumber("Strength", this.strength, {
          min: 0,
          max: 1,
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
