import connector from "../../connector.app.mjs";

export default {
  key: "connector-dreamstudio-get-balance",
  name: "Get Balance",
  description: "Reads how many credits the account has left. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/User/operation/userBalance)",
  version: "0.0.1",
  type: "action",
  annotations: {
    destructiveHint: false,
    openWorldHint: true,
    readOnlyHint: true,
  },
  props: {
    connector,
  },
  async run({ $ }) {
    const result = await this.connector.runAction({
      $,
      action: "dreamstudio-get-balance",
    });
    $.export("$summary", result.summary);
    return result;
  },
};
