import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-3d-stable-point-aware-3d",
  name: "Generate Point Aware 3D Model",
  description: "Generates a 3D model with a complete back from the image of an object and saves it to a GLB file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/3D/paths/~1v2beta~13d~1stable-point-aware-3d/post)",
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
      propDefinition: [
        connector,
        "stabilityImage",
      ],
    },
    textureResolution: {
      propDefinition: [
        connector,
        "textureResolution",
      ],
    },
    foregroundRatio: {
      type: "string",
      label: "Foreground Ratio",
      description: "How large the object is within the frame. 1 to 2. Default 1.3.",
      optional: true,
      default: "1.3",
    },
    remesh: {
      propDefinition: [
        connector,
        "remesh",
      ],
    },
    targetType: {
      type: "string",
      label: "Target Type",
      description: "What the target count counts. One of none, vertex, face. Default none.",
      options: [
        {
          label: "None",
          value: "none",
        },
        {
          label: "Vertex",
          value: "vertex",
        },
        {
          label: "Face",
          value: "face",
        },
      ],
      optional: true,
      default: "none",
    },
    targetCount: {
      type: "string",
      label: "Target Count",
      description: "How many vertices or faces the model should have. 100 to 20000. Default 1000.",
      optional: true,
      default: "1000",
    },
    guidanceScale: {
      type: "string",
      label: "Guidance Scale",
      description: "How strictly the points follow the image. 1 to 10. Default 3.",
      optional: true,
      default: "3",
    },
    seed: {
      propDefinition: [
        connector,
        "seed",
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
      action: "stability-3d-stable-point-aware-3d",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
      },
      input: {
        texture_resolution: this.textureResolution,
        foreground_ratio: parseNumber("Foreground Ratio", this.foregroundRatio, {
          min: 1,
          max: 2,
        }),
        remesh: this.remesh,
        target_type: this.targetType,
        target_count: parseNumber("Target Count", this.targetCount, {
          min: 100,
          max: 20000,
        }),
        guidance_scale: parseNumber("Guidance Scale", this.guidanceScale, {
          min: 1,
          max: 10,
        }),
        seed: this.seed,
        fit: this.fit,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
