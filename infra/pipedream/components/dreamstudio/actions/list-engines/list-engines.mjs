import dreamstudio from "../../dreamstudio.app.mjs";

export default {
  key: "dreamstudio-list-engines",
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
    dreamstudio,
    organization: {
      propDefinition: [
        dreamstudio,
        "organization",
      ],
    },
    clientId: {
      propDefinition: [
        dreamstudio,
        "clientId",
      ],
    },
    clientVersion: {
      propDefinition: [
        dreamstudio,
        "clientVersion",
      ],
    },
  },
  async run({ $ }) {
    const data = await this.dreamstudio.getData({
      $,
      path: "/v1/engines/list",
      props: this,
    });
    $.export("$summary", "Listed the engines.");
    return data;
  },
};
