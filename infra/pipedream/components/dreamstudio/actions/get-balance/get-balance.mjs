import dreamstudio from "../../dreamstudio.app.mjs";

export default {
  key: "dreamstudio-get-balance",
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
      path: "/v1/user/balance",
      props: this,
    });
    $.export("$summary", "Read the balance.");
    return data;
  },
};
