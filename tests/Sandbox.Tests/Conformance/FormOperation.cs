using System.Text.Json;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.Conformance;

/// <summary>A POST of a form as a document describes it, and the forms that follow from the description.</summary>
internal sealed class FormOperation
{
    private readonly IReadOnlyList<JsonElement> _rules;
    private readonly JsonElement _schema;

    public FormOperation(Api api, string path, JsonElement schema)
    {
        (Api, Path, _schema) = (api, path, schema);
        _rules = api.Document.Rules(path, "post");
        Fields = api.Document.Properties(schema)
            .DistinctBy(property => property.Name)
            .Where(property => property.Schema.TryGetProperty("type", out var type) && !type.ValueEquals("array") && !type.ValueEquals("object"))
            .Select(property => new FormField(property.Name, property.Schema))
            .ToList();
        Required = Demanded(schema).Distinct().ToList();
    }

    public Api Api { get; }

    public string Path { get; }

    public IReadOnlyList<FormField> Fields { get; }

    public IReadOnlyList<string> Required { get; }

    /// <summary>Every operation with a form; v1's upscaling has one for each of its engines.</summary>
    public static IEnumerable<FormOperation> All => Api.All.SelectMany(api => api.Document.PathsWith("post")
        .Where(path => Bodies(api, path).ValueKind == JsonValueKind.Object)
        .SelectMany(path =>
        {
            var schema = Bodies(api, path);
            return schema.TryGetProperty("oneOf", out var variants)
                ? variants.EnumerateArray().Select(variant => new FormOperation(api, path, api.Document.Resolve(variant)))
                : [new FormOperation(api, path, schema)];
        }));

    /// <summary>The least that is complete.</summary>
    public Dictionary<string, object> Minimum() => Completed([]);

    /// <summary>The least that is complete with a field as given; fields that exclude it give way.</summary>
    public Dictionary<string, object> With(string name, object value) => Completed(new Dictionary<string, object> { [name] = value });

    /// <summary>For every rule between fields a form that breaks it, and the field that the refusal is to name.</summary>
    public IEnumerable<(string Field, Dictionary<string, object> Form)> Violations() => _rules.SelectMany(rule =>
    {
        var met = new Dictionary<string, object>();
        if (rule.TryGetProperty("if", out var condition))
        {
            var isPresence = condition.ValueKind == JsonValueKind.String;
            var field = isPresence ? condition.GetString()! : condition.EnumerateObject().Single().Name;
            met[field] = isPresence ? Fields.Single(known => known.Name == field).Example() : condition.EnumerateObject().Single().Value.GetString()!;
        }

        return (rule.TryGetProperty("then", out var then) ? then : rule).EnumerateObject().SelectMany(demand => Broken(Completed(met), demand));
    });

    /// <summary>A request with an engine of v1 that does what the operation does.</summary>
    public HttpRequestMessage Request(IEnumerable<KeyValuePair<string, object>> fields, string? accept = null)
    {
        var engine = _schema.TryGetProperty("properties", out var own) && !own.TryGetProperty("init_image", out _)
            ? own.TryGetProperty("text_prompts", out _) ? "stable-diffusion-x4-latent-upscaler" : "esrgan-v1-x2plus"
            : "stable-diffusion-v1-5";
        return SandboxClient.Form(
            (Api.Prefix + Path).TrimStart('/').Replace("{engine_id}", engine, StringComparison.Ordinal),
            fields.Select(field => (field.Key, field.Value)),
            accept ?? (Api == Api.Gateway ? "image/*" : null));
    }

    public override string ToString() => $"{Api.Name} {Path} ({Fields.Count} fields)";

    private static JsonElement Bodies(Api api, string path)
    {
        var content = api.Document.Operation(path, "post").GetProperty("requestBody").GetProperty("content");
        return content.TryGetProperty("multipart/form-data", out _) ? api.Document.RequestSchema(path, "post", "multipart/form-data") : default;
    }

    private IEnumerable<string> Demanded(JsonElement schema)
    {
        var own = schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(name => name.GetString()!) : [];
        return schema.TryGetProperty("allOf", out var parts)
            ? own.Concat(parts.EnumerateArray().SelectMany(part => Demanded(Api.Document.Resolve(part))))
            : own;
    }

