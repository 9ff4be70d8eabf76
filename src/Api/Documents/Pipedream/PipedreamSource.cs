using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>The Pipedream source that begins a workflow for each file that the connector saves.</summary>
internal static class PipedreamSource
{
    /// <summary>Its name, in the form that Pipedream asks of sources that are told and do not look.</summary>
    public const string Slug = "new-file-instant";

    /// <summary>The component's module.</summary>
    /// <param name="app">The app, and the prop that holds it.</param>
    /// <param name="actions">The actions.</param>
    public static string Write(string app, IReadOnlyList<ConnectorAction> actions)
    {
        var options = actions.Where(action => action.Output is MediaOutput).Select(action => JavaScript.Object($"label: {JavaScript.Text(action.Title)}", $"value: {JavaScript.Text(action.Name)}"));
        return $$"""
            import {{app}} from "../../{{app}}.app.mjs";

            export default {
              key: "{{app}}-{{Slug}}",
              name: "New File (Instant)",
              description: "Emit new event when an action has saved a picture, sound or model. [See the documentation](https://www.standardwebhooks.com)",
              version: "0.0.1",
              type: "source",
              dedupe: "unique",
              props: {
                {{app}},
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
                  options: {{JavaScript.Indent(JavaScript.Indent(JavaScript.Indent(JavaScript.Array(options))))}},
                },
              },
              hooks: {
                async activate() {
                  const { id } = await this.{{app}}.createSubscription({
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
                    await this.{{app}}.deleteSubscription({
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

            """;
    }
}
