import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-stable-audio-2-audio-to-audio",
  name: "Generate Audio From Audio",
  description: "Generates music or sound from a sound and a text prompt with Stable Audio 2 and saves it to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Audio/paths/~1v2beta~1audio~1stable-audio-2~1audio-to-audio/post)",
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
    duration: {
      propDefinition: [
        connector,
        "duration",
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
        "stabilityModel",
      ],
    },
    steps: {
      propDefinition: [
        connector,
        "stabilitySteps",
      ],
    },
    cfgScale: {
      propDefinition: [
        connector,
        "stabilityStableAudio2AudioToAudioCfgScale",
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
      action: "stability-stable-audio-2-audio-to-audio",
      idempotencyKey: this.idempotencyKey,
      files: {
        audio: this.audio,
      },
      input: {
        prompt: this.prompt,
        duration: parseNumber("Duration", this.duration, {
          min: 1,
          max: 190,
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
        upstream_form: this.upstreamForm,
        on_filtered: this.onFiltered,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