    private Dictionary<string, object> Completed(Dictionary<string, object> form)
    {
        foreach (var name in Required.Where(name => !form.ContainsKey(name)))
        {
            Add(form, name);
        }

        // A field that one rule brings in may be subject to another one.
        for (var round = 0; round < 3; round++)
        {
            foreach (var rule in _rules)
            {
                Satisfy(form, rule);
            }
        }

        // An image of another's size is that other one too.
        foreach (var (name, schema) in Fields.Where(field => form.ContainsKey(field.Name)).Select(field => (field.Name, field.Schema)))
        {
            if (schema.TryGetProperty("x-same-size-as", out var other) && form[name] is byte[] and [0x89, (byte)'P', ..])
            {
                form[other.GetString()!] = form[name];
            }
        }

        if (form.TryGetValue("mask_source", out var source) && !ReferenceEquals(source, "INIT_IMAGE_ALPHA"))
        {
            form.TryAdd("mask_image", InputFiles.Png(512, 512));
        }

        return form;
    }

    private void Add(Dictionary<string, object> form, string name)
    {
        if (name == "text_prompts")
        {
            form["text_prompts[0][text]"] = "a tree";
        }
        else
        {
            // The one text that only the discriminator limits.
            form[name] = name == "mask_source" ? "MASK_IMAGE_WHITE" : Fields.Single(field => field.Name == name).Example();
        }
    }

    private IEnumerable<(string Field, Dictionary<string, object> Form)> Broken(Dictionary<string, object> form, JsonProperty demand)
    {
        switch (demand.Name)
        {
            case "required":
                return demand.Value.EnumerateArray().Select(name => (name.GetString()!, Without(form, name.GetString()!)));
            case "forbidden":
                return demand.Value.EnumerateArray().Select(name => name.GetString()!.Split('=')).Select(parts => (parts[0], new Dictionary<string, object>(form)
                {
                    [parts[0]] = parts.Length > 1 ? parts[1] : Fields.Single(field => field.Name == parts[0]).Example(),
                }));
            case "anyOfRequired" or "atLeastOneNonZero":
                var names = demand.Value.EnumerateArray().Select(name => name.GetString()!).ToArray();
                return [(names[0], Without(form, names))];
            default:
                return Values(demand.Name)
                    .Where(value => value != demand.Value.GetString())
                    .Select(value => (demand.Name, new Dictionary<string, object>(form) { [demand.Name] = value }));
        }
    }

    private static Dictionary<string, object> Without(Dictionary<string, object> form, params string[] names) =>
        form.Where(field => !names.Contains(field.Key)).ToDictionary();

    private void Satisfy(Dictionary<string, object> form, JsonElement rule)
    {
        if (!rule.TryGetProperty("if", out var condition))
        {
            Demand(form, rule, null);
        }
        else if (condition.ValueKind == JsonValueKind.String)
        {
            if (form.ContainsKey(condition.GetString()!))
            {
                Demand(form, rule.GetProperty("then"), null);
            }
        }
        else
        {
            var wanted = condition.EnumerateObject().Single();
            var value = form.TryGetValue(wanted.Name, out var sent) ? sent as string : Default(wanted.Name);
            if (value == wanted.Value.GetString())
            {
                Demand(form, rule.GetProperty("then"), wanted.Name);
            }
        }
    }

    private void Demand(Dictionary<string, object> form, JsonElement demands, string? reason)
    {
        foreach (var demand in demands.EnumerateObject())
        {
            switch (demand.Name)
            {
                case "required":
                    foreach (var name in demand.Value.EnumerateArray().Select(name => name.GetString()!).Where(name => !form.ContainsKey(name)))
                    {
                        Add(form, name);
                    }

                    break;
                case "forbidden" when reason is not null && demand.Value.EnumerateArray().Any(name => form.ContainsKey(name.GetString()!)):
                    // The other value of the field that the rule hangs on.
                    form[reason] = Values(reason).First(value => value != (form.TryGetValue(reason, out var sent) ? sent as string : Default(reason)));
                    break;
                case "anyOfRequired" when !demand.Value.EnumerateArray().Any(name => form.ContainsKey(name.GetString()!)):
                    Add(form, demand.Value[0].GetString()!);
                    break;
                case "atLeastOneNonZero" when !demand.Value.EnumerateArray().Any(name => form.TryGetValue(name.GetString()!, out var value) && value is not "0"):
                    form[demand.Value.EnumerateArray().Select(name => name.GetString()!).First(name => !form.ContainsKey(name))] = "1";
                    break;
                case "model":
                    form["model"] = demand.Value.GetString()!;
                    break;
            }
        }
    }

    private string? Default(string name) =>
        Api.Document.Property(_schema, name) is { } property && property.TryGetProperty("default", out var assumed) ? assumed.GetString() : null;

    private IEnumerable<string> Values(string name)
    {
        var property = Api.Document.Property(_schema, name)!.Value;
        return (property.TryGetProperty("enum", out var values) ? values : property.GetProperty("x-known-values")).EnumerateArray().Select(value => value.GetString()!);
    }
}
