import connector from "../../connector.app.mjs";

export default {
  key: "connector-dreamstudio-get-account",
  name: "Get Account",
  description: "Reads the account of the key: user, e-mail and organizations. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/User/operation/userAccount)",
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
      action: "dreamstudio-get-account",
    });
    $.export("$summary", result.summary);
    return result;
  },
};
