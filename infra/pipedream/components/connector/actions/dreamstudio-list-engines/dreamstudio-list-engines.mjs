import connector from "../../connector.app.mjs";

export default {
  key: "connector-dreamstudio-list-engines",
  name: "List Engines",
  description: "Lists the engines available to the account. [See the documentation](https://platform.stability.ai/docs/api-reference#tag/Engines/operation/listEngines)",
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
      action: "dreamstudio-list-engines",
    });
    $.export("$summary", result.summary);
    return result;
  },
};
