using System.Text.Json;
using Connector.Pictures;
using Connector.Sandbox.Inputs;

namespace Connector.Sandbox.Contract;

/// <summary>Checks a form against all that a document says of an operation: schema, files, rules of images, of audio and of fields together.</summary>
internal sealed class FormContract
{
    private readonly JsonElement _schema;
    private readonly SchemaChecker _checker;
    private readonly FormJson _json;
    private readonly FieldRules _rules;
    private readonly IReadOnlyList<(string Name, JsonElement Schema)> _files;

    public FormContract(ApiDocument document, string path)
        : this(document, document.RequestSchema(path, "post", "multipart/form-data"), document.Rules(path, "post"))
    {
    }

    public FormContract(ApiDocument document, JsonElement schema, IReadOnlyList<JsonElement> rules)
    {
        _schema = schema;
        _checker = new SchemaChecker(document);
        _json = new FormJson(document);
        _rules = new FieldRules(document, schema, rules);
        _files = document.Properties(schema).Where(property => ApiDocument.IsBinary(property.Schema)).ToList();
    }

    public CheckedForm Check(MultipartForm form)
    {
        var body = _json.Write(form, _schema);
        var images = _files
            .Where(file => form.Files.ContainsKey(file.Name))
            .Select(file => (file.Name, Header: ImageHeader.Read(form.Files[file.Name].Content.Span)))
            .Where(image => image.Header is not null)
            .ToDictionary(image => image.Name, image => image.Header!, StringComparer.Ordinal);
        var problems = _checker.Check(body, _schema)
            .Concat(_rules.Check(body))
            .Concat(_files.SelectMany(file => FileProblems(form, file.Name, file.Schema, images)));
        return new CheckedForm(form, body, images, problems.Select(InFormNotation).Distinct().ToList())
        {
            FileNames = _files.Select(file => file.Name).Where(form.Files.ContainsKey).ToList(),
        };
    }

    private static IEnumerable<SchemaProblem> FileProblems(
        MultipartForm form, string name, JsonElement schema, Dictionary<string, ImageHeader> images)
    {
        if (form.Texts.ContainsKey(name))
        {
            return [new SchemaProblem(name, "type", "must be a file")];
        }

        if (!form.Files.TryGetValue(name, out var file))
        {
            return [];
        }

        if (schema.TryGetProperty("x-image-rules", out var imageRules))
        {
            return ImageRules.Check(name, images.GetValueOrDefault(name), imageRules);
        }

        return schema.TryGetProperty("x-audio-rules", out var audioRules)
            ? AudioRules.Check(name, AudioHeader.Read(file.Content.Span), audioRules)
            : [];
    }

    /// <summary>A form writes <c>text_prompts[0][text]</c> where JSON has text_prompts[0].text.</summary>
    private static SchemaProblem InFormNotation(SchemaProblem problem)
    {
        var parts = problem.Path.Split('.');
        return problem with { Path = parts[0] + string.Concat(parts.Skip(1).Select(part => $"[{part}]")) };
    }
}
