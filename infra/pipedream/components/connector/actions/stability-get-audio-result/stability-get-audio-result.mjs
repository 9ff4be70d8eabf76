import connector from "../../connector.app.mjs";

export default {
  key: "connector-stability-get-audio-result",
  name: "Get Audio Result",
  description: "Fetches the sound of a job that a Stable Audio 3 action began and saves it to a file. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Results/paths/~1v2beta~1audio~1results~1%7Bid%7D/get)",
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
      action: "stability-get-audio-result",
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
