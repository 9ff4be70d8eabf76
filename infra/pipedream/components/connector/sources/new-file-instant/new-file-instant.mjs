import connector from "../../connector.app.mjs";

export default {
  key: "connector-new-file-instant",
  name: "New File (Instant)",
  description: "Emit new event when an action has saved a picture, sound or model. [See the documentation](https://www.standardwebhooks.com)",
  version: "0.0.1",
  type: "source",
  dedupe: "unique",
  props: {
    connector,
    db: "$.service.db",
    http: {
      type: "$.interface.http",
      customResponse: true,
    },
    action: {
      type: "string",
      label: "Action",
      description: "The action whose files begin the workflow; those of all actions when it is left out.",
      optional: true,
      options: [
        {
          label: "Generate Image From Image",
          value: "dreamstudio-image-to-image",
        },
        {
          label: "Redraw Masked Part of Image",
          value: "dreamstudio-mask-image",
        },
        {
          label: "Generate Image From Text",
          value: "dreamstudio-text-to-image",
        },
        {
          label: "Upscale Image",
          value: "dreamstudio-upscale-image",
        },
        {
          label: "Generate Image",
          value: "gateway-generate-image",
        },
        {
          label: "Edit Image",
          value: "openai-edit-image",
        },
        {
          label: "Create Image",
          value: "openai-generate-image",
        },
        {
          label: "Generate 3D Model Fast",
          value: "stability-3d-stable-fast-3d",
        },
        {
          label: "Generate Point Aware 3D Model",
          value: "stability-3d-stable-point-aware-3d",
        },
        {
          label: "Generate Image From Sketch",
          value: "stability-control-sketch",
        },
        {
          label: "Generate Image From Structure",
          value: "stability-control-structure",
        },
        {
          label: "Generate Image in Style of Image",
          value: "stability-control-style",
        },
        {
          label: "Transfer Style to Image",
          value: "stability-control-style-transfer",
        },
        {
          label: "Erase From Image",
          value: "stability-edit-erase",
        },
        {
          label: "Inpaint Image",
          value: "stability-edit-inpaint",
        },
        {
          label: "Outpaint Image",
          value: "stability-edit-outpaint",
        },
        {
          label: "Remove Background",
          value: "stability-edit-remove-background",
        },
        {
          label: "Search and Recolor in Image",
          value: "stability-edit-search-and-recolor",
        },
        {
          label: "Search and Replace in Image",
          value: "stability-edit-search-and-replace",
        },
        {
          label: "Generate Image With Core",
          value: "stability-generate-core",
        },
        {
          label: "Generate Image With Stable Diffusion 3.5",
          value: "stability-generate-sd3",
        },
        {
          label: "Generate Image With Ultra",
          value: "stability-generate-ultra",
        },
        {
          label: "Get Audio Result",
          value: "stability-get-audio-result",
        },
        {
          label: "Get Creative Upscale Result",
          value: "stability-get-creative-upscale-result",
        },
        {
          label: "Get Result",
          value: "stability-get-result",
        },
        {
          label: "Generate Audio From Audio",
          value: "stability-stable-audio-2-audio-to-audio",
        },
        {
          label: "Inpaint Audio",
          value: "stability-stable-audio-2-inpaint",
        },
        {
          label: "Generate Audio From Text",
          value: "stability-stable-audio-2-text-to-audio",
        },
        {
          label: "Upscale Image Conservatively",
          value: "stability-upscale-conservative",
        },
        {
          label: "Upscale Image Fast",
          value: "stability-upscale-fast",
        },
      ],
    },
  },
  hooks: {
    async activate() {
      const { id } = await this.connector.createSubscription({
        callbackUrl: this.http.endpoint,
        events: [
          "file.created",
        ],
        action: this.action,
      });
      this.db.set("subscription", id);
    },
    async deactivate() {
      const id = this.db.get("subscription");
      if (id) {
        await this.connector.deleteSubscription({
          id,
        });
        this.db.set("subscription", null);
      }
    },
  },
  async run({
    headers, body,
  }) {
    this.http.respond({
      status: 200,
    });
    if (body?.type !== "file.created") {
      return;
    }

    this.$emit(body.data, {
      id: headers["webhook-id"],
      summary: `New file: ${body.data.path}`,
      ts: Date.parse(body.timestamp),
    });
  },
};
