import connector from "../../connector.app.mjs";
import { parseNumber } from "../../common/values.mjs";

export default {
  key: "connector-stability-3d-stable-fast-3d",
  name: "Generate 3D Model Fast",
  description: "Generates a 3D model from the image of an object and saves it to a GLB file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/3D/paths/~1v2beta~13d~1stable-fast-3d/post)",
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
      description: "How large the object is within the frame. 0.1 to 1. Default 0.85.",
      optional: true,
      default: "0.85",
    },
    remesh: {
      propDefinition: [
        connector,
        "remesh",
      ],
    },
    vertexCount: {
      type: "string",
      label: "Vertex Count",
      description: "How many vertices the model should have; -1 sets no limit. -1 to 20000. Default -1.",
      optional: true,
      default: "-1",
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
      action: "stability-3d-stable-fast-3d",
      idempotencyKey: this.idempotencyKey,
      files: {
        image: this.image,
      },
      input: {
        texture_resolution: this.textureResolution,
        foreground_ratio: parseNumber("Foreground Ratio", this.foregroundRatio, {
          min: 0.1,
          max: 1,
        }),
        remesh: this.remesh,
        vertex_count: parseNumber("Vertex Count", this.vertexCount, {
          min: -1,
          max: 20000,
        }),
        fit: this.fit,
        max_credits: parseNumber("Max Credits", this.maxCredits),
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
