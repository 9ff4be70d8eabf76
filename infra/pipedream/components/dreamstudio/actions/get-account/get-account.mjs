import dreamstudio from "../../dreamstudio.app.mjs";

export default {
  key: "dreamstudio-get-account",
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
    dreamstudio,
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
      path: "/v1/user/account",
      props: this,
    });
    $.export("$summary", "Read the account.");
    return data;
  },
};
