import connector from "../../connector.app.mjs";

export default {
  key: "connector-stability-get-creative-upscale-result",
  name: "Get Creative Upscale Result",
  description: "Fetches the image of a creative upscale by its older route and saves it to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Results/paths/~1v2beta~1stable-image~1upscale~1creative~1result~1%7Bid%7D/get)",
  version: "0.0.1",
  type: "action",
  annotations: {
    destructiveHint: false,
    openWorldHint: true,
    readOnlyHint: false,
  },
  props: {
    connector,
    id: {
      propDefinition: [
        connector,
        "id",
      ],
    },
    waitSeconds: {
      propDefinition: [
        connector,
        "waitSeconds",
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
    syncDir: {
      type: "dir",
      accessMode: "write",
      sync: true,
      optional: true,
    },
  },
  async run({ $ }) {
    const result = await this.connector.runAction({
      $,
      action: "stability-get-creative-upscale-result",
      input: {
        id: this.id,
        wait_seconds: this.waitSeconds,
        upstream_form: this.upstreamForm,
        on_filtered: this.onFiltered,
      },
    });
    $.export("$summary", result.summary);
    return result;
  },
};
